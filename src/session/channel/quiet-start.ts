import type { Clock } from '../clock.ts';

/** Milliseconds for a handshake request that was lost on its way and comes again, or for the first output. */
const GRACE = 2000;

/**
 * Tells the terminal its size before anything is heard of it, and so finds out whether a command that prints nothing at
 * first, as `cat` does, has started. The first stream data says whether there is a handshake, but here none comes. The
 * agent refuses the size until there is a terminal, takes it when it is sent again, and acknowledges it: within half a
 * second, where its first output takes a second and more. Or it waits for the handshake, in which case it acknowledges
 * the size and throws it away, which does no harm, and its request is here already or comes within the grace.
 */
export class QuietStart {
  readonly #clock: Clock;
  readonly #sendSize: (onAcknowledged: () => void) => void;
  readonly #onStarted: () => void;
  #isSent = false;
  #cancel: (() => void) | undefined;
  #over = false;

  constructor(clock: Clock, sendSize: (onAcknowledged: () => void) => void, onStarted: () => void) {
    this.#clock = clock;
    this.#sendSize = sendSize;
    this.#onStarted = onStarted;
  }

  /** The channel is open; called again, it changes nothing. */
  begin(): void {
    if (!this.#isSent && !this.#over) {
      this.#isSent = true;
      this.#sendSize(() => this.#onTaken());
    }
  }

  /** Something came, or the session is over. */
  stop(): void {
    this.#over = true;
    this.#cancel?.();
  }

  #onTaken(): void {
    if (!this.#over) {
      this.#cancel = this.#clock.after(GRACE, this.#onStarted);
    }
  }
}
