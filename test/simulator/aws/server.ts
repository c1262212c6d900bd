import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { AwsError } from './error.ts';
import { faultError, type Faults } from './faults.ts';
import { awsJson, parse } from './json-protocol.ts';
import { refusal } from './origin.ts';
import { Parameters } from './parameters.ts';
import type { Answer, Call, Protocol, RequestContext, Service, WireRequest } from './protocol.ts';
import { findRest, restError, restResult, type RestService } from './rest.ts';
import { claimedRegion, claimedService, type Credentials, sha256, verifySignature } from './signature.ts';

/** A call that arrived, as tests look at it. */
export interface RecordedRequest {
  readonly service: string;
  readonly operation: string;
  readonly input: Readonly<Record<string, unknown>>;
  /** The code of the error that was answered; undefined after a success. */
  readonly error: string | undefined;
}

export interface ServerOptions {
  readonly services: readonly Service[];
  /** Those whose calls are not signed. */
  readonly restServices?: readonly RestService[];
  readonly faults: Faults;
  readonly credentials: Credentials;
  readonly region: string;
  /** Host as clients name it that come through TLS, which ends before it gets here. */
  readonly tlsHost?: string | undefined;
  /** ARN of the user that the credentials belong to. */
  readonly user: string;
  /** Called when an answer is made, before it is sent: what the call has set going may begin. */
  readonly afterCall: () => void;
  /** Throws an {@link AwsError} where the caller may not do this. */
  readonly authorize: (service: Service, call: Call, context: RequestContext) => void;
  readonly onRequest: (request: RecordedRequest) => void;
  /** Breaks off answers that are still late. */
  readonly signal: AbortSignal;
}

/** The largest body that is read, in bytes. */
const BODY_LIMIT = 1024 * 1024;

/** What answers requests of no service that the simulator knows. */
const NO_SERVICE: Protocol = awsJson('');

/** An HTTP server that answers calls to AWS services. It is not listening yet. */
export function createAwsServer(options: ServerOptions): Server {
  return createServer((request, response) => {
    handle(options, request, response).catch((error: unknown) => {
      if (options.signal.aborted) {
        response.destroy();
      } else {
        send(response, NO_SERVICE.error(new AwsError('InternalFailure', String(error), 500)));
      }
    });
  });
}

/** Listens on loopback, and nowhere else. Rejects where the port is taken. Port 0 takes any. */
export async function listen(server: Server, port: number): Promise<AddressInfo> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, '127.0.0.1', resolve);
  });
  return server.address() as AddressInfo;
}

async function handle(options: ServerOptions, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const answer = await answerRequest(options, request);
  if (options.faults.latency > 0) {
    await wait(options.faults.latency, undefined, { signal: options.signal });
  }
  if (answer === 'reset') {
    request.socket.resetAndDestroy();
    return;
  }
  // The rest of a body that was too long is not read.
  if (!request.complete) {
    response.setHeader('connection', 'close');
  }
  send(response, answer);
}

async function answerRequest(options: ServerOptions, request: IncomingMessage): Promise<Answer | 'reset'> {
  const refused = refusal(request.headers, options.tlsHost);
  if (refused !== undefined) {
    return plain(403, refused);
  }
  const rest = findRest(options.restServices ?? [], request.method, request.url);
  const isCall = (request.method === 'POST' && request.url === '/') || serviceOf(options, request)?.protocol.isRest;
  if (rest === undefined && isCall !== true) {
    return plain(404, 'This is a simulator of AWS services. Give its address to the AWS CLI with --endpoint-url.');
  }
  const body = await readBody(request);
  if (body === undefined) {
    return plain(413, `A request body may have ${BODY_LIMIT} bytes.`);
  }
  return rest === undefined ? answerCall(options, request, body) : answerRest(options, rest, request, body);
}

function answerRest(
  { faults, user, onRequest }: ServerOptions,
  { service, operation, query }: NonNullable<ReturnType<typeof findRest>>,
  { headers }: IncomingMessage,
  body: Buffer,
): Answer | 'reset' {
  let input: Parameters | undefined;
  const record = (error: string | undefined): void =>
    onRequest({ service: service.name, operation: operation.name, input: input?.values ?? {}, error });
  try {
    input = new Parameters(body.length === 0 ? {} : parse(body));
    const call = { operation: operation.name, input };
    const fault = faults.take(call);
    if (fault === 'reset') {
      record(fault);
      return fault;
    }
    if (fault !== undefined) {
      throw faultError(fault, { signingName: service.name, resource: () => '*' }, call, user);
    }
    const answer = restResult(operation.perform({ query, headers, input, host: headers.host ?? '' }));
    record(undefined);
    return answer;
  } catch (error) {
    if (!(error instanceof AwsError)) {
      throw error;
    }
    record(error.code);
    return restError(service, error);
  }
}

async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > BODY_LIMIT) {
      return undefined;
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function answerCall(options: ServerOptions, request: IncomingMessage, body: Buffer): Answer | 'reset' {
  const { method = '', url = '', headers } = request;
  const wire: WireRequest = { method, url, headers, body };
  const service = serviceOf(options, request);
  if (service === undefined) {
    const claimed = claimedService(headers) ?? '';
    return NO_SERVICE.error(unknownOperation(`The simulator does not have the service ${claimed}.`));
  }
  let operation = '';
  let input: Parameters | undefined;
  const record = (error: string | undefined): void =>
    options.onRequest({ service: service.signingName, operation, input: input?.values ?? {}, error });
  try {
    operation = service.protocol.operation(wire);
    refuseBadSignature(options, service, request, body);
    input = service.protocol.input(wire);
    const answer = perform(
      options,
      service,
      { operation, input },
      {
        host: headers.host ?? '',
        region: regionOf(options, service, request),
      },
    );
    record(answer === 'reset' ? answer : undefined);
    return answer;
  } catch (error) {
    if (!(error instanceof AwsError)) {
      throw error;
    }
    record(error.code);
    return service.protocol.error(error);
  }
}

/** The service that a request is signed for, or that its headers belong to where it is not signed. */
function serviceOf({ services }: ServerOptions, { headers }: IncomingMessage): Service | undefined {
  const claimed = claimedService(headers);
  return services.find(({ signingName, protocol }) =>
    claimed === undefined ? protocol.recognises(headers) : signingName === claimed,
  );
}

/** Where the service is asked. */
function regionOf({ region }: ServerOptions, { inEveryRegion }: Service, { headers }: IncomingMessage): string {
  return (inEveryRegion === true ? claimedRegion(headers) : undefined) ?? region;
}

function refuseBadSignature(options: ServerOptions, service: Service, request: IncomingMessage, body: Buffer): void {
  const { method = '', url = '', headers } = request;
  const region = regionOf(options, service, request);
  const scope = { service: service.signingName, region };
  const verified = verifySignature({ method, url, headers, bodyHash: sha256(body) }, scope, options.credentials);
  if (verified !== true) {
    throw new AwsError(verified.code, verified.message);
  }
}

function perform(
  { faults, user, afterCall, authorize }: ServerOptions,
  service: Service,
  call: Call,
  context: RequestContext,
): Answer | 'reset' {
  const fault = faults.take(call);
  if (fault === 'reset') {
    return fault;
  }
  if (fault !== undefined) {
    throw faultError(fault, service, call, user);
  }
  const operation = Object.hasOwn(service.operations, call.operation) ? service.operations[call.operation] : undefined;
  if (operation === undefined) {
    throw unknownOperation(`The simulator does not have the operation ${call.operation}.`);
  }
  authorize(service, call, context);
  const answer = service.protocol.result(operation(call.input, context), call.operation);
  afterCall();
  return answer;
}

function unknownOperation(message: string): AwsError {
  return new AwsError('UnknownOperationException', message);
}

function send(response: ServerResponse, { status, contentType, body, headers }: Answer): void {
  if (typeof body !== 'string') {
    response.writeHead(status, { 'x-amzn-requestid': randomUUID(), 'content-type': contentType });
    body.start(response);
    return;
  }
  response.writeHead(status, {
    ...headers,
    'x-amzn-requestid': randomUUID(),
    'content-type': contentType,
    'content-length': Buffer.byteLength(body),
  });
  response.end(body);
}

function plain(status: number, text: string): Answer {
  return { status, contentType: 'text/plain; charset=utf-8', body: `${text}\n` };
}
