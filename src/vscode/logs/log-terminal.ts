import * as vscode from 'vscode';
import type { OpenConnection } from '../../live/connection.ts';
import { LogFollower } from '../../live/logs/follower.ts';
import type { LogLine } from '../../live/logs/line.ts';
import type { Attention } from '../../live/logs/pace.ts';
import type { LogSubject } from '../../live/logs/sources.ts';
import { askFor } from '../ask.ts';
import { Owner } from '../disposable.ts';
import { whenSlow } from '../patience.ts';
import { settings } from '../settings.ts';
import { CTRL_C, CTRL_D, ENTER } from '../terminal/keys.ts';
import { errorWords, ownWords } from '../terminal/own-words.ts';
import { asProblem, inWords, localize, problemInWords, stillWaiting } from '../words.ts';
import { inTurns } from './in-turns.ts';
import { LogBuffer } from './log-buffer.ts';
import { type LogFilter, readFilter } from './log-filter.ts';
import { type KeptLine, LineFormat, type LineStyle, timeOf } from './log-lines.ts';
import { LogPacer } from './log-pacer.ts';
import { LogPause } from './log-pause.ts';

/** Whose logs, and whom to ask for them. */
export interface LogRequest {
  /** What tells it from others. */
  readonly key: string;
  /** `storefront/web · b22a`, or the name of a service. */
  readonly name: string;
  /** The same with all that a tab has no room for. */
  readonly title: string;
  readonly subject: LogSubject;
  readonly style: LineStyle;
  readonly connection: OpenConnection;
}

export interface LogTerminalParts {
  readonly unasked: <T>(question: () => Promise<T>) => Promise<T>;
  readonly log: vscode.LogOutputChannel;
  /** Shows a text in an editor. */
  readonly openText: (title: string, text: string) => Promise<void>;
  /** Asks whether Live Tail may be used, or turns it off. */
  readonly toggleLiveTail: () => Promise<void>;
  /** Tells the user what has failed that was done by a key. */
  readonly onError: (error: unknown) => void;
}

/** Erases the screen and what was scrolled out of it. */
const CLEAR = '\x1b[2J\x1b[3J\x1b[H';

type State = 'following' | 'paused' | 'stopped';

/** A terminal that shows logs as they come. It takes no input but keys that say how. */
export class LogTerminal extends Owner implements vscode.Pseudoterminal {
  readonly #request: LogRequest;
  readonly #parts: LogTerminalParts;
  readonly #written = this.own(new vscode.EventEmitter<string>());
  readonly #closed = this.own(new vscode.EventEmitter<undefined>());
  readonly #renamed = this.own(new vscode.EventEmitter<string>());
  readonly #pacer = new LogPacer((text) => this.#written.fire(text));
  readonly #buffer = new LogBuffer();
  readonly #format: LineFormat;
  #follower: LogFollower;
  #filter: { readonly typed: string; readonly read: LogFilter } | undefined;
  #state: State;
  #run: AbortController | undefined;
  readonly #pause = new LogPause();
  /** Another one since each time when all was erased. */
  #view = {};
  #isClosed = false;
  #isHinted = false;
  #columns: number | undefined;

  readonly onDidWrite = this.#written.event;
  readonly onDidClose = this.#closed.event;
  readonly onDidChangeName = this.#renamed.event;

  /** Where it `isLeft` by an earlier window, it says so, and asks AWS nothing until the user wants that. */
  constructor(request: LogRequest, parts: LogTerminalParts, { isLeft = false } = {}) {
    super();
    this.#request = request;
    this.#parts = parts;
    this.#state = isLeft ? 'stopped' : 'following';
    this.#format = new LineFormat(request.style);
    this.#follower = this.#createFollower();
    this.own({ dispose: () => this.#end() });
    this.own(vscode.window.onDidChangeActiveTerminal(() => this.#pause.end()));
    this.own(vscode.window.onDidChangeWindowState(() => this.#pause.end()));
    this.own(
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (settings.changed(event, 'logs.liveTail')) {
          this.#pause.end();
        }
      }),
    );
  }

  get request(): LogRequest {
    return this.#request;
  }

  open(dimensions: vscode.TerminalDimensions | undefined): void {
    this.#columns = dimensions?.columns;
    this.#head();
    if (this.#state === 'stopped') {
      this.#tell(
        vscode.l10n.t(
          'These logs ended with the window. Press Enter to show them again, or Ctrl+D to close the terminal.',
        ),
      );
    } else {
      this.#follow();
    }
  }

  setDimensions({ columns }: vscode.TerminalDimensions): void {
    this.#columns = columns;
  }

  /** VS Code calls it when the user closes the terminal, not where the terminal closes itself. */
  close(): void {
    this.dispose();
  }

  handleInput(data: string): void {
    switch (data.toLowerCase()) {
      case ' ':
        this.togglePause();
        break;
      case '/':
        this.#try(() => this.askFilter());
        break;
      case 'e':
        this.#try(() => this.openInEditor());
        break;
      case 'l':
        this.#try(() => this.#parts.toggleLiveTail());
        break;
      case 'c':
        this.#clear();
        break;
      case ENTER:
        if (this.#state !== 'following') {
          this.togglePause();
        }
        break;
      case CTRL_C:
        if (this.#state === 'stopped') {
          this.#leave();
        } else {
          this.#stop();
          this.#tell(vscode.l10n.t('Stopped. Press Enter to go on, or Ctrl+D to close the terminal.'));
        }
        break;
      case CTRL_D:
        this.#leave();
        break;
    }
  }

  /** Asks for no more lines, or goes on where it was. */
  togglePause(): void {
    if (this.#state === 'following') {
      this.#state = 'paused';
      this.#run?.abort();
      this.#tell(vscode.l10n.t('Paused. Press the space bar to go on.'));
    } else {
      this.#tell(vscode.l10n.t('Following again…'));
      this.#follow();
    }
    this.#rename();
  }

  /** Lets the user say which lines to show. */
  async askFilter(): Promise<void> {
    const typed = await askFor({
      title: localize('Filter Logs of {0}', this.#request.name),
      prompt: vscode.l10n.t(
        'Words to show (error, timeout), or to leave out (!health). { $.level = "error" } is a pattern for AWS.',
      ),
      ...(this.#filter !== undefined && { value: this.#filter.typed }),
      placeHolder: vscode.l10n.t('error, timeout, !health'),
    });
    if (typed !== undefined && !this.#isClosed) {
      this.filter(typed);
    }
  }

  /** Opens the lines that are kept, and match, as a text: all of them can be read, searched and copied there. */
  async openInEditor(): Promise<void> {
    const text = this.#matching(Infinity)
      .map((line) => line.text)
      .join('');
    await this.#parts.openText(localize('{0} at {1}', this.#request.name, timeOf(Date.now()).slice(0, 8)), text);
  }

  /** Shows only lines that match: see {@link readFilter}. All of them for an empty text. */
  filter(typed: string): void {
    const wasPattern = this.#filter?.read.kind === 'pattern';
    const read = readFilter(typed);
    this.#filter = read && { typed, read };
    this.#rename();
    this.#erase();
    if (wasPattern || read?.kind === 'pattern') {
      // Other lines than those that are here: they are asked for anew.
      this.#buffer.clear();
      this.#run?.abort();
      this.#follower = this.#createFollower();
      this.#isHinted = false;
      this.#follow();
      return;
    }
    void this.#pacer.push(
      this.#matching(scrollback())
        .map((line) => line.shown)
        .join(''),
    );
    this.#hint();
  }

  #clear(): void {
    this.#buffer.clear();
    this.#erase();
    this.#hint();
  }

  #erase(): void {
    this.#view = {};
    this.#pacer.clear();
    this.#written.fire(CLEAR);
    this.#head();
  }

  #createFollower(): LogFollower {
    const { subject, connection } = this.#request;
    // With another filter there is another one; what this one still brings is not for the new view.
    const isCurrent = (): boolean => this.#follower === follower;
    const follower = new LogFollower({
      subject,
      pattern: this.#filter?.read.kind === 'pattern' ? this.#filter.typed.trim() : undefined,
      questions: () => connection.gateway(),
      unasked: this.#parts.unasked,
      attention: () => this.#attention,
      mayTail: () => settings.liveTail(),
      now: () => Date.now(),
      wait: (milliseconds, signal) => this.#pause.begin(milliseconds, signal),
      onLines: async (lines) => {
        if (isCurrent()) {
          this.#answered();
          await this.#show(lines, isCurrent);
        }
      },
      onFollowing: () => {
        if (!isCurrent()) {
          return;
        }
        this.#answered();
        if (!this.#isHinted) {
          this.#isHinted = true;
          this.#hint();
        }
      },
      onNote: (note) => {
        if (isCurrent()) {
          this.#tell(inWords(note));
        }
      },
    });
    return follower;
  }

  get #attention(): Attention {
    const { state, activeTerminal } = vscode.window;
    const isActive =
      activeTerminal !== undefined &&
      'pty' in activeTerminal.creationOptions &&
      activeTerminal.creationOptions.pty === this;
    return !state.focused ? 'away' : isActive ? 'close' : 'aside';
  }

  #follow(): void {
    this.#state = 'following';
    this.#rename();
    const run = new AbortController();
    this.#run = run;
    const cancelWord = whenSlow(() => this.#tell(stillWaiting()));
    const settled = (): boolean => {
      cancelWord();
      return this.#run === run && !run.signal.aborted;
    };
    this.#answered = cancelWord;
    this.#follower.run(run.signal).then(
      () => {
        if (settled()) {
          this.#stop();
          this.#tell(vscode.l10n.t('That is all. Press Ctrl+D to close the terminal.'));
        }
      },
      (error: unknown) => {
        if (settled()) {
          this.#stop();
          const problem = asProblem(error, this.#parts.log);
          void this.#pacer.push(`${errorWords(`— ${problemInWords(problem)}`, this.#columns)}\r\n`);
          this.#tell(vscode.l10n.t('Press Enter to try again, or Ctrl+D to close the terminal.'));
        }
      },
    );
  }

  #answered: () => void = () => undefined;

  #stop(): void {
    this.#state = 'stopped';
    this.#run?.abort();
    this.#rename();
  }

  async #show(lines: readonly LogLine[], isCurrent: () => boolean): Promise<void> {
    const take = (line: LogLine): KeptLine | undefined => {
      const kept = this.#format.keep(line);
      this.#buffer.add(kept);
      return this.#isWanted(kept) ? kept : undefined;
    };
    const shown = await inTurns(lines, take, { isCurrent, view: () => this.#view });
    // What would be scrolled out at once is not written at all.
    await Promise.all(shown.slice(-scrollback()).map((line) => this.#pacer.push(line.shown)));
  }

  #isWanted(line: KeptLine): boolean {
    return this.#filter?.read.kind !== 'words' || this.#filter.read.matches(line.text);
  }

  #matching(most: number): readonly KeptLine[] {
    return this.#buffer.newest(most, (line) => this.#isWanted(line));
  }

  #head(): void {
    this.#tell(this.#request.title);
  }

  /** What can be done, below the lines that are there at first: above them it would be scrolled away. */
  #hint(): void {
    if (this.#filter !== undefined) {
      this.#tell(localize('Only lines that match the filter are shown: {0}', this.#filter.typed));
    }
    this.#tell(
      vscode.l10n.t(
        'Space: pause. /: filter. E: open in an editor. C: clear. L: Live Tail. Ctrl+C: stop. Ctrl+D: close.',
      ),
    );
  }

  /** A line of the terminal's own. */
  #tell(line: string): void {
    void this.#pacer.push(`${ownWords(`— ${line}`, this.#columns)}\r\n`);
  }

  #rename(): void {
    this.#renamed.fire(nameIn(this.#request.name, this.#state, this.#filter !== undefined));
  }

  #try(run: () => Promise<void>): void {
    run().catch((error: unknown) => this.#parts.onError(error));
  }

  /** The terminal closes itself. */
  #leave(): void {
    this.#closed.fire(undefined);
    this.dispose();
  }

  #end(): void {
    this.#isClosed = true;
    this.#run?.abort();
    this.#pacer.clear();
  }
}

/** What a tab says: whose logs, and why nothing moves. */
export function nameIn(name: string, state: State, isFiltered: boolean): string {
  switch (state) {
    case 'paused':
      return localize('{0} logs (paused)', name);
    case 'stopped':
      return localize('{0} logs (stopped)', name);
    case 'following':
      return isFiltered ? localize('{0} logs (filtered)', name) : localize('{0} logs', name);
  }
}

/** Lines that a terminal keeps. */
function scrollback(): number {
  const lines = vscode.workspace.getConfiguration('terminal.integrated').get<unknown>('scrollback');
  return typeof lines === 'number' && lines >= 100 ? lines : 1_000;
}
