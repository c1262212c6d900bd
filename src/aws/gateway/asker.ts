import { isProblem, type Problem } from '../../problem.ts';
import type { ProblemCode } from '../../problem-code.ts';
import { unlessAborted } from '../../unless-aborted.ts';
import type { Connection } from '../api/connection.ts';
import type { CredentialStore } from '../credentials/store.ts';
import { notAws } from '../errors/answer.ts';
import { describeForLog } from '../errors/log.ts';
import type { Question, Service } from '../errors/question.ts';
import { toProblem } from '../errors/to-problem.ts';
import type { Pace } from './pace.ts';

/** What AWS says of credentials that may have been renewed since they were read. */
const STALE: ReadonlySet<ProblemCode> = new Set([
  'expired-credentials',
  'expired-keys',
  'invalid-credentials',
  'invalid-signature',
]);

export interface AskerParts {
  readonly connection: Connection;
  /** The credentials of all clients. */
  readonly store: CredentialStore;
  /** Where a service is asked, for what is said of it; undefined where that is not known. */
  readonly host: (service: Service) => string | undefined;
  /** At which calls go out. */
  readonly pace: Pace;
  /** Whether the question that is put now is one that no user waits for. */
  readonly isUnasked: () => boolean;
  readonly log: (line: string) => void;
}

/** What a question is about. The region is the connection's unless given. */
export type About = Partial<Pick<Question, 'service' | 'resource' | 'region'>>;

/** What all answers have. */
export interface Answer {
  readonly $metadata: { readonly requestId?: string | undefined; readonly httpStatusCode?: number | undefined };
}

/** Puts questions to AWS, whichever service they are for, and says in words what goes wrong. */
export class Asker {
  readonly #parts: AskerParts;

  constructor(parts: AskerParts) {
    this.#parts = parts;
  }

  /** Code of the region that is asked unless a question says otherwise. */
  get region(): string {
    return this.#parts.connection.region;
  }

  /**
   * Puts one question, and again where its credentials were stale. Rejects with a `Problem`, or at once with the
   * signal's reason.
   */
  async ask<Result>(
    operation: string,
    signal: AbortSignal | undefined,
    call: (options: { abortSignal?: AbortSignal }) => Promise<Result>,
    about: About = {},
  ): Promise<Result> {
    const { store, pace } = this.#parts;
    const taker = { isBackground: this.#parts.isUnasked(), signal };
    const attempt = async (): Promise<Result> => {
      try {
        // First and by itself: it may take as long as the user takes to enter a code, and the SDK could not call it
        // off.
        await store.get({ signal });
        return await unlessAborted(signal, () =>
          pace.runAs(taker, () => call(signal === undefined ? {} : { abortSignal: signal })),
        );
      } catch (error) {
        signal?.throwIfAborted();
        throw this.explain(error, operation, about);
      }
    };
    try {
      return await attempt();
    } catch (error) {
      if (!(isProblem(error) && STALE.has(error.code) && (await this.#renewCredentials(signal)))) {
        throw error;
      }
      return await attempt();
    }
  }

  /** What went wrong in words, for what fails after a question was answered; a line of it goes to the log. */
  explain(error: unknown, operation: string, about: About = {}): Problem {
    const { connection, host, log } = this.#parts;
    log(`${operation}: ${describeForLog(error)}`);
    return toProblem(error, { operation, ...connection, ...about, host: host(about.service ?? 'ecs') });
  }

  /**
   * A member that AWS's answers always have. Each answer of AWS names its request: one that lacks both is from another,
   * such as a network that wants the user to sign in. Throws a `Problem` then.
   */
  known<Value>({ $metadata }: Answer, value: Value | undefined, service: Service): Value | undefined {
    if (value === undefined && $metadata.requestId === undefined) {
      throw notAws(service, this.#parts.host(service), $metadata.httpStatusCode ?? 200);
    }
    return value;
  }

  /**
   * Has the credentials read anew: the user may have signed in again while a session was open. False where there are
   * none.
   */
  async #renewCredentials(signal: AbortSignal | undefined): Promise<boolean> {
    try {
      await this.#parts.store.get({ anew: true, signal });
      return true;
    } catch {
      signal?.throwIfAborted();
      return false;
    }
  }
}
