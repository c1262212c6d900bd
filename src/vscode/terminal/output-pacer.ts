/** What takes the text, and what brings it. */
export interface PacerEnds {
  /** Shows text in the terminal. */
  readonly write: (text: string) => void;
  /** Asks for no more bytes. A few may still come. */
  readonly pause: () => void;
  readonly resume: () => void;
}

/** Milliseconds between two writes; about a frame of the screen. */
const INTERVAL = 16;
/**
 * Characters in one write. Eight million a second are more than a terminal shows, and few enough for the editor to
 * stay responsive: VS Code lets no terminal of an extension tell that it cannot keep up.
 */
const MOST_PER_WRITE = 128 * 1024;
const MOST_WAITING = 2 * MOST_PER_WRITE;

/**
 * Turns output into text at the pace at which the editor can show it. What comes after a pause is shown at once, so
 * that keys echo without delay; a flood is joined into few large writes, and held back where it is too much.
 */
export class OutputPacer {
  readonly #ends: PacerEnds;
  readonly #decoder = new TextDecoder();
  #waiting = '';
  #isPaused = false;
  /** Until the next write. */
  #cancel: (() => void) | undefined;

  constructor(ends: PacerEnds) {
    this.#ends = ends;
  }

  /** Chunks may split a UTF-8 sequence. */
  push(bytes: Uint8Array): void {
    this.#waiting += this.#decoder.decode(bytes, { stream: true });
    if (this.#cancel === undefined) {
      // Not now, but when everything is here that came from the network at the same time.
      const immediate = setImmediate(() => this.#write());
      this.#cancel = () => clearImmediate(immediate);
    }
    if (!this.#isPaused && this.#waiting.length > MOST_WAITING) {
      this.#isPaused = true;
      this.#ends.pause();
    }
  }

  /** Writes what waits now, before something else is written. */
  flush(): void {
    const text = this.#waiting;
    this.#waiting = '';
    this.#show(text);
  }

  /** Writes what is left. */
  end(): void {
    this.stop();
    this.#waiting += this.#decoder.decode();
    this.flush();
  }

  /** Writes nothing more. */
  stop(): void {
    this.#cancel?.();
    this.#cancel = undefined;
  }

  #write(): void {
    this.#cancel = undefined;
    const text = this.#waiting.slice(0, endOfWrite(this.#waiting));
    this.#waiting = this.#waiting.slice(text.length);
    if (text !== '') {
      const timer = setTimeout(() => this.#write(), INTERVAL);
      this.#cancel = () => clearTimeout(timer);
    }
    this.#show(text);
    if (this.#isPaused && this.#waiting.length <= MOST_PER_WRITE) {
      this.#isPaused = false;
      this.#ends.resume();
    }
  }

  #show(text: string): void {
    if (text !== '') {
      this.#ends.write(text);
    }
  }
}

/** Where to cut, so that no character of two code units is torn. */
function endOfWrite(text: string): number {
  const last = text.charCodeAt(MOST_PER_WRITE - 1);
  return last >= 0xd800 && last < 0xdc00 ? MOST_PER_WRITE - 1 : MOST_PER_WRITE;
}
