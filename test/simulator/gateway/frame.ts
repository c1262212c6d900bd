import { hash, randomUUID } from 'node:crypto';
import { ProtocolError } from './protocol-error.ts';

/** The value of the header-length field: the header without its own length field and the payload's length. */
const HEADER_LENGTH = 116;
const PAYLOAD_OFFSET = 120;
const SCHEMA_VERSION = 1;
const TYPE_LENGTH = 32;

/** Types of messages on the data channel. */
export type MessageType =
  | 'input_stream_data'
  | 'output_stream_data'
  | 'acknowledge'
  | 'channel_closed'
  | 'pause_publication'
  | 'start_publication';

/** What the payload of stream data is. */
export const PayloadType = {
  none: 0,
  /** Output of the shell, and input for it. */
  output: 1,
  size: 3,
  handshakeRequest: 5,
  handshakeResponse: 6,
  handshakeComplete: 7,
  encryptionChallengeRequest: 8,
  encryptionChallengeResponse: 9,
  flag: 10,
} as const;

/** The payload of {@link PayloadType.flag}: a 32-bit number. */
export const SessionFlag = {
  /** The client's connection is closed. */
  disconnectToPort: 1,
  terminateSession: 2,
  /** The agent could not connect. */
  connectToPortError: 3,
} as const;

export const Flags = {
  none: 0,
  /** The first message of a stream. */
  syn: 1,
  /** What acknowledgements carry. */
  synFin: 3,
} as const;

/** One binary message of the data channel. */
export interface Frame {
  readonly messageType: string;
  /** Milliseconds since 1970. */
  readonly createdDate: number;
  readonly sequenceNumber: number;
  readonly flags: number;
  /** UUID in its usual notation. */
  readonly messageId: string;
  readonly payloadType: number;
  readonly payload: Buffer;
  /** SHA-256 of the payload. */
  readonly digest: Buffer;
}

/** What the sender of a frame says; the rest is filled in. */
export interface FrameContent {
  readonly messageType: MessageType;
  readonly sequenceNumber: number;
  readonly flags: number;
  readonly messageId: string;
  readonly payloadType: number;
  readonly payload: Uint8Array;
}

export const newMessageId = (): string => randomUUID();

/** A frame as it goes over the wire, with its digest and the time of now. */
export function encodeFrame(content: FrameContent): Buffer {
  const { payload, messageId } = content;
  const frame = Buffer.allocUnsafe(PAYLOAD_OFFSET + payload.length);
  frame.writeUInt32BE(HEADER_LENGTH, 0);
  frame.write(content.messageType.padEnd(TYPE_LENGTH), 4, 'latin1');
  frame.writeUInt32BE(SCHEMA_VERSION, 36);
  writeNumber(frame, Date.now(), 40);
  writeNumber(frame, content.sequenceNumber, 48);
  writeNumber(frame, content.flags, 56);
  // A UUID lies on the wire with its bytes 8 to 15 first, then 0 to 7.
  frame.write(messageId.slice(19, 23) + messageId.slice(24), 64, 'hex');
  frame.write(messageId.slice(0, 8) + messageId.slice(9, 13) + messageId.slice(14, 18), 72, 'hex');
  digestOf(payload).copy(frame, 80);
  frame.writeUInt32BE(content.payloadType, 112);
  frame.writeUInt32BE(payload.length, 116);
  frame.set(payload, PAYLOAD_OFFSET);
  return frame;
}

/**
 * Reads a frame and checks everything in it that any frame must fulfil. The payload shares the input's memory.
 * Throws a {@link ProtocolError}.
 */
export function decodeFrame(frame: Buffer): Frame {
  expect(frame.length >= PAYLOAD_OFFSET, `is ${frame.length} bytes long, less than a header`);
  expect(frame.readUInt32BE(0) === HEADER_LENGTH, `says that its header is ${frame.readUInt32BE(0)} bytes long`);
  const messageType = readType(frame);
  expect(frame.readUInt32BE(36) === SCHEMA_VERSION, `has schema version ${frame.readUInt32BE(36)}`);
  const payload = frame.subarray(PAYLOAD_OFFSET);
  expect(
    frame.readUInt32BE(116) === payload.length,
    `says that its payload is ${frame.readUInt32BE(116)} bytes long, but it is ${payload.length}`,
  );
  const digest = digestOf(payload);
  expect(digest.equals(frame.subarray(80, 112)), 'has a digest that does not match its payload');
  return {
    messageType,
    createdDate: readNumber(frame, 40, 'created date'),
    sequenceNumber: readNumber(frame, 48, 'sequence number'),
    flags: readNumber(frame, 56, 'flags'),
    messageId: readUuid(frame, 64),
    payloadType: frame.readUInt32BE(112),
    payload,
    digest,
  };
}

/** A copy of the frame whose digest is wrong. */
export function corruptDigest(frame: Buffer): Buffer {
  const copy = Buffer.from(frame);
  copy.writeUInt8(copy.readUInt8(80) ^ 0xff, 80);
  return copy;
}

function digestOf(payload: Uint8Array): Buffer {
  return hash('sha256', payload, 'buffer');
}

function readUuid(frame: Buffer, at: number): string {
  const [first, second] = [frame.toString('hex', at + 8, at + 16), frame.toString('hex', at, at + 8)];
  return `${first.slice(0, 8)}-${first.slice(8, 12)}-${first.slice(12)}-${second.slice(0, 4)}-${second.slice(4)}`;
}

function readType(frame: Buffer): string {
  const field = frame.toString('latin1', 4, 4 + TYPE_LENGTH);
  const match = /^([a-z_]+) *$/.exec(field);
  expect(match !== null, 'has a message type that is not a name padded with spaces');
  return match[1]!;
}

function writeNumber(frame: Buffer, value: number, at: number): void {
  frame.writeUInt32BE(Math.floor(value / 2 ** 32), at);
  frame.writeUInt32BE(value % 2 ** 32, at + 4);
}

function readNumber(frame: Buffer, at: number, field: string): number {
  const value = frame.readUInt32BE(at) * 2 ** 32 + frame.readUInt32BE(at + 4);
  expect(Number.isSafeInteger(value), `has the ${field} ${frame.readBigInt64BE(at).toString()}`);
  return value;
}

function expect(condition: boolean, complaint: string): asserts condition {
  if (!condition) {
    throw new ProtocolError(`A frame ${complaint}.`);
  }
}
