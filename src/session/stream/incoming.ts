import type { Frame } from '../wire/frame.ts';

/**
 * The official client holds 10,000 frames, and refuses what comes after them. On a bad network that makes the agent
 * send all of it again, one frame at a time, ten a second; so this holds ten times as many, as the agent does of input.
 */
const MOST_FRAMES = 100_000;
const MOST_BYTES = 32 * 1024 * 1024;

/**
 * - `due`: the next in order; it and what followed it early can be taken now
 * - `early`: kept until those before it have come
 * - `repeated`: known already; its acknowledgement was lost and must be given again, or the agent, which
 *   resends its oldest frame only, sends nothing else from then on
 * - `refused`: there is no room; must not be acknowledged, so that it is sent again
 */
export type Arrival = 'due' | 'early' | 'repeated' | 'refused';

/** Brings the stream data of the remote side into order: each frame once. */
export class IncomingStream {
  #expected = 0;
  readonly #waiting = new Map<number, Frame>();
  #waitingBytes = 0;
  /** The sequence numbers that waited at the end, the last first. */
  #descending: number[] | undefined;

  /** Every arrival but a `refused` one is to be acknowledged. */
  arrived(frame: Frame): Arrival {
    const { sequenceNumber, payload } = frame;
    if (sequenceNumber < this.#expected || this.#waiting.has(sequenceNumber)) {
      return 'repeated';
    }
    if (sequenceNumber === this.#expected) {
      this.#keep(frame);
      return 'due';
    }
    if (this.#waiting.size >= MOST_FRAMES || this.#waitingBytes + payload.length > MOST_BYTES) {
      return 'refused';
    }
    // A copy, because the payload is a view of whatever else came from the socket at the same time.
    this.#keep({ ...frame, payload: new Uint8Array(payload) });
    return 'early';
  }

  /** The next frame in order, if it is here. */
  take(): Frame | undefined {
    const frame = this.#waiting.get(this.#expected);
    if (frame !== undefined) {
      this.#remove(frame);
    }
    return frame;
  }

  /**
   * Gives up what is missing before the first frame that waits: for when nothing more will come. False if none waits.
   */
  skipGap(): boolean {
    this.#descending ??= [...this.#waiting.keys()].sort((a, b) => b - a);
    for (;;) {
      const sequence = this.#descending.pop();
      if (sequence === undefined) {
        return false;
      }
      if (this.#waiting.has(sequence)) {
        this.#expected = sequence;
        return true;
      }
    }
  }

  #keep(frame: Frame): void {
    this.#waiting.set(frame.sequenceNumber, frame);
    this.#waitingBytes += frame.payload.length;
  }

  #remove(frame: Frame): void {
    this.#waiting.delete(frame.sequenceNumber);
    this.#waitingBytes -= frame.payload.length;
    this.#expected = frame.sequenceNumber + 1;
  }
}
