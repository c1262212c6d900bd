import type { Clock } from './clock.ts';

/** The agent takes a second before it reads the first output, and the command has its own start to make. */
const QUIET_FOR = 3000;
/** For a handshake request that was lost on its way and comes again. */
const GRACE = 1000;

/**
 * Finds out whether a command that prints nothing at first, as `cat` does, has started. The first stream data says
 * whether there is a handshake, but here none comes. So after a while a probe is sent: the terminal's size. The agent
 * acknowledges it when there is a terminal; or while it waits for the handshake, in which case it throws the probe
 * away, which does no harm, and its request is here already or comes within the grace.
 */
export class QuietStart {
  readonly #clock: Clock;
  readonly #probe: (onAcknowledged: () => void) => void;
  readonly #onStarted: () => void;
  #cancel: (() => void) | undefined;
  #over = false;

  constructor(clock: Clock, probe: (onAcknowledged: () => void) => void, onStarted: () => void) {
    this.#clock = clock;
    this.#probe = probe;
    this.#onStarted = onStarted;
  }

  /** The channel is open; called again, it changes nothing. */
  wait(): void {
    if (this.#cancel === undefined) {
      this.#after(QUIET_FOR, () => this.#probe(() => this.#after(GRACE, this.#onStarted)));
    }
  }

  /** Something came, or the session is over. */
  stop(): void {
    this.#over = true;
    this.#cancel?.();
  }

  #after(ms: number, call: () => void): void {
    if (!this.#over) {
      this.#cancel = this.#clock.after(ms, call);
    }
  }
}
