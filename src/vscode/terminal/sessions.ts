import type * as vscode from 'vscode';
import type { Ecs, ExecRequest, ExecSession } from '../../aws/api.ts';
import type { OpenSession, Session } from '../../session/api.ts';
import type { LiveConnection } from '../connection.ts';
import type { SessionRequest } from './execTerminal.ts';

/** All sessions that are open, so that none is left behind in a container. */
export class Sessions {
  readonly #connection: Pick<LiveConnection, 'ecs'>;
  readonly #loadSession: () => Promise<OpenSession>;
  readonly #log: Pick<vscode.LogOutputChannel, 'debug'>;
  readonly #open = new Map<Session, Promise<void>>();
  /** Those that are only being asked for. */
  readonly #granting = new Set<Promise<void>>();
  readonly #closing = new AbortController();

  constructor(connection: Pick<LiveConnection, 'ecs'>, loadSession: () => Promise<OpenSession>, log: Pick<vscode.LogOutputChannel, 'debug'>) {
    this.#connection = connection;
    this.#loadSession = loadSession;
    this.#log = log;
  }

  /** Asks for a session in a container and opens its channel. Rejects with a `Problem`. */
  async start(target: ExecRequest, { signal, ...request }: SessionRequest): Promise<Session> {
    const [ecs, openSession] = await Promise.all([this.#connection.ecs(), this.#loadSession()]);
    const granted = await this.#grant(ecs, target, signal);
    const session = openSession({
      ...granted,
      ...request,
      sign: (streamUrl) => ecs.signUpgrade(streamUrl),
      encryption: {
        target: () => ecs.sessionTarget(target),
        dataKey: (kmsKeyId, context) => ecs.generateDataKey(kmsKeyId, context),
      },
      resume: () => ecs.resumeSession(granted.sessionId),
      log: (line) => this.#log.debug(`${granted.sessionId}: ${line}`),
    });
    const over = session.ended.then(async ({ reason }) => {
      // Where the far side closed the channel, its shell has ended. Else it would run on until it is idle for 20 minutes.
      if (reason !== 'closed') {
        await ecs.terminateSession(granted.sessionId).catch(() => undefined);
      }
      this.#open.delete(session);
    });
    this.#open.set(session, over);
    return session;
  }

  /** Closes them all, and resolves when the far sides know. Never rejects. */
  async close(): Promise<void> {
    this.#closing.abort();
    const open = [...this.#open];
    open.forEach(([session]) => session.close());
    await Promise.all([...open.map(([, over]) => over), ...this.#granting]);
  }

  /**
   * The request itself is not called off: the agent may have begun the session by then, and it would hold one of the
   * container's two places until it is idle for 20 minutes. It is ended as soon as its name is known.
   */
  async #grant(ecs: Ecs, target: ExecRequest, signal: AbortSignal): Promise<ExecSession> {
    const signals = [signal, this.#closing.signal];
    signals.forEach((each) => each.throwIfAborted());
    const granting = ecs.executeCommand(target);
    const over: Promise<void> = granting
      .then(({ sessionId }) => (signals.some(({ aborted }) => aborted) ? ecs.terminateSession(sessionId) : undefined))
      .catch(() => undefined)
      .finally(() => this.#granting.delete(over));
    this.#granting.add(over);
    return unlessAborted(granting, signals);
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
