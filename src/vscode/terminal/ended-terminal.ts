import * as vscode from 'vscode';
import { Owner } from '../disposable.ts';
import { asProblem, problemInWords } from '../words.ts';
import type { ExecTerminal } from './exec-terminal.ts';
import { CTRL_C, CTRL_D, ENTER } from './keys.ts';
import { errorWords, ownWords } from './own-words.ts';
import { Search } from './search.ts';

export interface EndedParts {
  /** What has become of the session, and what Enter does. */
  readonly words: string;
  /**
   * Finds where to go on; undefined where the user gives up. Rejects with a `Problem`, or with the signal's reason once
   * the terminal is closed.
   */
  readonly again: (signal: AbortSignal) => Promise<ExecTerminal | undefined>;
  /** The terminal is that one from now on. */
  readonly onGoingOn: (inner: ExecTerminal) => void;
  readonly log: vscode.LogOutputChannel;
}

/**
 * A terminal whose session has ended with an earlier window. It is there again and says so, and asks nothing of AWS
 * until the user wants a new session; from then on it is a terminal as any other.
 */
export class EndedTerminal extends Owner implements vscode.Pseudoterminal {
  readonly #parts: EndedParts;
  readonly #written = this.own(new vscode.EventEmitter<string>());
  readonly #closed = this.own(new vscode.EventEmitter<number | undefined>());
  readonly #renamed = this.own(new vscode.EventEmitter<string>());
  #size: vscode.TerminalDimensions | undefined;
  #inner: ExecTerminal | undefined;
  readonly #search = new Search<ExecTerminal>();

  readonly onDidWrite = this.#written.event;
  readonly onDidClose = this.#closed.event;
  readonly onDidChangeName = this.#renamed.event;

  constructor(parts: EndedParts) {
    super();
    this.#parts = parts;
  }

  open(size: vscode.TerminalDimensions | undefined): void {
    this.#size = size;
    this.#written.fire(`${ownWords(this.#parts.words, size?.columns)}\r\n`);
  }

  setDimensions(size: vscode.TerminalDimensions): void {
    this.#size = size;
    this.#inner?.setDimensions(size);
  }

  handleInput(data: string): void {
    if (this.#inner !== undefined) {
      this.#inner.handleInput(data);
    } else if (data === ENTER) {
      void this.#goOn();
    } else if (data === CTRL_C || data === CTRL_D) {
      this.#closed.fire(undefined);
      this.dispose();
    }
  }

  /** VS Code calls it when the user closes the terminal. */
  close(): void {
    this.dispose();
  }

  override dispose(): void {
    this.#search.close();
    this.#inner?.close();
    super.dispose();
  }

  /** Never rejects. */
  async #goOn(): Promise<void> {
    try {
      const inner = await this.#search.find(this.#parts.again);
      if (inner !== undefined) {
        this.#become(inner);
        this.#parts.onGoingOn(inner);
      }
    } catch (error) {
      if (!(error instanceof vscode.CancellationError)) {
        const words = problemInWords(asProblem(error, this.#parts.log));
        this.#written.fire(`\r\n${errorWords(words, this.#size?.columns)}\r\n`);
        this.#written.fire(`${ownWords(this.#parts.words, this.#size?.columns)}\r\n`);
      }
    }
  }

  #become(inner: ExecTerminal): void {
    this.#inner = this.own(inner);
    this.own(inner.onDidWrite((text) => this.#written.fire(text)));
    this.own(inner.onDidChangeName((name) => this.#renamed.fire(name)));
    this.own(inner.onDidClose((code) => this.#closed.fire(code)));
    this.#renamed.fire(inner.name);
    inner.open(this.#size);
  }
}
