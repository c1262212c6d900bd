import type { Socket } from 'node:net';
import type { Clock } from '../clock.ts';
import { Silence } from './silence.ts';

/**
 * Milliseconds of silence after which a local connection that is closed in one direction is given up. The agent knows
 * no half-closed connections: once it is told, it drops what the destination has yet to say. So it is told only then,
 * and a destination that waits for the end of what it is sent has to wait as long.
 */
export const LONGEST_SILENCE = 10 * 60_000;
/**
 * The same where the destination has answered all that it was asked: then the program has most likely closed its
 * connection altogether, which looks the same until something is written to it.
 */
export const SHORT_SILENCE = 2000;
/**
 * The same between two parts of an answer: a destination that has said all, and waits for the end of what it is sent,
 * would keep the program waiting for its own.
 */
export const SILENCE_IN_ANSWER = 30_000;
/** Half-closed connections of one forwarded port; beyond that the oldest is given up. */
export const MOST_HALF_CLOSED = 256;

export interface HalfClosedParts {
  readonly clock: Clock;
  readonly log: (line: string) => void;
}

/** A local connection whose program has closed its side, and may wait for an answer. */
export class HalfClosed {
  readonly #parts: HalfClosedParts;
  readonly #socket: Socket;
  #silence: Silence;

  /** `isAwaited`: the destination has said nothing since something was last said to it. */
  constructor(socket: Socket, isAwaited: boolean, parts: HalfClosedParts) {
    this.#socket = socket;
    this.#parts = parts;
    this.#silence = this.#wait(isAwaited ? LONGEST_SILENCE : SHORT_SILENCE);
  }

  /**
   * The destination has said something. Whether the program is still there to read it cannot be told: nothing is read
   * any more.
   */
  heard(): void {
    this.#silence.stop();
    this.#silence = this.#wait(SILENCE_IN_ANSWER);
  }

  /** Breaks the connection off: a proper close would tell the program that it has had the whole answer. */
  giveUp(why: string): void {
    this.stop();
    this.#parts.log(`a connection whose program has closed its side is broken off: ${why}`);
    this.#socket.resetAndDestroy();
  }

  stop(): void {
    this.#silence.stop();
  }

  #wait(length: number): Silence {
    return new Silence(this.#parts.clock, length, () => {
      // The program has yet to read what has come.
      if (this.#socket.writableLength > 0) {
        this.#silence = this.#wait(LONGEST_SILENCE);
      } else {
        this.giveUp(`${length / 1000} s of silence`);
      }
    });
  }
}
