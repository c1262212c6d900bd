import type { IncomingHttpHeaders } from 'node:http';
import type { AwsError } from './error.ts';
import type { Parameters } from './parameters.ts';
import type { Answer } from './protocol.ts';

/** A request of a REST protocol: what it asks for is in its method, its path, its query, its headers and its body. */
export interface RestRequest {
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  /** The JSON of the body; empty where there is none. */
  readonly input: Parameters;
  /** The Host header: how the client reaches the simulator. */
  readonly host: string;
}

export interface RestOperation {
  /** The API's own name for the call. */
  readonly name: string;
  readonly method: 'GET' | 'POST';
  readonly path: string;
  /** Throws an {@link AwsError}. */
  perform(request: RestRequest): object | Answer;
}

/** An AWS service whose calls carry no signature, found by method and path: those that somebody signs in with. */
export interface RestService {
  readonly name: string;
  readonly operations: readonly RestOperation[];
  /** The body of an error; its code is in a header. */
  errorBody(error: AwsError): object;
}

const CONTENT_TYPE = 'application/json';

/** The operation that a request is for, and its service. */
export function findRest(
  services: readonly RestService[],
  method: string | undefined,
  url: string | undefined,
): { readonly service: RestService; readonly operation: RestOperation; readonly query: URLSearchParams } | undefined {
  const { pathname, searchParams: query } = new URL(url ?? '/', 'http://127.0.0.1');
  for (const service of services) {
    const operation = service.operations.find((each) => each.method === method && each.path === pathname);
    if (operation !== undefined) {
      return { service, operation, query };
    }
  }
  return undefined;
}

/**
 * restJson1: an output is JSON.
 * https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html
 */
export function restResult(output: object | Answer): Answer {
  return 'contentType' in output ? output : { status: 200, contentType: CONTENT_TYPE, body: JSON.stringify(output) };
}

/** An error, with its code in the header that the SDKs read first. */
export function restError(service: RestService, error: AwsError): Answer {
  return {
    status: error.status,
    contentType: CONTENT_TYPE,
    body: JSON.stringify(service.errorBody(error)),
    headers: { 'x-amzn-errortype': error.code },
  };
}
