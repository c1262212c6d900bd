import type { IncomingHttpHeaders } from 'node:http';
import { AwsError } from './error.ts';
import { EventStream } from './event-stream.ts';
import { Parameters } from './parameters.ts';
import type { Protocol } from './protocol.ts';

const CONTENT_TYPE = 'application/x-amz-json-1.1';

/**
 * awsJson1_1: POST /, the operation in `X-Amz-Target`, JSON both ways, times in seconds since 1970.
 * https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html
 */
export function awsJson(targetPrefix: string): Protocol {
  const target = (headers: IncomingHttpHeaders): string => String(headers['x-amz-target'] ?? '');
  return {
    recognises: (headers) => target(headers).startsWith(`${targetPrefix}.`),
    operation({ headers }) {
      const [prefix, operation] = target(headers).split('.');
      if (prefix !== targetPrefix || !operation || headers['content-type'] !== CONTENT_TYPE) {
        throw new AwsError('UnknownOperationException', `The target or content type is not that of ${targetPrefix}.`);
      }
      return operation;
    },
    input: ({ body }) => new Parameters(parse(body)),
    result: (output) =>
      output instanceof EventStream
        ? { status: 200, contentType: EventStream.contentType, body: output }
        : { status: 200, contentType: CONTENT_TYPE, body: JSON.stringify(inSeconds(output)) },
    error: ({ code, message, status, members }) => ({
      status,
      contentType: CONTENT_TYPE,
      body: JSON.stringify({ __type: code, message, ...members }),
    }),
  };
}

/** The JSON of a request; throws an {@link AwsError} where it is none. */
export function parse(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString());
  } catch {
    throw new AwsError('SerializationException', 'The request body is not valid JSON.');
  }
}

/** A copy with every date as seconds since 1970. */
function inSeconds(value: unknown): unknown {
  if (value instanceof Date) {
    return value.getTime() / 1000;
  }
  if (Array.isArray(value)) {
    return value.map(inSeconds);
  }
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, inSeconds(member)]));
  }
  return value;
}
