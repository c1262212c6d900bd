import { cutOutput } from './utf8.ts';

/** The most that the agent reads from the pty at once, in bytes. */
const CHUNK = 1024;

/** The pty's output on its way into messages. */
export class OutputQueue {
  readonly #waiting: Buffer[] = [];
  #length = 0;
  /** What {@link cutOutput} left of the last chunk. */
  #rest = Buffer.alloc(0);

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
    if (first === undefined) return Buffer.alloc(0);
    const chunk = first.subarray(0, CHUNK);
    if (first.length > CHUNK) this.#waiting.unshift(first.subarray(CHUNK));
    this.#length -= chunk.length;
    const { sent, rest } = cutOutput(this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]));
    this.#rest = Buffer.from(rest);
    return sent;
  }
}
