import { once } from 'node:events';
import { type IncomingMessage, type OutgoingHttpHeaders, request as open } from 'node:http';
import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';
import type { Simulator } from '../index.ts';

export interface PlainAnswer {
  readonly status: number | undefined;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** One HTTP request with exactly these headers. */
export async function send(
  { endpoint }: Simulator,
  {
    method = 'POST',
    path = '/',
    headers = {},
    body = '',
  }: { method?: string; path?: string; headers?: OutgoingHttpHeaders; body?: string },
): Promise<PlainAnswer> {
  const outgoing = open(new URL(path, endpoint), { method, headers, agent: false });
  outgoing.end(body);
  const [incoming] = (await once(outgoing, 'response')) as [IncomingMessage];
  let text = '';
  for await (const chunk of incoming) {
    text += String(chunk);
  }
  return { status: incoming.statusCode, headers: incoming.headers, body: text };
}

/** A signed call in awsJson1_1, written without the SDK's help; for what the SDK would not send. */
export async function call(
  simulator: Simulator,
  { service = 'ecs', target, body }: { service?: string; target: string; body: string },
): Promise<PlainAnswer> {
  return signed(simulator, service, { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': target }, body);
}

/** A signed call in awsQuery. */
export async function signedForm(simulator: Simulator, service: string, body: string): Promise<PlainAnswer> {
  return signed(simulator, service, { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' }, body);
}

async function signed(
  simulator: Simulator,
  service: string,
  own: Readonly<Record<string, string>>,
  body: string,
): Promise<PlainAnswer> {
  const { host, hostname } = new URL(simulator.endpoint);
  const signer = new SignatureV4({
    service,
    region: simulator.world.region,
    credentials: simulator.credentials,
    sha256: Sha256,
  });
  const headers = { host, ...own };
  const request = await signer.sign({
    method: 'POST',
    protocol: 'http:',
    hostname,
    path: '/',
    query: {},
    headers,
    body,
  });
  return send(simulator, { headers: request.headers, body });
}

export const ECS_TARGET = 'AmazonEC2ContainerServiceV20141113';
