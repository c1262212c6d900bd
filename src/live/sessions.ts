import type { Problem } from '../problem.ts';
import { CHALLENGE_REQUIRED, type SessionEnd } from '../session/api.ts';
import type { OpenSession, Session, SessionOptions } from '../session/shell/api.ts';
import type { ContainerPlace } from './container.ts';
import { Grants } from './grants.ts';
import type { TaskWatch } from './task-watch.ts';

/** What somebody who asks for a session wants to hear of it. */
export interface SessionRequest extends Pick<
  SessionOptions,
  'size' | 'onOutput' | 'onDrain' | 'onState' | 'onNotice' | 'onStall' | 'onGap'
> {
  /** Something stops the task: the session will end with it. Called once at most, with the reason. */
  readonly onEnding?: (problem: Problem) => void;
  /** Aborted when nobody waits for the session any more. */
  readonly signal: AbortSignal;
}

/** What is to run, and where. */
export interface SessionTarget extends ContainerPlace {
  readonly command: string;
}

export interface SessionsParts {
  readonly loadSession: () => Promise<OpenSession>;
  readonly watch: TaskWatch;
  /** Takes a line of what goes on in a session, which holds no secrets. */
  readonly log: (line: string) => void;
}

/** All sessions that are open, so that none is left behind in a container. */
export class Sessions {
  readonly #parts: SessionsParts;
  readonly #open = new Map<Session, Promise<void>>();
  readonly #grants = new Grants();
  /** Clusters in which an agent insists on an answer to its challenge. */
  readonly #insisting = new Set<string>();

  constructor(parts: SessionsParts) {
    this.#parts = parts;
  }

  /**
   * Asks for a session in a container and opens its channel; it fails when the container's task ends. Rejects with a
   * `Problem`.
   */
  async start(target: SessionTarget, { signal, onStall, onEnding, ...request }: SessionRequest): Promise<Session> {
    const { loadSession, watch, log } = this.#parts;
    const [gateway, openSession] = await Promise.all([target.connection.gateway(), loadSession()]);
    const { clusters, sessions, keys, ca } = gateway;
    const granted = await this.#grants.ask(sessions, () => sessions.executeCommand(target), signal);
    const session = openSession({
      ...granted,
      ...request,
      sign: (streamUrl) => sessions.signUpgrade(streamUrl),
      ca,
      encryption: {
        target: () => sessions.sessionTarget(target),
        dataKey: (kmsKeyId, context) => keys.generateDataKey(kmsKeyId, context),
        answerChallenge: this.#insisting.has(target.clusterArn),
      },
      resume: (signal) => sessions.resumeSession(granted.sessionId, signal),
      onStall: (isStalled) => {
        watched.stalled(isStalled);
        onStall?.(isStalled);
      },
      log: (line) => log(`${granted.sessionId}: ${line}`),
    });
    const watched = watch.watch({ ...target, clusters }, (problem) => session.fail(problem), onEnding);
    const over = session.ended.then(async (end) => {
      const { reason } = end;
      watched.dispose();
      if (insists(end)) {
        this.#insisting.add(target.clusterArn);
      }
      // Where the far side closed the channel, its shell has ended. Else it would run on until it is idle for 20
      // minutes.
      if (reason !== 'closed') {
        await sessions.terminateSession(granted.sessionId).catch(() => undefined);
      }
      this.#open.delete(session);
    });
    this.#open.set(session, over);
    return session;
  }

  /** Closes them all, and resolves when the far sides know. Never rejects. */
  async close(): Promise<void> {
    const granted = this.#grants.close();
    const open = [...this.#open];
    open.forEach(([session]) => session.close());
    await Promise.all([granted, ...open.map(([, over]) => over)]);
  }
}

function insists(end: SessionEnd): boolean {
  return end.reason === 'closed' && end.problem?.code === CHALLENGE_REQUIRED;
}
