import type { Acknowledgement } from '../client-message.ts';
import { encodeFrame, Flags, newMessageId } from '../frame.ts';
import { ProtocolError } from '../protocol-error.ts';
import { RoundTrip } from './round-trip.ts';

interface Outgoing {
  readonly frame: Buffer;
  readonly messageId: string;
  sentAt: number;
  resent: boolean;
}

/** Numbers the agent's stream data and sends it again until it is acknowledged: the oldest message only. */
export class Sender {
  readonly #transmit: (frame: Buffer) => void;
  readonly #resendInterval: number;
  /** In the order of their sequence numbers. */
  readonly #unacknowledged = new Map<number, Outgoing>();
  readonly #roundTrip = new RoundTrip();
  #nextSequenceNumber = 0;
  #resending: NodeJS.Timeout | undefined;

  /** Looks at its oldest message every `resendInterval` milliseconds. */
  constructor(transmit: (frame: Buffer) => void, resendInterval: number) {
    this.#transmit = transmit;
    this.#resendInterval = resendInterval;
  }

  /** How many messages wait for their acknowledgement. */
  get unacknowledged(): number {
    return this.#unacknowledged.size;
  }

  send(payloadType: number, payload: Uint8Array): void {
    const sequenceNumber = this.#nextSequenceNumber;
    this.#nextSequenceNumber += 1;
    const messageId = newMessageId();
    const flags = sequenceNumber === 0 ? Flags.syn : Flags.none;
    const frame = encodeFrame({
      messageType: 'output_stream_data',
      sequenceNumber,
      flags,
      messageId,
      payloadType,
      payload,
    });
    this.#unacknowledged.set(sequenceNumber, { frame, messageId, sentAt: performance.now(), resent: false });
    this.#transmit(frame);
  }

  /** Takes an acknowledgement, a repeated one too. Throws a {@link ProtocolError} if there was no such message. */
  acknowledge({ sequenceNumber, messageId }: Acknowledgement): void {
    if (sequenceNumber < 0 || sequenceNumber >= this.#nextSequenceNumber) {
      throw new ProtocolError(`The client acknowledges output ${sequenceNumber}, which was never sent.`);
    }
    const outgoing = this.#unacknowledged.get(sequenceNumber);
    if (outgoing === undefined) {
      return;
    }
    if (outgoing.messageId !== messageId) {
      throw new ProtocolError(`The client acknowledges output ${sequenceNumber} with another message's id.`);
    }
    this.#unacknowledged.delete(sequenceNumber);
    if (!outgoing.resent) {
      this.#roundTrip.measure(performance.now() - outgoing.sentAt);
    }
  }

  startResending(): void {
    this.#resending ??= setInterval(() => this.#resendOldest(), this.#resendInterval);
  }

  stopResending(): void {
    clearInterval(this.#resending);
    this.#resending = undefined;
  }

  close(): void {
    this.stopResending();
    this.#unacknowledged.clear();
  }

  #resendOldest(): void {
    const oldest = this.#unacknowledged.values().next().value;
    const now = performance.now();
    if (oldest === undefined || now - oldest.sentAt <= this.#roundTrip.timeout) {
      return;
    }
    oldest.sentAt = now;
    oldest.resent = true;
    this.#transmit(oldest.frame);
  }
}
