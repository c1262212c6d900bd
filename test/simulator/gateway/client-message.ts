import { decodeFrame, Flags, type Frame, PayloadType, SessionFlag } from './frame.ts';
import { parseJson } from './json.ts';
import { ProtocolError } from './protocol-error.ts';

/** Stream data from the client. */
export interface ClientInput {
  readonly kind: 'input';
  readonly sequenceNumber: number;
  readonly messageId: string;
  /** Of the payload. */
  readonly digest: Buffer;
  readonly content:
    /** Encrypted, where the session is. */
    | { readonly kind: 'stdin'; readonly bytes: Buffer }
    | { readonly kind: 'size'; readonly columns: number; readonly rows: number }
    /** A shell has no use for it. */
    | { readonly kind: 'flag'; readonly flag: number }
    | { readonly kind: 'handshakeResponse'; readonly payload: Buffer }
    | { readonly kind: 'challengeResponse'; readonly payload: Buffer };
}

/** The client acknowledges a message of the agent's. */
export interface Acknowledgement {
  readonly kind: 'acknowledgement';
  readonly messageId: string;
  readonly sequenceNumber: number;
}

/** What a client may send after its token. */
export type ClientMessage = ClientInput | Acknowledgement;

/** How far a client's clock may be off. It tells seconds from milliseconds; machines' clocks do differ. */
const MAX_CLOCK_SKEW = 24 * 60 * 60_000;
const UUID_V4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** Reads what a client sent and checks all of it. Throws a {@link ProtocolError}. */
export function readClientMessage(bytes: Buffer): ClientMessage {
  const frame = decodeFrame(bytes);
  expect(Math.abs(Date.now() - frame.createdDate) < MAX_CLOCK_SKEW, frame, `was created at ${frame.createdDate}`);
  // A client that does not swap the halves of its UUIDs is found out by the version's wrong place.
  expect(UUID_V4.test(frame.messageId), frame, 'has a message id that is not a version 4 UUID');
  switch (frame.messageType) {
    case 'input_stream_data':
      return readInput(frame);
    case 'acknowledge':
      return readAcknowledgement(frame);
    default:
      throw new ProtocolError(`A client does not send ${frame.messageType}.`);
  }
}

function readInput(frame: Frame): ClientInput {
  expect(frame.flags === Flags.none, frame, `has the flags ${frame.flags}`);
  const { sequenceNumber, messageId, digest } = frame;
  return { kind: 'input', sequenceNumber, messageId, digest, content: readContent(frame) };
}

function readContent(frame: Frame): ClientInput['content'] {
  const { payload } = frame;
  switch (frame.payloadType) {
    case PayloadType.output:
      return { kind: 'stdin', bytes: payload };
    case PayloadType.size: {
      const size = readJson(frame);
      const { cols, rows } = size;
      expect(
        Object.keys(size).length === 2 && isCells(cols) && isCells(rows),
        frame,
        'carries a size other than {"cols":n,"rows":n}',
      );
      return { kind: 'size', columns: cols, rows };
    }
    case PayloadType.flag: {
      const flag = payload.length === 4 ? payload.readUInt32BE() : 0;
      expect(
        flag === SessionFlag.disconnectToPort || flag === SessionFlag.terminateSession,
        frame,
        'carries a flag that clients do not send',
      );
      return { kind: 'flag', flag };
    }
    case PayloadType.handshakeResponse:
      return { kind: 'handshakeResponse', payload };
    case PayloadType.encryptionChallengeResponse:
      return { kind: 'challengeResponse', payload };
    default:
      throw new ProtocolError(`A client does not send payload type ${frame.payloadType}.`);
  }
}

function readAcknowledgement(frame: Frame): Acknowledgement {
  expect(frame.flags === Flags.synFin, frame, `has the flags ${frame.flags}`);
  expect(frame.sequenceNumber === 0, frame, 'has a sequence number other than 0');
  expect(frame.payloadType === PayloadType.none, frame, `has the payload type ${frame.payloadType}`);
  const json = readJson(frame);
  const {
    AcknowledgedMessageType: type,
    AcknowledgedMessageId: messageId,
    AcknowledgedMessageSequenceNumber: sequenceNumber,
  } = json;
  expect(
    Object.keys(json).length === 4 && json['IsSequentialMessage'] === true,
    frame,
    'has other fields than an acknowledgement has',
  );
  expect(type === 'output_stream_data', frame, 'acknowledges something other than output_stream_data');
  expect(typeof messageId === 'string' && UUID_V4.test(messageId), frame, 'acknowledges a message id that is no UUID');
  expect(
    Number.isSafeInteger(sequenceNumber) && typeof sequenceNumber === 'number',
    frame,
    'acknowledges no sequence number',
  );
  return { kind: 'acknowledgement', messageId, sequenceNumber };
}

function readJson(frame: Frame): Readonly<Record<string, unknown>> {
  const json = parseJson(frame.payload);
  expect(json !== undefined, frame, 'carries no JSON object');
  return json;
}

function isCells(value: unknown): value is number {
  return Number.isInteger(value) && Number(value) >= 1 && Number(value) <= 0xffff;
}

function expect(condition: boolean, frame: Frame, complaint: string): asserts condition {
  if (!condition) {
    throw new ProtocolError(`${frame.messageType} ${frame.sequenceNumber} ${complaint}.`);
  }
}
