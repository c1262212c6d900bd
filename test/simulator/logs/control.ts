import { AwsError } from '../aws/error.ts';

/** Calls a second that an account may make, and how many at once: FilterLogEvents in eu-central-1 has the least. */
const LIMITS: Readonly<Record<string, number>> = { FilterLogEvents: 5, GetLogEvents: 10, StartLiveTail: 5 };

/** What a test may change of how the service behaves. */
export class LogsControl {
  /** How many of the first pages of each question are empty, though there is more. */
  emptyPages = 0;
  /** Whether a token comes again and again. */
  repeatsTokens = false;
  /** Milliseconds between two updates of a session of Live Tail. */
  tick = 1_000;
  /** Milliseconds that a session lasts. */
  sessionLength = 3 * 60 * 60_000;
  /** Sessions that an account may have at once. */
  mostSessions = 15;
  /** Sessions that are open now. */
  sessions = 0;
  readonly #tokens = new Map<string, { left: number; at: number }>();

  /** Counts a call. Throws where it is one too many. */
  take(operation: keyof typeof LIMITS): void {
    const rate = LIMITS[operation] ?? Infinity;
    const now = performance.now();
    const known = this.#tokens.get(operation) ?? { left: rate * 2, at: now };
    const left = Math.min(rate * 2, known.left + ((now - known.at) / 1000) * rate);
    this.#tokens.set(operation, { left: left - (left < 1 ? 0 : 1), at: now });
    if (left < 1) {
      throw new AwsError('ThrottlingException', 'Rate exceeded');
    }
  }
}
