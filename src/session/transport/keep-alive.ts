import type { Clock } from '../clock.ts';

/** Below the 60 s after which routers and VPNs forget an idle connection. */
const PING_EVERY = 30_000;
const ANSWER_WITHIN = 10_000;
/** Of silence: then a connection from which something is missing is tested. */
const SUSPICIOUS_AFTER = 3000;
/** For each of its two answers then. A link so slow that it takes longer is better resumed than waited for. */
const ANSWER_SOON_WITHIN = 4000;
/** Two, so that a pong which waited unread while this process was busy is not taken for missing. */
const MOST_UNANSWERED = 2;

/**
 * Pings every 30 s, and says so once when the other end of the connection has stopped answering. That takes up to 50 s,
 * or 11 s where something should have come meanwhile.
 */
export class KeepAlive {
  readonly #clock: Clock;
  readonly #ping: () => void;
  readonly #onDead: () => void;
  #unanswered = 0;
  #isListening = true;
  #answerWithin = ANSWER_WITHIN;
  #lastHeard: number;
  #cancel: () => void;

  constructor(clock: Clock, ping: () => void, onDead: () => void) {
    this.#clock = clock;
    this.#ping = ping;
    this.#onDead = onDead;
    this.#lastHeard = clock.now();
    this.#cancel = clock.after(PING_EVERY, () => this.#pingNow());
  }

  /** Anything at all came from the other end. */
  heard(): void {
    this.#unanswered = 0;
    this.#lastHeard = this.#clock.now();
  }

  /**
   * Something should have come, and has not. Where nothing else has come either, a ping at once has to be answered
   * soon.
   */
  test(): void {
    const isTesting = this.#answerWithin === ANSWER_SOON_WITHIN;
    if (this.#isListening && !isTesting && this.#clock.now() - this.#lastHeard >= SUSPICIOUS_AFTER) {
      this.#cancel();
      this.#unanswered = 0;
      this.#answerWithin = ANSWER_SOON_WITHIN;
      this.#pingNow();
    }
  }

  /**
   * Whether answers are read. While they are not, pings keep the connection known to routers, and silence means
   * nothing.
   */
  listen(listening: boolean): void {
    this.#isListening = listening;
    this.heard();
  }

  stop(): void {
    this.#cancel();
  }

  #pingNow(): void {
    this.#unanswered++;
    this.#ping();
    this.#cancel = this.#clock.after(this.#answerWithin, () => this.#check());
  }

  #check(): void {
    if (this.#unanswered === 0 || !this.#isListening) {
      this.#answerWithin = ANSWER_WITHIN;
      this.#cancel = this.#clock.after(PING_EVERY - ANSWER_WITHIN, () => this.#pingNow());
    } else if (this.#unanswered < MOST_UNANSWERED) {
      this.#pingNow();
    } else {
      this.#onDead();
    }
  }
}
