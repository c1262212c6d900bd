import type { Frame } from '../../../src/session/wire/frame.ts';
import { acknowledgedSequence, PayloadType } from '../../../src/session/wire/messages.ts';
import { acknowledge, channelClosed, output } from './agent-frames.ts';
import type { FakeClock } from './fake-clock.ts';

const POLL_EVERY = 100;
const RESEND_AFTER = 200;

/**
 * As much of the SSM agent as the streams need: it sends its output without waiting, resends the oldest frame only,
 * acknowledges input in any order and repeated input again, and closes once everything is acknowledged. Input that
 * comes before its terminal exists is neither acknowledged nor kept.
 */
export class ModelAgent {
  readonly #clock: FakeClock;
  readonly #send: (bytes: Buffer) => void;
  readonly #unacknowledged = new Map<number, { bytes: Buffer; sentAt: number }>();
  readonly #early = new Map<number, Frame>();
  readonly #inputs: Frame[] = [];
  readonly #terminalExistsAt: number;
  #nextOutput = 0;
  #nextInput = 0;

  constructor(clock: FakeClock, terminalDelay: number, send: (bytes: Buffer) => void) {
    this.#clock = clock;
    this.#terminalExistsAt = clock.now() + terminalDelay;
    this.#send = send;
    this.#poll();
  }

  /** The input, in order. */
  get input(): Buffer {
    return Buffer.concat(
      this.#inputs.filter(({ payloadType }) => payloadType === PayloadType.output).map(({ payload }) => payload),
    );
  }

  get hasNothingUnacknowledged(): boolean {
    return this.#unacknowledged.size === 0;
  }

  write(chunk: Uint8Array): void {
    const bytes = output(this.#nextOutput, chunk);
    this.#unacknowledged.set(this.#nextOutput++, { bytes, sentAt: this.#clock.now() });
    this.#send(bytes);
  }

  closeChannel(): void {
    this.#send(channelClosed(''));
  }

  receive(frame: Frame): void {
    if (frame.messageType === 'acknowledge') {
      this.#unacknowledged.delete(acknowledgedSequence(frame.payload)!);
      return;
    }
    if (this.#clock.now() < this.#terminalExistsAt) {
      return;
    }
    this.#send(acknowledge(frame.sequenceNumber));
    if (frame.sequenceNumber >= this.#nextInput) {
      this.#early.set(frame.sequenceNumber, frame);
    }
    for (let next = this.#early.get(this.#nextInput); next !== undefined; next = this.#early.get(this.#nextInput)) {
      this.#early.delete(this.#nextInput++);
      this.#inputs.push(next);
    }
  }

  #poll(): void {
    const [oldest] = this.#unacknowledged.values();
    if (oldest !== undefined && this.#clock.now() - oldest.sentAt > RESEND_AFTER) {
      oldest.sentAt = this.#clock.now();
      this.#send(oldest.bytes);
    }
    this.#clock.after(POLL_EVERY, () => this.#poll());
  }
}
