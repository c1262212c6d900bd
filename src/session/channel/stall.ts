import { type Effects, NOTHING } from './effect.ts';

/** Milliseconds without an acknowledgement after which the connection is tested: see `KeepAlive`. */
const TEST_AFTER = 3000;
/** After which a connection that has passed the test is not what is wrong. Longer than the test takes. */
const STALLED_AFTER = 15_000;

/**
 * Judges input that is not acknowledged. Either the connection is dead, which is to be found out soon; or it lives, and
 * the agent is gone or waits for a program that does not read its input. The latter may last for hours, and no end.
 */
export class StallWatch {
  #isStalled = false;

  get isStalled(): boolean {
    return this.#isStalled;
  }

  /** For so many milliseconds nothing has been acknowledged. */
  unanswered(ms: number): Effects {
    return [
      ...(ms >= TEST_AFTER ? [{ kind: 'test-connection' } as const] : NOTHING),
      ...(ms >= STALLED_AFTER ? this.#set(true, 'the agent acknowledges nothing') : NOTHING),
    ];
  }

  /** Something is acknowledged, or the connection is cut, which is another matter. */
  clear(): Effects {
    return this.#set(false, 'the agent acknowledges again, or the connection is cut');
  }

  #set(isStalled: boolean, line: string): Effects {
    if (this.#isStalled === isStalled) {
      return NOTHING;
    }
    this.#isStalled = isStalled;
    return [
      { kind: 'log', line },
      { kind: 'stall', isStalled },
    ];
  }
}
