import * as vscode from 'vscode';
import { type Aftermath, isGone } from '../../live/aftermath.ts';
import { type LiveContainer, placeOf } from '../../live/container.ts';
import { Grants } from '../../live/grants.ts';
import { placeName, shortId } from '../../live/task-name.ts';
import type { TaskWatch } from '../../live/task-watch.ts';
import { Problem } from '../../problem.ts';
import type { SessionEnd } from '../../session/api.ts';
import type { PortForward, Ports } from '../../session/ports/api.ts';
import { sentence } from '../../text.ts';
import { Owner } from '../disposable.ts';
import { showError, showWarning } from '../notify.ts';
import { offersFor } from '../offers.ts';
import { inWords, localize, problemInWords } from '../words.ts';
import { type Destination, inShort } from './destination.ts';

/** Milliseconds in which a destination that answers now and then is not told of again. */
const WARN_AGAIN_AFTER = 30_000;

/** What is forwarded to where. */
export interface ForwardRequest extends LiveContainer {
  readonly destination: Destination;
  /** 0 for any that is free. */
  readonly localPort: number;
}

/** A port that is being forwarded. */
export interface RunningForward {
  readonly request: ForwardRequest;
  readonly forward: PortForward;
  /** `localhost:8080` */
  readonly address: string;
}

export interface ForwardsParts {
  readonly loadPorts: () => Promise<Ports>;
  readonly watch: TaskWatch;
  readonly aftermath: Aftermath;
  readonly log: vscode.LogOutputChannel;
}

/** All ports that are forwarded, so that none is left behind in a container. */
export class PortForwards extends Owner {
  readonly #parts: ForwardsParts;
  /** With what is still to be done when they have ended. */
  readonly #running = new Map<RunningForward, Promise<void>>();
  readonly #grants = new Grants();
  readonly #disposed = new AbortController();
  readonly #changed = this.own(new vscode.EventEmitter<void>());
  readonly #started = this.own(new vscode.EventEmitter<RunningForward>());

  readonly onDidChange = this.#changed.event;
  readonly onDidStart = this.#started.event;

  constructor(parts: ForwardsParts) {
    super();
    this.#parts = parts;
    this.own({ dispose: () => this.#disposed.abort() });
  }

  /** The oldest first. */
  get running(): readonly RunningForward[] {
    return [...this.#running.keys()].filter(({ forward }) => forward.state.name !== 'ended');
  }

  /** Whose a local port is that is being forwarded. */
  holderOf(localPort: number): RunningForward | undefined {
    return this.running.find(({ forward }) => forward.localPort === localPort);
  }

  async suggestLocalPort(remotePort: number): Promise<number> {
    return (await this.#parts.loadPorts()).suggestLocalPort(remotePort);
  }

  /**
   * Resolves when the session is granted; what becomes of it then is shown. Rejects with a `Problem`, or with the
   * signal's reason.
   */
  async start(request: ForwardRequest, signal: AbortSignal = this.#disposed.signal): Promise<RunningForward> {
    try {
      return await this.#start(request, signal);
    } catch (error) {
      throw await this.#parts.aftermath.explain(error, placeOf(request), signal);
    }
  }

  async #start(request: ForwardRequest, signal: AbortSignal): Promise<RunningForward> {
    const { connection, container, destination, localPort: wanted } = request;
    const { loadPorts, watch, log } = this.#parts;
    const holder = this.holderOf(wanted);
    if (holder !== undefined) {
      throw ownPortTaken(wanted, holder.request);
    }
    const place = placeOf(request);
    const [gateway, ports] = await Promise.all([connection.gateway(), loadPorts()]);
    const { clusters, sessions, ca } = gateway;
    let wasRefused = false;
    let wasStalled = false;
    let onStall: (isStalled: boolean) => void = () => undefined;
    let warnedAt = -Infinity;
    const forward = await ports.forward({
      localPort: request.localPort,
      start: (localPort) =>
        this.#grants.ask(sessions, () => sessions.startPortSession({ ...place, ...destination, localPort }), signal),
      sign: (streamUrl) => sessions.signUpgrade(streamUrl),
      ca,
      resume: (sessionId, signal) => sessions.resumeSession(sessionId, signal),
      onNotice: (message) => log.info(message),
      onChange: ({ isRefused, isStalled }) => {
        if (isStalled !== wasStalled) {
          wasStalled = isStalled;
          onStall(isStalled);
        }
        const now = performance.now();
        if (isRefused && !wasRefused && now - warnedAt > WARN_AGAIN_AFTER) {
          warnedAt = now;
          void showWarning(refusal(request));
        }
        wasRefused = isRefused;
        this.#changed.fire();
      },
      log: (line) => log.debug(`${inShort(destination, container.name)}: ${line}`),
    });
    const running: RunningForward = { request, forward, address: `localhost:${forward.localPort}` };
    const watched = watch.watch({ ...place, clusters }, (problem) => forward.fail(problem));
    onStall = (isStalled) => watched.stalled(isStalled);
    this.#running.set(
      running,
      forward.ended.then(async (end) => {
        watched.dispose();
        this.#changed.fire();
        void this.#tellEnd(running, end);
        if (end.reason !== 'closed') {
          await sessions.terminateSession(forward.sessionId).catch(() => undefined);
        }
        this.#running.delete(running);
      }),
    );
    this.#changed.fire();
    this.#started.fire(running);
    return running;
  }

  /** Closes them all, and resolves when the far sides know. Never rejects. */
  async close(): Promise<void> {
    const granted = this.#grants.close();
    const running = [...this.#running];
    running.forEach(([{ forward }]) => forward.close());
    await Promise.all([granted, ...running.map(([, over]) => over)]);
  }

  /** A forward that nobody stopped is missed: it says why, and can be had again with a click. */
  async #tellEnd({ request, forward: { localPort }, address }: RunningForward, end: SessionEnd): Promise<void> {
    if (end.reason === 'left') {
      return;
    }
    const { aftermath } = this.#parts;
    const { signal } = this.#disposed;
    const isKnown = end.reason === 'failed' && isGone(end.problem);
    const gone = isKnown
      ? end.problem
      : await aftermath.whyEnded(placeOf(request), { isSudden: isSudden(end), signal });
    const next = gone && (await aftermath.successor(request, signal));
    if (signal.aborted) {
      return;
    }
    const again = vscode.l10n.t('Forward Again');
    const words = localize(
      '{0} no longer leads to {1}.',
      address,
      inShort(request.destination, request.container.name),
    );
    const why = gone === undefined ? whyEnded(end) : inWords(gone.sentence);
    const where =
      next === undefined ? '' : localize('It can go on in task {0}, which replaced this one.', shortId(next.task));
    // Trying again is what the first button does.
    const others = end.reason === 'failed' && gone === undefined ? offersFor(end.problem, { about: request }) : [];
    const choice = await showError([words, why, where].join(' ').trim(), again, ...others.map(({ title }) => title));
    others.find(({ title }) => title === choice)?.run();
    if (choice === again) {
      // To the same address, which by now is known elsewhere. Where nothing runs in its stead yet, something may by
      // now.
      const target = next ?? (gone && (await aftermath.successor(request, signal))) ?? request;
      const { task, container } = target;
      await vscode.commands.executeCommand('ecs-exec.forwardPort', {
        ...request,
        task,
        container,
        localPort,
      } satisfies ForwardRequest);
    }
  }
}

/** Where a forwarded port leads, in few words. */
export function whereTo({ destination, ...target }: ForwardRequest): string {
  return inShort(destination, placeName(target));
}

/** A port of this computer is in use, and not by another program. */
function ownPortTaken(port: number, holder: ForwardRequest): Problem {
  return new Problem(
    'ports/local-port-taken',
    sentence('Port {0} of this computer already leads to {1}.', port, whereTo(holder)),
    sentence('Choose another local port, or stop forwarding that one.'),
  );
}

/** Where the agent has said why, it and its task live. */
function isSudden(end: SessionEnd): boolean {
  return end.reason !== 'failed' || !end.problem.code.startsWith('ports/');
}

function whyEnded(end: Exclude<SessionEnd, { readonly reason: 'left' }>): string {
  return end.reason === 'failed'
    ? problemInWords(end.problem)
    : end.message.trim() || vscode.l10n.t('The session was idle for too long, or somebody ended it.');
}

function refusal({ container, destination: { host, port } }: ForwardRequest): string {
  return host === undefined
    ? localize(
        'Nothing accepts connections on port {0} in container "{1}". Check the port, and that the ' +
          'program there is running.',
        port,
        container.name,
      )
    : localize(
        'Container "{0}" cannot connect to {1}, port {2}. Check the name and the port, and that the ' +
          "task's network and security groups allow it.",
        container.name,
        host,
        port,
      );
}
