import * as vscode from 'vscode';
import type { Problem } from '../../problem.ts';
import type { Session, SessionEnd, SessionOptions, SessionState, TerminalSize } from '../../session/api.ts';
import { sanitizeLines } from '../../sanitize.ts';
import { Owner } from '../disposable.ts';
import { asProblem, localize, problemInWords } from '../words.ts';
import { OutputPacer } from './outputPacer.ts';

/** What a terminal asks for a session. Rejects with a `Problem`. */
export interface SessionRequest extends Pick<SessionOptions, 'size' | 'onOutput' | 'onDrain' | 'onState' | 'onNotice' | 'onStall' | 'onGap'> {
  readonly signal: AbortSignal;
}

export type StartSession = (request: SessionRequest) => Promise<Session>;

const ENTER = '\r';
const CTRL_C = '\x03';
const CTRL_D = '\x04';
/** Bytes of input that may wait for the container, or for the network. VS Code cannot be told to wait. */
const MOST_QUEUED_INPUT = 16 * 1024 * 1024;

/**
 * Ends what a program that was cut off may have left on: alternate screen (1047, for 1049 would move the cursor even
 * where there is none), mouse, bracketed paste, application keys, hidden cursor, colours.
 */
const RESET_MODES = '\x1b[?1047l\x1b[?1000;1002;1003;1006l\x1b[?2004l\x1b[?1l\x1b>\x1b[?25h\x1b[0m';

/**
 * A terminal on a session in a container. It opens at once, tells what happens, and when the session is over says why
 * and offers a new one in the same place.
 */
export class ExecTerminal extends Owner implements vscode.Pseudoterminal {
  readonly #title: string;
  readonly #startSession: StartSession;
  readonly #log: vscode.LogOutputChannel;
  readonly #written = this.own(new vscode.EventEmitter<string>());
  readonly #closed = this.own(new vscode.EventEmitter<number | undefined>());
  #size: TerminalSize | undefined;
  #session: Session | undefined;
  #connecting: AbortController | undefined;
  #isReconnecting = false;
  /** What was typed before there is a session to take it. */
  #typedAhead = '';

  readonly onDidWrite = this.#written.event;
  readonly onDidClose = this.#closed.event;

  /** `title` says in a few words where the session goes. */
  constructor(title: string, startSession: StartSession, log: vscode.LogOutputChannel) {
    super();
    this.#title = title;
    this.#startSession = startSession;
    this.#log = log;
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
    if (isConnecting && data === CTRL_C) {
      this.#closed.fire(undefined);
    } else if (this.#session !== undefined) {
      this.#type(this.#session, data);
    } else if (isConnecting) {
      this.#typedAhead += data;
    } else if (data === ENTER) {
      void this.#connect();
    } else if (data === CTRL_C || data === CTRL_D) {
      this.#closed.fire(undefined);
    }
  }

  /** VS Code calls it when the terminal is closed. */
  close(): void {
    this.dispose();
  }

  override dispose(): void {
    this.#connecting?.abort();
    this.#connecting = undefined;
    const session = this.#session;
    this.#session = undefined;
    session?.close();
    super.dispose();
  }

  async #connect(): Promise<void> {
    const connecting = new AbortController();
    this.#connecting = connecting;
    this.#typedAhead = '';
    this.#tell(localize('Connecting to {0}…', this.#title));
    let session: Session | undefined;
    const pacer = new OutputPacer({
      write: (text) => this.#written.fire(text),
      pause: () => session?.pause(),
      resume: () => session?.resume(),
    });
    try {
      session = await this.#startSession({
        ...(this.#size !== undefined && { size: this.#size }),
        onOutput: (bytes) => pacer.push(bytes),
        onState: (state) => {
          pacer.flush();
          this.#follow(state);
        },
        onNotice: (message) => {
          pacer.flush();
          this.#tell(forTerminal(message));
        },
        signal: connecting.signal,
      });
    } catch (error) {
      if (!connecting.signal.aborted) {
        this.#connecting = undefined;
        this.#fail(asProblem(error, this.#log));
      }
      return;
    }
    if (connecting.signal.aborted) {
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
    if (this.#session === session) {
      this.#session = undefined;
      pacer.end();
      this.#sayEnd(end);
    } else {
      // Closed by the user: nobody is there to read more.
      pacer.stop();
    }
  }

  /** Keys that were pressed in quick succession may come as one text; a Ctrl-C at its end interrupts all the same. */
  #type(session: Session, data: string): void {
    const interrupts = data.endsWith(CTRL_C);
    const input = interrupts ? data.slice(0, -CTRL_C.length) : data;
    if (session.queued + input.length > MOST_QUEUED_INPUT) {
      this.#tell(vscode.l10n.t('Too much input is waiting already. What you typed or pasted last was not taken.'));
    } else {
      session.write(input);
    }
    if (interrupts) {
      session.interrupt();
    }
  }

  #follow({ name }: SessionState): void {
    if (name === 'reconnecting') {
      this.#tell(vscode.l10n.t('Connection lost. Reconnecting… Close the terminal to give up.'));
    } else if (this.#isReconnecting && name !== 'ended') {
      this.#tell(vscode.l10n.t('Connected again.'));
    }
    this.#isReconnecting = name === 'reconnecting';
  }

  #sayEnd(end: SessionEnd): void {
    this.#written.fire(RESET_MODES);
    switch (end.reason) {
      case 'failed':
        this.#fail(end.problem);
        return;
      case 'closed':
        if (end.message !== '') {
          this.#written.fire(`\r\n${forTerminal(end.message)}`);
        }
        if (end.missing === true) {
          this.#tell(vscode.l10n.t('Some of the output was lost on its way: the agent did not wait for it at the end.'));
        }
        break;
      case 'left':
        break;
    }
    this.#tell(`${vscode.l10n.t('Session ended.')} ${whatNow()}`);
  }

  #fail(problem: Problem): void {
    this.#written.fire(`\r\n\x1b[31m${problemInWords(problem)}\x1b[0m`);
    this.#tell(whatNow());
  }

  /** A line of the terminal's own, told apart from the container's output by being dim. */
  #tell(line: string): void {
    this.#written.fire(`\r\n\x1b[2m${line}\x1b[0m\r\n`);
  }
}

/** What the agent or the service says, which the container may have had a part in: its lines, without a terminal's orders. */
function forTerminal(message: string): string {
  return sanitizeLines(message).replaceAll('\n', '\r\n');
}

function whatNow(): string {
  return vscode.l10n.t('Press Enter for a new session, or Ctrl+D to close the terminal.');
}
