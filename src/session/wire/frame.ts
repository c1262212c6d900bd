import { hash } from 'node:crypto';

/**
 * One message of the data channel: a header of 120 bytes, integers big-endian, and a payload.
 * The layout is the agent's own, see `agent-contracts/message_schema` in github.com/aws/amazon-ssm-agent:
 *
 *     0    4  header length, 116: the payload starts 4 bytes after it
 *     4   32  message type, ASCII, padded with spaces
 *    36    4  schema version, 1
 *    40    8  date of creation
 *    48    8  sequence number
 *    56    8  flags
 *    64   16  message id, a UUID with its 8-byte halves swapped
 *    80   32  SHA-256 of the payload
 *   112    4  payload type
 *   116    4  payload length
 *   120    n  payload
 */
export interface Frame {
  /** See `MessageType`; at most 32 characters. */
  readonly messageType: string;
  /** Milliseconds since 1970, never 0. */
  readonly createdDate: number;
  /** Counts stream data from 0; 0 in everything else. */
  readonly sequenceNumber: number;
  /** Bit 0 SYN, bit 1 FIN. FIN says nothing about the end of a session. */
  readonly flags: number;
  /** A UUID in lower case. */
  readonly messageId: string;
  /** See `PayloadType`. */
  readonly payloadType: number;
  /** In a decoded frame a view of the bytes it came in, not a copy. */
  readonly payload: Uint8Array;
}

export type UnreadableFrame =
  | 'shorter than its header'
  | 'impossible header length'
  | 'no date'
  | 'impossible sequence number'
  | 'digest does not match';

export type DecodedFrame =
  { readonly ok: true; readonly frame: Frame } | { readonly ok: false; readonly reason: UnreadableFrame };

const HEADER_LENGTH = 116;
const LENGTH_FIELD = 4;
const TYPE = 4;
const TYPE_LENGTH = 32;
const SCHEMA_VERSION = 36;
const DATE = 40;
const SEQUENCE = 48;
const FLAGS = 56;
const ID_SECOND_HALF = 64;
const ID_FIRST_HALF = 72;
const DIGEST = 80;
const DIGEST_LENGTH = 32;
const PAYLOAD_TYPE = 112;
const PAYLOAD_LENGTH = 116;
const PAYLOAD = 120;

const SPACE = 0x20;
const TWO_TO_32 = 2 ** 32;

/** The frame as it goes over the wire, in a buffer of its own. */
export function encodeFrame(frame: Frame): Buffer {
  const { payload } = frame;
  const bytes = Buffer.allocUnsafe(PAYLOAD + payload.length);
  bytes.writeUInt32BE(HEADER_LENGTH, 0);
  bytes.write(frame.messageType.padEnd(TYPE_LENGTH), TYPE, TYPE_LENGTH, 'latin1');
  bytes.writeUInt32BE(1, SCHEMA_VERSION);
  writeUnsigned64(bytes, frame.createdDate, DATE);
  writeUnsigned64(bytes, frame.sequenceNumber, SEQUENCE);
  writeUnsigned64(bytes, frame.flags, FLAGS);
  const id = frame.messageId.replaceAll('-', '');
  bytes.write(id.slice(16), ID_SECOND_HALF, 8, 'hex');
  bytes.write(id.slice(0, 16), ID_FIRST_HALF, 8, 'hex');
  bytes.write(sha256(payload), DIGEST, 'latin1');
  bytes.writeUInt32BE(frame.payloadType, PAYLOAD_TYPE);
  bytes.writeUInt32BE(payload.length, PAYLOAD_LENGTH);
  bytes.set(payload, PAYLOAD);
  return bytes;
}

/**
 * Reads a frame from any bytes whatever; never throws. The payload runs to the end of the bytes: its length
 * field is not consulted, by the agent and the official client neither, and the digest tells if any is missing.
 */
export function decodeFrame(bytes: Uint8Array): DecodedFrame {
  const buffer = Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (buffer.length < PAYLOAD) {
    return { ok: false, reason: 'shorter than its header' };
  }
  const payloadStart = buffer.readUInt32BE(0) + LENGTH_FIELD;
  if (payloadStart < PAYLOAD || payloadStart > buffer.length) {
    return { ok: false, reason: 'impossible header length' };
  }
  const createdDate = readUnsigned64(buffer, DATE);
  if (createdDate === 0) {
    return { ok: false, reason: 'no date' };
  }
  const sequenceNumber = readUnsigned64(buffer, SEQUENCE);
  if (!Number.isSafeInteger(sequenceNumber)) {
    return { ok: false, reason: 'impossible sequence number' };
  }
  const payload = buffer.subarray(payloadStart);
  if (sha256(payload) !== buffer.toString('latin1', DIGEST, DIGEST + DIGEST_LENGTH)) {
    return { ok: false, reason: 'digest does not match' };
  }
  const frame = {
    messageType: readPadded(buffer, TYPE, TYPE + TYPE_LENGTH),
    createdDate,
    sequenceNumber,
    flags: readUnsigned64(buffer, FLAGS),
    messageId: readMessageId(buffer),
    payloadType: buffer.readUInt32BE(PAYLOAD_TYPE),
    payload,
  };
  return { ok: true, frame };
}

/**
 * As a text of 32 characters: cheaper to compare and to copy than a buffer, of which each digest would need one of its
 * own.
 */
function sha256(bytes: Uint8Array): string {
  return hash('sha256', bytes, 'binary');
}

// Two halves in place of BigInt, which costs an allocation; above 2^53 the number is inexact and refused where it
// counts.
function readUnsigned64(buffer: Buffer, offset: number): number {
  return buffer.readUInt32BE(offset) * TWO_TO_32 + buffer.readUInt32BE(offset + 4);
}

function writeUnsigned64(buffer: Buffer, value: number, offset: number): void {
  buffer.writeUInt32BE(Math.floor(value / TWO_TO_32), offset);
  buffer.writeUInt32BE(value % TWO_TO_32, offset + 4);
}

/** Text without the NULs and spaces on both its ends. */
function readPadded(buffer: Buffer, start: number, end: number): string {
  const isPadding = (at: number): boolean => buffer[at] === SPACE || buffer[at] === 0;
  while (start < end && isPadding(start)) {
    start++;
  }
  while (end > start && isPadding(end - 1)) {
    end--;
  }
  return buffer.toString('latin1', start, end);
}

function readMessageId(buffer: Buffer): string {
  const first = buffer.toString('hex', ID_FIRST_HALF, ID_FIRST_HALF + 8);
  const second = buffer.toString('hex', ID_SECOND_HALF, ID_SECOND_HALF + 8);
  return `${first.slice(0, 8)}-${first.slice(8, 12)}-${first.slice(12)}-${second.slice(0, 4)}-${second.slice(4)}`;
}
