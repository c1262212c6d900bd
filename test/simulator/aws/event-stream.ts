import type { Writable } from 'node:stream';
import { crc32 } from 'node:zlib';

/** What a message of an event stream is: an event, or an exception, which is its last. */
export type MessageKind = 'event' | 'exception';

/** An answer that goes on: `start` writes messages until the client goes, or nothing more comes. */
export class EventStream {
  static readonly contentType = 'application/vnd.amazon.eventstream';
  readonly start: (to: Writable) => void;

  constructor(start: (to: Writable) => void) {
    this.start = start;
  }
}

/**
 * One message of `application/vnd.amazon.eventstream`: lengths and their checksum, headers, a JSON payload, the
 * checksum of it all. https://smithy.io/2.0/aws/amazon-eventstream.html
 */
export function encodeMessage(kind: MessageKind, type: string, payload: object): Buffer {
  const headers = Buffer.concat([
    header(':message-type', kind),
    header(`:${kind}-type`, type),
    header(':content-type', 'application/json'),
  ]);
  const body = Buffer.from(JSON.stringify(payload));
  const prelude = Buffer.alloc(12);
  prelude.writeUInt32BE(prelude.length + headers.length + body.length + 4, 0);
  prelude.writeUInt32BE(headers.length, 4);
  prelude.writeUInt32BE(crc32(prelude.subarray(0, 8)), 8);
  const message = Buffer.concat([prelude, headers, body]);
  const checksum = Buffer.alloc(4);
  checksum.writeUInt32BE(crc32(message));
  return Buffer.concat([message, checksum]);
}

/** The type of a header's value that is a text. */
const TEXT = 7;

function header(name: string, value: string): Buffer {
  const length = Buffer.alloc(2);
  length.writeUInt16BE(Buffer.byteLength(value));
  return Buffer.concat([
    Buffer.from([Buffer.byteLength(name)]),
    Buffer.from(name),
    Buffer.from([TEXT]),
    length,
    Buffer.from(value),
  ]);
}
