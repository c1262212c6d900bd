import type { Ecs, ExecSession } from '../../aws/api.ts';

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
  async ask(ecs: Pick<Ecs, 'terminateSession'>, request: () => Promise<ExecSession>, signal?: AbortSignal): Promise<ExecSession> {
    const signals = [this.#closing.signal, ...(signal === undefined ? [] : [signal])];
    signals.forEach((each) => each.throwIfAborted());
    const granting = request();
    const over: Promise<void> = granting
      .then(({ sessionId }) => (signals.some(({ aborted }) => aborted) ? ecs.terminateSession(sessionId) : undefined))
      .catch(() => undefined)
      .finally(() => this.#pending.delete(over));
    this.#pending.add(over);
    return unlessAborted(granting, signals);
  }

  /** Waits for none of them any more, and resolves when those that are granted all the same are ended. Never rejects. */
  async close(): Promise<void> {
    this.#closing.abort();
    await Promise.all(this.#pending);
  }
}

/** Settles as the promise does, but rejects as soon as one of the signals is aborted. */
function unlessAborted<T>(promise: Promise<T>, signals: readonly AbortSignal[]): Promise<T> {
  const settled = new AbortController();
  const aborted = signals.map(
    (signal) =>
      new Promise<never>((_resolve, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason as Error), { signal: settled.signal });
      }),
  );
  return Promise.race([promise, ...aborted]).finally(() => settled.abort());
}
