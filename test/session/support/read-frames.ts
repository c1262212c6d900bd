import type { SessionState } from '../../../src/session/api.ts';
import type { Frame } from '../../../src/session/wire/frame.ts';

/** The sequence numbers that were acknowledged in these frames. */
export function acknowledged(frames: readonly Frame[]): number[] {
  return frames
    .filter((frame) => frame.messageType === 'acknowledge')
    .map(
      (frame) =>
        (JSON.parse(Buffer.from(frame.payload).toString()) as { AcknowledgedMessageSequenceNumber: number })
          .AcknowledgedMessageSequenceNumber,
    );
}

/** What was sent besides acknowledgements: payload type and content. */
export function streamData(frames: readonly Frame[]): [number, string][] {
  return frames
    .filter((frame) => frame.messageType === 'input_stream_data')
    .map((frame) => [frame.payloadType, Buffer.from(frame.payload).toString()]);
}

export function names(states: readonly SessionState[]): string[] {
  return states.map((state) => state.name);
}
