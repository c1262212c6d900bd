import { randomUUID } from 'node:crypto';
import { isProblem, type Problem } from '../../problem.ts';
import type { DataChannelOptions, Invitation } from '../api.ts';
import type { Frame } from '../wire/frame.ts';
import { type Client, Connection, type Environment, type Loss } from './connection.ts';
import { connectionProblem, isRefusal, sessionLost } from './problems.ts';

export interface LinkEvents {
  /** A connection is open: the first, or one after `onCut`. */
  readonly onOpen: () => void;
  readonly onFrame: (frame: Frame) => void;
  /** The connection is cut, and a new one is being made. */
  readonly onCut: () => void;
  /** There will be no other connection. Once, and nothing after it. Not called after `close`. */
  readonly onLost: (problem: Problem) => void;
}

/** Milliseconds between two tries to resume: doubled from the first to the last. */
const FIRST_DELAY = 100;
const LONGEST_DELAY = 5000;
/** For which a connection has to stand until the next cut counts as the first. */
const STOOD_FOR = 5000;
/** For the answer to one request to resume. */
const RESUME_WITHIN = 15_000;
/**
 * As long as ECS keeps a session that nobody uses
 * (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html).
 */
const KEEP_TRYING = 20 * 60_000;
/** What no later try will change. */
const ACCESS_DENIED = 'access-denied';

type LinkOptions = Pick<DataChannelOptions, 'streamUrl' | 'tokenValue' | 'sign' | 'resume'>;
type Resume = NonNullable<LinkOptions['resume']>;

type State =
  /** There is a connection, which is being opened or is open. */
  | { readonly name: 'connected'; readonly connection: Connection }
  /** Another is to come: after a while, or when the request to resume is answered. `cancel` calls that off. */
  | { readonly name: 'cut'; readonly cancel: () => void }
  /** There will be no other. */
  | { readonly name: 'closed' };

/** The way to the service: one connection after another, each resuming the session when the one before was cut. */
export class Link {
  readonly #options: LinkOptions;
  readonly #environment: Environment;
  readonly #events: LinkEvents;
  readonly #client: Client;
  #state: State;
  /** What has answered, on all connections together: the service by opening one, the agent by whatever came. */
  #reached: 'nothing' | 'service' | 'agent' = 'nothing';
  #isListening = true;
  #delay = FIRST_DELAY;
  /** On the clock; when the connection was cut that we are replacing. */
  #cutAt: number | undefined;

  constructor(options: LinkOptions, environment: Environment, events: LinkEvents) {
    this.#options = options;
    this.#environment = environment;
    this.#events = events;
    this.#client = { clientId: randomUUID(), sign: options.sign };
    this.#state = this.#connect(options);
  }

  /** May be lost on its way, as on any network. */
  send(frame: Uint8Array): void {
    if (this.#state.name === 'connected') {
      this.#state.connection.send(frame);
    }
  }

  /** Whether to read what the other side sends. If not, it has to wait. */
  listen(listening: boolean): void {
    this.#isListening = listening;
    if (this.#state.name === 'connected') {
      this.#state.connection.listen(listening);
    }
  }

  /** Something should have come, and has not: finds out soon whether the other side still answers. */
  test(): void {
    if (this.#state.name === 'connected') {
      this.#state.connection.test();
    }
  }

  close(): void {
    const state = this.#state;
    this.#state = { name: 'closed' };
    if (state.name === 'connected') {
      state.connection.close();
    } else if (state.name === 'cut') {
      state.cancel();
    }
  }

  #connect(invitation: Invitation): State {
    const connection = new Connection(invitation, this.#client, this.#isListening, this.#environment, {
      onOpen: () => this.#onOpen(),
      onFrame: this.#events.onFrame,
      onLost: (loss) => this.#onLost(loss, invitation.streamUrl, connection),
    });
    return { name: 'connected', connection };
  }

  #onOpen(): void {
    if (this.#reached === 'nothing') {
      this.#reached = 'service';
    }
    this.#events.onOpen();
  }

  #onLost(loss: Loss, streamUrl: string, { openedAt, wasHeard }: Connection): void {
    this.#environment.log(`the connection is lost: ${inBrief(loss)}`);
    this.#state = { name: 'cut', cancel: () => undefined };
    if (wasHeard) {
      this.#reached = 'agent';
    }
    const problem = connectionProblem(loss, streamUrl, this.#reached === 'agent');
    const { resume } = this.#options;
    const isRefused = this.#reached !== 'agent' && isRefusal(loss);
    if (this.#reached === 'nothing' || isRefused || resume === undefined) {
      this.#lose(problem);
      return;
    }
    const now = this.#environment.clock.now();
    // A connection that opens and says nothing proves nothing: then the tries go on as if it had not been there.
    if (wasHeard || this.#cutAt === undefined) {
      this.#cutAt = now;
    }
    // Nor does one that says something and is cut at once: a service that goes on so would be asked ten times a second.
    if (wasHeard && openedAt !== undefined && now - openedAt >= STOOD_FOR) {
      this.#delay = FIRST_DELAY;
    }
    if (openedAt !== undefined) {
      this.#events.onCut();
    }
    this.#tryLater(resume, problem);
  }

  /** `problem` is what the user reads if this goes on for too long. */
  #tryLater(resume: Resume, problem: Problem): void {
    const { clock } = this.#environment;
    if (this.#state.name === 'closed') {
      return;
    }
    if (this.#cutAt !== undefined && clock.now() - this.#cutAt >= KEEP_TRYING) {
      this.#lose(problem);
      return;
    }
    this.#state = { name: 'cut', cancel: clock.after(this.#delay, () => void this.#resume(resume, problem)) };
    this.#delay = Math.min(LONGEST_DELAY, this.#delay * 2);
  }

  /** Never rejects. */
  async #resume(resume: Resume, problem: Problem): Promise<void> {
    let invitation: Invitation | undefined;
    try {
      invitation = await this.#inTime(resume);
    } catch (error) {
      const reason = isProblem(error) ? error : problem;
      this.#environment.log(`the session is not resumed: ${reason.code}`);
      if (reason.code === ACCESS_DENIED) {
        this.#lose(reason);
      } else {
        this.#tryLater(resume, reason);
      }
      return;
    }
    if (this.#state.name === 'closed') {
      return;
    }
    // AWS answers with an empty token where the session has timed out.
    if (invitation === undefined || invitation.tokenValue === '') {
      this.#lose(sessionLost(problem));
    } else {
      this.#state = this.#connect(invitation);
    }
  }

  #inTime(resume: Resume): Promise<Invitation | undefined> {
    const abort = new AbortController();
    return new Promise((resolve, reject) => {
      const cancel = this.#environment.clock.after(RESUME_WITHIN, () => {
        reject(new Error('no answer in time'));
        abort.abort();
      });
      const cancelAll = (): void => {
        cancel();
        abort.abort();
      };
      this.#state = { name: 'cut', cancel: cancelAll };
      // In `then`, so that what it throws at once is a rejection too.
      Promise.resolve()
        .then(() => resume(abort.signal))
        .finally(cancel)
        .then(resolve, reject);
    });
  }

  #lose(problem: Problem): void {
    if (this.#state.name !== 'closed') {
      this.close();
      this.#events.onLost(problem);
    }
  }
}

function inBrief(loss: Loss): string {
  return loss.kind === 'closed' ? `${loss.kind}, ${loss.code}` : loss.kind;
}
