import * as vscode from 'vscode';
import { type Aftermath, isGone, mayBeGone } from '../../live/aftermath.ts';
import type { ContainerPlace, LiveContainer } from '../../live/container.ts';
import type { SessionRequest } from '../../live/sessions.ts';
import type { Problem } from '../../problem.ts';
import { sanitizeLines } from '../../sanitize.ts';
import { CHALLENGE_REQUIRED, type SessionEnd, type SessionState, type TerminalSize } from '../../session/api.ts';
import type { Session } from '../../session/shell/api.ts';
import { later } from '../clock.ts';
import { Owner } from '../disposable.ts';
import { showInformation, showWarning } from '../notify.ts';
import { whenSlow } from '../patience.ts';
import { asProblem, inWords, localize, problemInWords } from '../words.ts';
import { Absence } from './absence.ts';
import { type KeyedOffer, keyedOffers } from './keyed-offers.ts';
import { CTRL_C, CTRL_D, ENTER } from './keys.ts';
import { Notices } from './notices.ts';
import { OutputPacer } from './output-pacer.ts';
import { errorWords, ownWords } from './own-words.ts';
import { RESET_MODES } from './reset-modes.ts';
import { Standing } from './standing.ts';

/** Where a terminal's sessions are, and what it is called there. */
export interface TerminalPlace extends ContainerPlace {
  readonly name: string;
  /** What is opened there, and as whom. */
  readonly firstLine: string;
  /** Rejects with a `Problem`. */
  readonly start: (request: SessionRequest) => Promise<Session>;
}

export interface TerminalParts {
  readonly placeIn: (target: LiveContainer) => TerminalPlace;
  readonly aftermath: Aftermath;
  /** Opens another terminal in the task that replaces this one's. Never rejects. */
  readonly openNext: (target: LiveContainer) => Promise<void>;
  readonly log: vscode.LogOutputChannel;
}

/** Bytes of input that may wait for the container, or for the network. VS Code cannot be told to wait. */
const MOST_QUEUED_INPUT = 16 * 1024 * 1024;
/** Milliseconds after the last key within which a session that ends was, most likely, ended by it. */
const BY_HAND = 3_000;

/**
 * A terminal on a session in a container. It opens at once, tells what happens, and when the session is over says why
 * and offers a new one: in the same place or, where its task has stopped, in the one that runs in its stead. While a
 * session lives the screen is the container's alone.
 */
export class ExecTerminal extends Owner implements vscode.Pseudoterminal {
  readonly #parts: TerminalParts;
  readonly #written = this.own(new vscode.EventEmitter<string>());
  readonly #closed = this.own(new vscode.EventEmitter<number | undefined>());
  readonly #standing = this.own(new Standing());
  readonly #absence = new Absence(later, (isLong) => this.#onAbsence(isLong));
  #target: LiveContainer;
  #place: TerminalPlace;
  #size: TerminalSize | undefined;
  #session: Session | undefined;
  #connecting: AbortController | undefined;
  /** While it is asked what has become of the container. */
  #asking: AbortController | undefined;
  /** Whether the container is known to be gone, and another one is to be looked for. */
  #isGone = false;
  /** Whether the container has written on the screen since the session began. */
  #isWrittenOn = false;
  /** Whether a session was opened anew because the agent insists on an answer to its challenge. */
  #isChallenged = false;
  #cancelWord: () => void = () => undefined;
  #typedAt = 0;
  /** What was typed before there is a session to take it. */
  #typedAhead = '';
  #isTooMuch = false;

  /** What helps with the problem that was told last. */
  #offers: readonly KeyedOffer[] = [];

  readonly onDidWrite = this.#written.event;
  readonly onDidClose = this.#closed.event;
  readonly onDidChangeName = this.#standing.onDidChangeName;

  constructor(target: LiveContainer, parts: TerminalParts) {
    super();
    this.#target = target;
    this.#place = parts.placeIn(target);
    this.#parts = parts;
  }

  /** What it is called at first. */
  get name(): string {
    return this.#place.name;
  }

  /** The task in which its sessions are, by its ARN. */
  get taskArn(): string {
    return this.#place.taskArn;
  }

  open(dimensions: vscode.TerminalDimensions | undefined): void {
    this.#size = dimensions;
    void this.#connect();
  }

  setDimensions(dimensions: vscode.TerminalDimensions): void {
    this.#size = dimensions;
    this.#session?.resize(dimensions);
  }

  handleInput(data: string): void {
    const isConnecting = this.#connecting !== undefined || this.#session?.state.name === 'connecting';
    this.#typedAt = Date.now();
    if (isConnecting && data === CTRL_C) {
      this.#leave();
    } else if (this.#session !== undefined) {
      this.#type(this.#session, data);
    } else if (isConnecting) {
      if (this.#typedAhead.length + data.length > MOST_QUEUED_INPUT) {
        this.#warnOfTooMuch();
      } else {
        this.#typedAhead += data;
      }
    } else if (data === ENTER) {
      void this.#connect();
    } else if (data === CTRL_C || data === CTRL_D) {
      this.#leave();
    } else {
      this.#offers.find(({ key }) => key === data.toLowerCase())?.run();
    }
  }

  /** VS Code calls it when the user closes the terminal, not where the terminal closes itself. */
  close(): void {
    this.dispose();
  }

  override dispose(): void {
    this.#cancelWord();
    this.#absence.end();
    this.#asking?.abort();
    this.#connecting?.abort();
    this.#connecting = undefined;
    const session = this.#session;
    this.#session = undefined;
    session?.close();
    super.dispose();
  }

  /** The terminal closes itself, and with it what it has asked for and not got yet. */
  #leave(): void {
    this.#closed.fire(undefined);
    this.dispose();
  }

  async #connect(): Promise<void> {
    const connecting = new AbortController();
    const { signal } = connecting;
    this.#asking?.abort();
    this.#connecting = connecting;
    this.#typedAhead = '';
    this.#offers = [];
    this.#isWrittenOn = false;
    if (this.#isGone && !(await this.#move(signal))) {
      return;
    }
    this.#tell(this.#place.firstLine);
    this.#sayWhenSlow();
    let session: Session | undefined;
    const notices = new Notices({
      screen: (message) => this.#tell(sanitizeLines(message)),
      notification: (message) => void showInformation(`${this.#place.name}: ${message}`),
      log: (message) => this.#parts.log.info(message),
    });
    const pacer = new OutputPacer({
      write: (text) => this.#written.fire(text),
      pause: () => session?.pause(),
      resume: () => session?.resume(),
    });
    try {
      session = await this.#place.start({
        ...(this.#size !== undefined && { size: this.#size }),
        onOutput: (bytes) => {
          this.#isWrittenOn = true;
          this.#cancelWord();
          pacer.push(bytes);
        },
        onState: (state) => this.#follow(state),
        onNotice: (message) => notices.show(message, this.#isWrittenOn),
        onStall: (isStalled) => this.#onStall(isStalled),
        onEnding: (problem) => this.#onEnding(problem),
        signal,
      });
    } catch (error) {
      const problem = await this.#parts.aftermath.explain(error, this.#place, signal);
      if (!signal.aborted) {
        this.#connecting = undefined;
        this.#cancelWord();
        this.#fail(asProblem(problem, this.#parts.log));
      }
      return;
    }
    if (signal.aborted) {
      session.close();
      return;
    }
    this.#connecting = undefined;
    this.#session = session;
    if (this.#size !== undefined) {
      session.resize(this.#size);
    }
    this.#type(session, this.#typedAhead);
    const end = await session.ended;
    // What was cut off in the middle of a character shows nothing.
    pacer.stop();
    if (this.#session === session) {
      this.#session = undefined;
      pacer.flush();
      this.#sayEnd(end);
    }
  }

  /**
   * Looks for the container that is to be had in place of one that is gone. Resolves with whether anybody still waits.
   */
  async #move(signal: AbortSignal): Promise<boolean> {
    this.#tell(vscode.l10n.t('Looking for the task that replaced it…'));
    const next = await this.#parts.aftermath.successor(this.#target, signal);
    if (next !== undefined && !signal.aborted) {
      this.#isGone = false;
      this.#target = next;
      this.#place = this.#parts.placeIn(next);
      this.#standing.clear(this.#place.name);
    }
    return !signal.aborted;
  }

  /** Keys that were pressed in quick succession may come as one text; a Ctrl-C at its end interrupts all the same. */
  #type(session: Session, data: string): void {
    const interrupts = data.endsWith(CTRL_C);
    const input = interrupts ? data.slice(0, -CTRL_C.length) : data;
    if (session.queued + input.length > MOST_QUEUED_INPUT) {
      this.#warnOfTooMuch();
    } else {
      session.write(input);
    }
    if (interrupts) {
      session.interrupt();
    }
  }

  /** One at a time. */
  #warnOfTooMuch(): void {
    if (!this.#isTooMuch) {
      this.#isTooMuch = true;
      const warning = localize(
        '{0}: too much input is waiting. What you typed or pasted last was not sent.',
        this.#place.name,
      );
      void showWarning(warning).then(() => (this.#isTooMuch = false));
    }
  }

  #follow({ name }: SessionState): void {
    switch (name) {
      case 'reconnecting':
        this.#absence.lost();
        break;
      case 'connecting':
      case 'ready':
        this.#cancelWord();
        this.#absence.back();
        break;
      case 'ended':
        this.#cancelWord();
        this.#absence.end();
        this.#standing.clear(this.#place.name);
        break;
    }
  }

  #onAbsence(isLong: boolean): void {
    const { name } = this.#place;
    if (isLong) {
      this.#standing.say(
        localize('{0} (reconnecting…)', name),
        localize('Connection to {0} lost, reconnecting…', name),
      );
    } else {
      this.#standing.clear(name);
      this.#redraw();
    }
  }

  #onStall(isStalled: boolean): void {
    const { name } = this.#place;
    if (isStalled) {
      this.#standing.say(
        localize('{0} (no answer)', name),
        localize('{0} takes no input: the program there does not read it, or the task is gone.', name),
      );
    } else {
      this.#standing.clear(name);
    }
  }

  /** The screen is the container's, so that it is said beside it. */
  #onEnding({ sentence }: Problem): void {
    const next = vscode.l10n.t('Open Shell in Newest Task');
    const target = this.#target;
    const warning = localize('{0}: {1}', this.#place.name, inWords(sentence));
    void showWarning(warning, next).then((choice) => {
      if (choice === next) {
        void this.#parts.openNext(target);
      }
    });
  }

  /** A program that has the screen draws it anew when its size changes; a shell only draws its prompt. */
  #redraw(): void {
    if (this.#session !== undefined && this.#size !== undefined) {
      const { columns, rows } = this.#size;
      this.#session.resize({ columns, rows: rows > 1 ? rows - 1 : rows + 1 });
      this.#session.resize(this.#size);
    }
  }

  #sayWhenSlow(): void {
    this.#cancelWord();
    this.#cancelWord = whenSlow(() => this.#tell(vscode.l10n.t('Still waiting for AWS… Press Ctrl+C to cancel.')));
  }

  #sayEnd(end: SessionEnd): void {
    this.#written.fire(RESET_MODES);
    if (end.reason === 'failed') {
      this.#fail(end.problem);
      if (mayBeGone(end.problem)) {
        void this.#askWhy(true);
      }
      return;
    }
    const message = end.reason === 'closed' ? end.message : '';
    if (end.reason === 'closed' && end.problem !== undefined) {
      this.#say(end.problem);
      this.#tell(sanitizeLines(message.trim()));
      if (end.problem.code === CHALLENGE_REQUIRED && !this.#isChallenged) {
        this.#isChallenged = true;
        void this.#connect();
      } else {
        this.#offer(end.problem);
      }
      return;
    }
    if (message !== '') {
      this.#written.fire(`\r\n${forTerminal(message)}`);
    }
    if (end.reason === 'closed' && end.missing === true) {
      this.#tell(vscode.l10n.t('Some of the output was lost: the exec agent did not wait for it at the end.'));
    }
    this.#tell(`${vscode.l10n.t('Session ended.')} ${whatNow()}`);
    void this.#askWhy(message === '' && Date.now() - this.#typedAt > BY_HAND);
  }

  #fail(problem: Problem): void {
    this.#say(problem);
    if (isGone(problem)) {
      void this.#offerNext();
    } else {
      this.#offer(problem);
    }
  }

  /** Says what can be done about a problem, and by which key. */
  #offer(problem: Problem): void {
    this.#offers = keyedOffers(problem, this.#target);
    this.#tell([...this.#offers.map(({ words }) => words), whatNow()].join(' '));
  }

  /** Says why the container has ended, once that is known, where it has. Never rejects. */
  async #askWhy(isSudden: boolean): Promise<void> {
    const { signal } = this.#ask();
    const why = await this.#parts.aftermath.whyEnded(this.#place, { isSudden, signal });
    if (why !== undefined && !signal.aborted) {
      this.#say(why);
      await this.#offerNext();
    }
  }

  /** The container is gone: says where the next session would be. Never rejects. */
  async #offerNext(): Promise<void> {
    this.#isGone = true;
    const { signal } = this.#ask();
    const next = await this.#parts.aftermath.successor(this.#target, signal);
    if (!signal.aborted) {
      this.#tell(
        next === undefined
          ? vscode.l10n.t(
              'No other task of its service is ready yet. Press Enter to look again, or Ctrl+D to close the terminal.',
            )
          : localize(
              'Press Enter for a session in {0}, which replaced it, or Ctrl+D to close the terminal.',
              this.#parts.placeIn(next).name,
            ),
      );
    }
  }

  #ask(): AbortController {
    this.#asking?.abort();
    this.#asking = new AbortController();
    return this.#asking;
  }

  #say(problem: Problem): void {
    // Of a container that is gone, the next step is said when it is known.
    const words = isGone(problem) ? inWords(problem.sentence) : problemInWords(problem);
    this.#written.fire(`\r\n${errorWords(words, this.#size?.columns)}`);
  }

  /** Words of the terminal's own, told apart from the container's output by being in italics. */
  #tell(words: string): void {
    this.#written.fire(`\r\n${ownWords(words, this.#size?.columns)}\r\n`);
  }
}

/**
 * What the agent or the service says, which the container may have had a part in: its lines, without a terminal's
 * orders.
 */
function forTerminal(message: string): string {
  return sanitizeLines(message).replaceAll('\n', '\r\n');
}

function whatNow(): string {
  return vscode.l10n.t('Press Enter for a new session, or Ctrl+D to close the terminal.');
}
