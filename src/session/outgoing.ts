import { randomUUID } from 'node:crypto';
import { ByteQueue } from './byte-queue.ts';
import type { Clock } from './clock.ts';
import { encodeFrame } from './frame.ts';
import { MessageType, PayloadType } from './messages.ts';
import { RoundTrip } from './round-trip.ts';

/** Bytes of input in one frame; the agent reads no more. */
const LARGEST_CHUNK = 1024;
/**
 * Frames that wait for their acknowledgement. A program that does not read its terminal stops the agent from
 * reading the channel, Ctrl-C included; what is not sent yet can still be taken back.
 */
const MOST_IN_FLIGHT = 32;
/** Of these, kept free of ordinary input for a Ctrl-C and a new size. */
const RESERVED = 2;
/** Of one frame. Once the waiting time has grown to a second each, five minutes: as long as the official client tries. */
const MOST_RESENDS = 300;
const INTERRUPT = 0x03;

interface Sent {
  readonly sequenceNumber: number;
  readonly bytes: Buffer;
  readonly onAcknowledged: (() => void) | undefined;
  /** On the clock, in milliseconds; of the last time. */
  sentAt: number;
  resends: number;
}

export interface OutgoingEvents {
  /** Takes a frame to the other side; may lose it. */
  readonly transmit: (frame: Buffer) => void;
  /** A frame was sent many times and never acknowledged. Nothing is sent again after that. */
  readonly onGivenUp: () => void;
  readonly log: (line: string) => void;
}

/**
 * The stream data of this side: numbers it, keeps each frame until it is acknowledged, and sends the oldest one
 * again when that takes too long. The agent takes frames in any order, so one lost frame holds up none behind it.
 * Resending is needed on a perfect network too: before its terminal exists the agent refuses by not acknowledging.
 */
export class OutgoingStream {
  readonly #clock: Clock;
  readonly #events: OutgoingEvents;
  readonly #roundTrip = new RoundTrip();
  /** By sequence number, which is also the order in the map. */
  readonly #inFlight = new Map<number, Sent>();
  readonly #input = new ByteQueue();
  #nextSequence = 0;
  #inputHeld = true;
  #lastProgress = 0;
  #timer: { readonly at: number; readonly cancel: () => void } | undefined;
  #stopped = false;

  constructor(clock: Clock, events: OutgoingEvents) {
    this.#clock = clock;
    this.#events = events;
  }

  /** Sends at once, before any input that waits. `onAcknowledged` is called when the agent has it. */
  send(payloadType: number, payload: Uint8Array, onAcknowledged?: () => void): void {
    const sequenceNumber = this.#nextSequence++;
    const bytes = encodeFrame({
      messageType: MessageType.input,
      createdDate: this.#clock.date(),
      sequenceNumber,
      flags: 0,
      messageId: randomUUID(),
      payloadType,
      payload,
    });
    this.#inFlight.set(sequenceNumber, { sequenceNumber, bytes, onAcknowledged, sentAt: this.#clock.now(), resends: 0 });
    this.#events.transmit(bytes);
    this.#schedule();
  }

  /**
   * Queues input, which must not change afterwards. A Ctrl-C on its own, which is how a key press arrives, first
   * drops what is queued here: the user wants to stop it. Within other bytes it is data.
   */
  write(input: Uint8Array): void {
    if (input.length === 1 && input[0] === INTERRUPT) {
      this.#interrupt(input);
    } else {
      this.#input.push(input);
      this.#sendInput();
    }
  }

  /** The remote side is ready: input flows from now on. */
  releaseInput(): void {
    this.#inputHeld = false;
    this.#sendInput();
  }

  /** A second acknowledgement of a frame changes nothing. */
  acknowledged(sequenceNumber: number): void {
    const sent = this.#inFlight.get(sequenceNumber);
    if (sent === undefined) {
      return;
    }
    const now = this.#clock.now();
    if (sent.resends === 0) {
      this.#roundTrip.measured(now - sent.sentAt);
    } else {
      this.#roundTrip.recovered();
    }
    if (sent === this.#oldest()) {
      this.#lastProgress = now;
    }
    this.#inFlight.delete(sequenceNumber);
    this.#sendInput();
    this.#schedule();
    sent.onAcknowledged?.();
  }

  /** Nothing is sent again from now on. */
  stop(): void {
    this.#stopped = true;
    this.#timer?.cancel();
    this.#timer = undefined;
  }

  #interrupt(key: Uint8Array): void {
    if (this.#input.length > 0) {
      this.#events.log(`Ctrl-C: ${this.#input.length} bytes of input that had not been sent are dropped`);
      this.#input.clear();
    }
    if (!this.#inputHeld && this.#inFlight.size < MOST_IN_FLIGHT) {
      this.send(PayloadType.output, key);
    } else {
      this.#input.push(key);
    }
  }

  #sendInput(): void {
    while (!this.#inputHeld && this.#input.length > 0 && this.#inFlight.size < MOST_IN_FLIGHT - RESERVED) {
      this.send(PayloadType.output, this.#input.take(LARGEST_CHUNK));
    }
  }

  #oldest(): Sent | undefined {
    return this.#inFlight.values().next().value;
  }

  /** On the clock. Counted from the last progress: while acknowledgements keep coming, others may be on their way. */
  #dueAt(oldest: Sent): number {
    return Math.max(oldest.sentAt, this.#lastProgress) + this.#roundTrip.timeout;
  }

  /** Keeps one timer. It is only ever moved forward, so that an acknowledgement costs none: a timer that comes too early sets itself anew. */
  #schedule(): void {
    const oldest = this.#oldest();
    if (oldest === undefined || this.#stopped) {
      return;
    }
    const at = this.#dueAt(oldest);
    if (this.#timer === undefined || at < this.#timer.at) {
      this.#timer?.cancel();
      this.#timer = { at, cancel: this.#clock.after(Math.max(0, at - this.#clock.now()), () => this.#onTimer()) };
    }
  }

  #onTimer(): void {
    this.#timer = undefined;
    const oldest = this.#oldest();
    if (oldest !== undefined && this.#dueAt(oldest) <= this.#clock.now()) {
      this.#resend(oldest);
    }
    this.#schedule();
  }

  #resend(oldest: Sent): void {
    if (oldest.resends === MOST_RESENDS) {
      this.stop();
      this.#events.onGivenUp();
      return;
    }
    oldest.resends++;
    oldest.sentAt = this.#clock.now();
    this.#roundTrip.backOff();
    this.#events.log(`input ${oldest.sequenceNumber} is sent again (${oldest.resends})`);
    this.#events.transmit(oldest.bytes);
  }
}
