import { later } from '../clock.ts';

/** Milliseconds between two writes; about a frame of the screen. */
const INTERVAL = 16;
/** Characters in one write: a terminal shows them without the window standing still. */
const MOST_PER_WRITE = 64 * 1024;

/** Writes text into a terminal at a pace that leaves the window responsive. */
export class LogPacer {
  readonly #write: (text: string) => void;
  #waiting: string[] = [];
  #cancel: (() => void) | undefined;
  #onEmpty: (() => void)[] = [];

  constructor(write: (text: string) => void) {
    this.#write = write;
  }

  /** Adds a text; none is torn apart. Resolves when all of it is written, or thrown away. */
  push(text: string): Promise<void> {
    this.#waiting.push(text);
    this.#cancel ??= later(0, () => this.#next());
    return new Promise((resolve) => this.#onEmpty.push(resolve));
  }

  /** Throws away what is not written yet. */
  clear(): void {
    this.#cancel?.();
    this.#cancel = undefined;
    this.#waiting = [];
    this.#settle();
  }

  #next(): void {
    this.#cancel = undefined;
    let size = 0;
    let end = 0;
    while (end < this.#waiting.length && (end === 0 || size + (this.#waiting[end]?.length ?? 0) <= MOST_PER_WRITE)) {
      size += this.#waiting[end]?.length ?? 0;
      end += 1;
    }
    const text = this.#waiting.slice(0, end).join('');
    this.#waiting = this.#waiting.slice(end);
    this.#write(text);
    if (this.#waiting.length > 0) {
      this.#cancel = later(INTERVAL, () => this.#next());
    } else {
      this.#settle();
    }
  }

  #settle(): void {
    this.#onEmpty.splice(0).forEach((resolve) => resolve());
  }
}
