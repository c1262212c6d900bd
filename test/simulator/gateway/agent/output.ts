import { PayloadType } from '../frame.ts';
import { OutputQueue } from './output-queue.ts';
import type { PluginHost } from './plugin.ts';
import type { Cut } from './utf8.ts';

/** A source of output waits while more than this waits to be sent, in bytes. */
const MAX_WAITING = 65_536;

/** Output on its way to the client, at the agent's pace. */
export class Output {
  readonly #host: PluginHost;
  readonly #onPaced: () => void;
  readonly #queue: OutputQueue;
  #pace: NodeJS.Timeout | undefined;

  /** `onPaced` is called when the pace allows more. `cut` says what of a chunk goes out at once; all unless given. */
  constructor(host: PluginHost, onPaced: () => void, cut?: (bytes: Buffer) => Cut) {
    this.#host = host;
    this.#onPaced = onPaced;
    this.#queue = new OutputQueue(cut);
  }

  /** Whether nothing waits to be sent. */
  get isEmpty(): boolean {
    return this.#queue.length === 0;
  }

  /** Whether the source has to wait. */
  get isFull(): boolean {
    return this.#queue.length > MAX_WAITING;
  }

  push(bytes: Buffer): void {
    this.#queue.push(bytes);
  }

  /** Sends as much as there is room for. */
  proceed(): void {
    while (!this.isEmpty && this.#pace === undefined && this.#host.maySend()) {
      const payload = this.#queue.next();
      if (payload.length === 0) {
        continue;
      }
      this.#host.send(PayloadType.output, payload);
      if (this.#host.behaviour.pace === 'real') {
        this.#wait();
      }
    }
  }

  close(): void {
    clearTimeout(this.#pace);
  }

  /** The agent reads 1 KiB, then waits a millisecond. */
  #wait(): void {
    this.#pace = setTimeout(() => {
      this.#pace = undefined;
      this.#onPaced();
    }, 1);
  }
}
