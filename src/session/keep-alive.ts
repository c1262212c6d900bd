import type { Clock } from './clock.ts';

/** Below the 60 s after which routers and VPNs forget an idle connection. */
const PING_EVERY = 30_000;
const ANSWER_WITHIN = 10_000;
/** Two, so that a pong which waited unread while this process was busy is not taken for missing. */
const MOST_UNANSWERED = 2;

/** Pings every 30 s, and says so once when the other end of the connection has stopped answering. */
export class KeepAlive {
  readonly #clock: Clock;
  readonly #ping: () => void;
  readonly #onDead: () => void;
  #unanswered = 0;
  #isListening = true;
  #cancel: () => void;

  constructor(clock: Clock, ping: () => void, onDead: () => void) {
    this.#clock = clock;
    this.#ping = ping;
    this.#onDead = onDead;
    this.#cancel = clock.after(PING_EVERY, () => this.#pingNow());
  }

  /** Anything at all came from the other end. */
  heard(): void {
    this.#unanswered = 0;
  }

  /** Whether answers are read. While they are not, pings keep the connection known to routers, and silence means nothing. */
  listen(listening: boolean): void {
    this.#isListening = listening;
    this.#unanswered = 0;
  }

  stop(): void {
    this.#cancel();
  }

  #pingNow(): void {
    this.#unanswered++;
    this.#ping();
    this.#cancel = this.#clock.after(ANSWER_WITHIN, () => this.#check());
  }

  #check(): void {
    if (this.#unanswered === 0 || !this.#isListening) {
      this.#cancel = this.#clock.after(PING_EVERY - ANSWER_WITHIN, () => this.#pingNow());
    } else if (this.#unanswered < MOST_UNANSWERED) {
      this.#pingNow();
    } else {
      this.#onDead();
    }
  }
}
