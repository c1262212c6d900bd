import type { ExecSession, Sessions } from '../aws/api/sessions.ts';
import { unlessAborted } from '../unless-aborted.ts';

/** Sessions that are only being asked for, so that none is granted to nobody. */
export class Grants {
  readonly #pending = new Set<Promise<void>>();
  readonly #closing = new AbortController();

  /**
   * Asks for a session. Rejects as the question does, or as soon as nobody waits for the answer any more.
   *
   * The request itself is not called off then: the agent may have begun the session already, and it would hold one of
   * the container's two places until it is idle for 20 minutes. It is ended as soon as its name is known.
   */
  async ask(
    sessions: Pick<Sessions, 'terminateSession'>,
    request: () => Promise<ExecSession>,
    signal?: AbortSignal,
  ): Promise<ExecSession> {
    const unwanted = AbortSignal.any([this.#closing.signal, ...(signal === undefined ? [] : [signal])]);
    unwanted.throwIfAborted();
    const granting = request();
    const over: Promise<void> = granting
      .then(({ sessionId }) => (unwanted.aborted ? sessions.terminateSession(sessionId) : undefined))
      .catch(() => undefined)
      .finally(() => this.#pending.delete(over));
    this.#pending.add(over);
    return unlessAborted(unwanted, () => granting);
  }

  /**
   * Waits for none of them any more, and resolves when those that are granted all the same are ended. Never rejects.
   */
  async close(): Promise<void> {
    this.#closing.abort();
    await Promise.all(this.#pending);
  }
}
