import type { Cut } from './utf8.ts';

/** The most that the agent reads from the pty or a socket at once, in bytes. */
const CHUNK = 1024;
const NOTHING = Buffer.alloc(0);

/** Output on its way into messages. */
export class OutputQueue {
  readonly #cut: (bytes: Buffer) => Cut;
  readonly #waiting: Buffer[] = [];
  #length = 0;
  /** What the cut left of the last chunk. */
  #rest = NOTHING;

  /** `cut` says what of a chunk goes out at once, and what waits for more: at most 3 bytes. */
  constructor(cut: (bytes: Buffer) => Cut = (bytes) => ({ sent: bytes, rest: NOTHING })) {
    this.#cut = cut;
  }

  /** Bytes that {@link next} has not seen yet. */
  get length(): number {
    return this.#length;
  }

  push(bytes: Buffer): void {
    this.#waiting.push(bytes);
    this.#length += bytes.length;
  }

  /** The payload of the next message, up to 1027 bytes; empty when all that there is has to wait for more. */
  next(): Buffer {
    const first = this.#waiting.shift();
    if (first === undefined) {
      return NOTHING;
    }
    const chunk = first.subarray(0, CHUNK);
    if (first.length > CHUNK) {
      this.#waiting.unshift(first.subarray(CHUNK));
    }
    this.#length -= chunk.length;
    const { sent, rest } = this.#cut(this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]));
    this.#rest = Buffer.from(rest);
    return sent;
  }
}
