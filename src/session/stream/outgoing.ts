import { randomUUID } from 'node:crypto';
import type { Clock } from '../clock.ts';
import { encodeFrame } from '../wire/frame.ts';
import { MessageType, PayloadType } from '../wire/messages.ts';
import { ByteQueue } from './byte-queue.ts';
import { RoundTrip } from './round-trip.ts';

/** Encrypts input; see `Cipher`. */
export interface Seal {
  encrypt(input: Uint8Array): Uint8Array;
}

/** Bytes of input in one frame; the agent reads no more. */
const LARGEST_CHUNK = 1024;
/**
 * Frames that wait for their acknowledgement. A program that does not read its terminal stops the agent from
 * reading the channel, Ctrl-C included; what is not sent yet can still be taken back.
 */
const MOST_IN_FLIGHT = 32;
/** Of these, kept free of ordinary input for a Ctrl-C and a new size. */
const RESERVED = 2;
/** Bytes that may wait before the writer is asked to wait too, and until when it has to. */
const MOST_QUEUED = 256 * 1024;
const FEW_QUEUED = 64 * 1024;

interface Sent {
  readonly sequenceNumber: number;
  readonly bytes: Buffer;
  readonly onAcknowledged: (() => void) | undefined;
  /** On the clock, in milliseconds; of the first time. */
  readonly firstSentAt: number;
  /** On the clock, in milliseconds; of the last time. */
  sentAt: number;
  resends: number;
}

export interface OutgoingEvents {
  /** Takes a frame to the other side; may lose it. */
  readonly transmit: (frame: Buffer) => void;
  /**
   * A frame is sent again, and for so many milliseconds nothing has been acknowledged on this connection. Called at
   * least every other second as long as that goes on: there is no giving up, for a program may leave its input lying
   * for hours.
   */
  readonly onUnanswered: (ms: number) => void;
  /** There is room for more input, after `write` has said that there is little. */
  readonly onDrain: () => void;
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
  #isReady = false;
  #isCut = false;
  #isListening = true;
  #isFull = false;
  #seal: Seal | undefined;
  #lastProgress = 0;
  /** On the clock; of any acknowledgement, or since when one could have come. */
  #lastAnswer = 0;
  /** On the clock; since when acknowledgements are read. */
  #listeningSince = 0;
  #timer: { readonly at: number; readonly cancel: () => void } | undefined;
  #stopped = false;

  constructor(clock: Clock, events: OutgoingEvents) {
    this.#clock = clock;
    this.#events = events;
  }

  /** Sends at once, before any input that waits. `onAcknowledged` is called when the agent has it. */
  send(payloadType: number, payload: Uint8Array, onAcknowledged?: () => void): void {
    if (this.#stopped) {
      return;
    }
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
    const now = this.#clock.now();
    this.#inFlight.set(sequenceNumber, {
      sequenceNumber,
      bytes,
      onAcknowledged,
      firstSentAt: now,
      sentAt: now,
      resends: 0,
    });
    this.#events.transmit(bytes);
    this.#schedule();
  }

  /** Bytes of input that wait to be sent. */
  get queued(): number {
    return this.#input.length;
  }

  /** Queues input, which must not change afterwards. False asks to wait for `onDrain` before writing more. */
  write(input: Uint8Array): boolean {
    if (this.#stopped) {
      return true;
    }
    this.#input.push(input);
    this.#sendInput();
    this.#isFull ||= this.#input.length > MOST_QUEUED;
    return !this.#isFull;
  }

  /**
   * Drops the input that is still queued, and sends in its place, as soon as anything can be sent, what is answered
   * when it is shown: one chunk at most.
   */
  overtake(inPlaceOf: (dropped: Uint8Array) => Uint8Array): void {
    if (this.#stopped) {
      return;
    }
    const dropped = this.#input.take(this.#input.length);
    if (dropped.length > 0) {
      this.#events.log(`${dropped.length} bytes of input that had not been sent are dropped`);
    }
    const input = inPlaceOf(dropped);
    if (this.#canSendInput(MOST_IN_FLIGHT)) {
      this.#sendChunk(input);
    } else {
      this.#input.push(input);
    }
    this.#drain();
  }

  /** The remote side is ready: input flows from now on, each chunk encrypted where there is a seal. */
  releaseInput(seal?: Seal): void {
    this.#seal = seal;
    this.#isReady = true;
    this.#sendInput();
  }

  /** From now on input waits again. */
  holdInput(): void {
    this.#isReady = false;
  }

  /** The connection is cut: from now on nothing is sent, and what is in flight may be lost. */
  cut(): void {
    this.#isCut = true;
    this.#cancelTimer();
  }

  /**
   * There is a new connection. What was in flight is sent again at once: it is little, and the agent knows what it has
   * had.
   */
  reconnected(): void {
    this.#isCut = false;
    this.#lastAnswer = this.#clock.now();
    for (const sent of this.#inFlight.values()) {
      sent.resends++;
      sent.sentAt = this.#clock.now();
      this.#events.transmit(sent.bytes);
    }
    this.#sendInput();
    this.#schedule();
  }

  /**
   * Whether acknowledgements are read. While they are not, nothing is sent again, and afterwards they get their time to
   * come. A flood of output may be read in turns too short for that: what is due then is sent again at the end of a
   * turn, for the agent keeps a Ctrl-C lying as long as a frame before it is missing.
   */
  listen(listening: boolean): void {
    this.#isListening = listening;
    if (listening) {
      this.#listeningSince = this.#clock.now();
      this.#lastAnswer = this.#listeningSince;
      this.#schedule();
    } else {
      this.#resendIfDue(0);
      this.#cancelTimer();
    }
  }

  /** A second acknowledgement of a frame changes nothing. Answers whether it was the first. */
  acknowledged(sequenceNumber: number): boolean {
    const sent = this.#inFlight.get(sequenceNumber);
    if (sent === undefined) {
      return false;
    }
    const now = this.#clock.now();
    this.#lastAnswer = now;
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
    return true;
  }

  /** From now on nothing is sent or kept. */
  stop(): void {
    this.#stopped = true;
    this.#cancelTimer();
  }

  #sendInput(): void {
    while (this.#input.length > 0 && this.#canSendInput(MOST_IN_FLIGHT - RESERVED)) {
      this.#sendChunk(this.#input.take(LARGEST_CHUNK));
    }
    this.#drain();
  }

  #sendChunk(input: Uint8Array): void {
    this.send(PayloadType.output, this.#seal === undefined ? input : this.#seal.encrypt(input));
  }

  #canSendInput(mostInFlight: number): boolean {
    return this.#isReady && !this.#isCut && !this.#stopped && this.#inFlight.size < mostInFlight;
  }

  #drain(): void {
    if (this.#isFull && this.#input.length <= FEW_QUEUED) {
      this.#isFull = false;
      this.#events.onDrain();
    }
  }

  #oldest(): Sent | undefined {
    return this.#inFlight.values().next().value;
  }

  /** On the clock. Counted from the last progress: while acknowledgements keep coming, others may be on their way. */
  #dueAt(oldest: Sent, listeningSince = this.#listeningSince): number {
    return Math.max(oldest.sentAt, this.#lastProgress, listeningSince) + this.#roundTrip.timeout;
  }

  /**
   * Keeps one timer. It is only ever moved forward, so that an acknowledgement costs none: a timer that comes too early
   * sets itself anew.
   */
  #schedule(): void {
    const oldest = this.#oldest();
    if (oldest === undefined || this.#stopped || this.#isCut || !this.#isListening) {
      return;
    }
    const at = this.#dueAt(oldest);
    if (this.#timer === undefined || at < this.#timer.at) {
      this.#timer?.cancel();
      this.#timer = { at, cancel: this.#clock.after(Math.max(0, at - this.#clock.now()), () => this.#onTimer()) };
    }
  }

  #cancelTimer(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
  }

  #onTimer(): void {
    this.#timer = undefined;
    this.#resendIfDue(this.#listeningSince);
    this.#schedule();
  }

  #resendIfDue(listeningSince: number): void {
    const oldest = this.#oldest();
    if (
      oldest !== undefined &&
      !this.#stopped &&
      !this.#isCut &&
      this.#dueAt(oldest, listeningSince) <= this.#clock.now()
    ) {
      this.#resend(oldest);
    }
  }

  #resend(oldest: Sent): void {
    const now = this.#clock.now();
    oldest.resends++;
    oldest.sentAt = now;
    this.#roundTrip.backOff();
    this.#events.log(`input ${oldest.sequenceNumber} is sent again (${oldest.resends})`);
    this.#events.transmit(oldest.bytes);
    this.#events.onUnanswered(now - Math.max(oldest.firstSentAt, this.#lastAnswer));
  }
}
