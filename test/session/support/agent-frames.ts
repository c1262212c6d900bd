import { encodeFrame, type Frame } from '../../../src/session/wire/frame.ts';
import { MessageType, PayloadType } from '../../../src/session/wire/messages.ts';

/** Frames as the agent sends them; what is not said is as it usually is. */
export function agentFrame(part: Partial<Frame>): Frame {
  return {
    messageType: MessageType.output,
    createdDate: 1_700_000_000_000,
    sequenceNumber: 0,
    flags: 0,
    messageId: '00112233-4455-6677-8899-aabbccddeeff',
    payloadType: PayloadType.output,
    payload: new Uint8Array(),
    ...part,
  };
}

export function output(
  sequenceNumber: number,
  content: string | Uint8Array,
  payloadType: number = PayloadType.output,
): Buffer {
  return encodeFrame(agentFrame({ sequenceNumber, payload: Buffer.from(content as string), payloadType }));
}

export function acknowledge(sequenceNumber: number): Buffer {
  return json(MessageType.acknowledge, {
    AcknowledgedMessageType: MessageType.input,
    AcknowledgedMessageId: '00112233-4455-6677-8899-aabbccddeeff',
    AcknowledgedMessageSequenceNumber: sequenceNumber,
    IsSequentialMessage: true,
  });
}

export function channelClosed(message: string): Buffer {
  return json(MessageType.channelClosed, { MessageType: MessageType.channelClosed, Output: message });
}

function json(messageType: string, content: unknown): Buffer {
  const payload = Buffer.from(JSON.stringify(content));
  return encodeFrame(agentFrame({ messageType, payloadType: PayloadType.none, flags: 3, payload }));
}
