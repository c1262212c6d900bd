import { randomUUID } from 'node:crypto';
import { cut } from '../../sanitize.ts';
import type { TerminalSize } from '../api.ts';
import { encodeFrame, type Frame } from './frame.ts';
import { asText, readObject } from './json.ts';

/** What a frame is. Only the two kinds of stream data carry sequence numbers and are acknowledged. */
export const MessageType = {
  input: 'input_stream_data',
  output: 'output_stream_data',
  acknowledge: 'acknowledge',
  channelClosed: 'channel_closed',
  startPublication: 'start_publication',
  pausePublication: 'pause_publication',
} as const;

/** What the payload of stream data is. Input of the user and output of the shell have the same number. */
export const PayloadType = {
  /** In frames that are not stream data. */
  none: 0,
  output: 1,
  error: 2,
  size: 3,
  handshakeRequest: 5,
  handshakeResponse: 6,
  handshakeComplete: 7,
  challengeRequest: 8,
  challengeResponse: 9,
  flag: 10,
  stdErr: 11,
  exitCode: 12,
} as const;

/** Numbers of the flags in a port session. */
export const Flag = {
  /** To the agent: the local connection is closed. Not used where streams are multiplexed. */
  disconnectToPort: 1,
  /** To the agent: ends the session. */
  terminateSession: 2,
  /** From the agent: the destination refused the connection. */
  connectToPortError: 3,
} as const;

/**
 * The version that the agent and the service take us for. The agent reads the form `1.2.x.0`. AWS asks for at
 * least 1.2.764.0, the first that signs the opening of the channel, and above 1.2.331.0 the agent lets idle
 * port tunnels live. This is the newest whose behaviour is known.
 */
export const CLIENT_VERSION = '1.2.835.0';

/** SYN and FIN; what the agent and the official client set on every acknowledgement. */
const ACKNOWLEDGE_FLAGS = 3;

/** The first message after the socket opens, and the only one that is text. Contains the token: a secret. */
export function openDataChannel(tokenValue: string, clientId: string): string {
  return JSON.stringify({
    MessageSchemaVersion: '1.0',
    RequestId: randomUUID(),
    TokenValue: tokenValue,
    ClientId: clientId,
    ClientVersion: CLIENT_VERSION,
  });
}

/** The frame that acknowledges output. `date` is in milliseconds since 1970. */
export function acknowledgement({ messageId, sequenceNumber }: Frame, date: number): Buffer {
  // Not by JSON.stringify, for there is one for every kilobyte of output: a UUID and a number need no escapes.
  const content = `{"AcknowledgedMessageType":"${MessageType.output}","AcknowledgedMessageId":"${messageId}","AcknowledgedMessageSequenceNumber":${sequenceNumber},"IsSequentialMessage":true}`;
  return encodeFrame({
    messageType: MessageType.acknowledge,
    createdDate: date,
    sequenceNumber: 0,
    flags: ACKNOWLEDGE_FLAGS,
    messageId: randomUUID(),
    payloadType: PayloadType.none,
    payload: Buffer.from(content, 'latin1'),
  });
}

/**
 * The sequence number that an acknowledgement is for; undefined where it names none. The payload counts: the
 * header's own number is 0.
 */
export function acknowledgedSequence(payload: Uint8Array): number | undefined {
  const sequence = readObject(payload)?.AcknowledgedMessageSequenceNumber;
  return typeof sequence === 'number' && Number.isSafeInteger(sequence) && sequence >= 0 ? sequence : undefined;
}

/** Characters of what the agent has to say about the end. */
export const LONGEST_CLOSING = 4000;

/** What the agent has to say about the end, cut: empty after a normal exit, and where it cannot be read. */
export function closingMessage(payload: Uint8Array): string {
  return cut(asText(readObject(payload)?.Output), LONGEST_CLOSING);
}

/** The line with which the agent begins some of its errors. */
const HEADING = /^-+ERROR-+$/m;

/** The agent's words about the end in one line and without heading: to look for what they mean, and to show them. */
export function inOneLine(message: string): string {
  return cut(message, LONGEST_CLOSING).replace(HEADING, '').trim().replace(/\s+/g, ' ');
}

/** The payload that tells the remote terminal its size. */
export function sizePayload(size: TerminalSize): Buffer {
  return Buffer.from(JSON.stringify({ cols: size.columns, rows: size.rows }));
}

/** The payload that carries a flag: its number, of four bytes, big-endian. */
export function flagPayload(flag: number): Buffer {
  const payload = Buffer.alloc(4);
  payload.writeUInt32BE(flag);
  return payload;
}

/** The number of a flag; undefined where the payload is none. */
export function flagNumber(payload: Uint8Array): number | undefined {
  return payload.length === 4 ? Buffer.from(payload).readUInt32BE() : undefined;
}

/** The exit code that the agent tells of a command without a terminal: `EXIT_CODE: 5`. */
export function exitCodeOf(payload: Uint8Array): number | undefined {
  const code = /^EXIT_CODE: (-?\d{1,9})\s*$/.exec(Buffer.from(payload).toString('latin1'))?.[1];
  return code === undefined ? undefined : Number(code);
}
