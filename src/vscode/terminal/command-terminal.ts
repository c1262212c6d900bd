import * as vscode from 'vscode';
import type { TerminalSize } from '../../session/api.ts';
import { Owner } from '../disposable.ts';
import { whenSlow } from '../patience.ts';
import { asProblem, problemInWords } from '../words.ts';
import { CTRL_C } from './keys.ts';
import { errorWords, ownWords } from './own-words.ts';
import { RESET_MODES } from './reset-modes.ts';

export interface CommandRun {
  readonly size: TerminalSize | undefined;
  readonly write: (text: string) => void;
  /** To be called when AWS has opened the session. */
  readonly onStarted: () => void;
  readonly signal: AbortSignal;
}

/** What ran could not be run, or was stopped. */
const FAILED = 1;
/** What a shell reports of a command that Ctrl-C has ended. */
const INTERRUPTED = 130;

/** A terminal that shows one command and ends with its exit code. It takes no input but Ctrl-C. */
export class CommandTerminal extends Owner implements vscode.Pseudoterminal {
  readonly #run: (run: CommandRun) => Promise<number>;
  readonly #log: vscode.LogOutputChannel;
  readonly #written = this.own(new vscode.EventEmitter<string>());
  readonly #closed = this.own(new vscode.EventEmitter<number>());
  readonly #abort = new AbortController();

  readonly onDidWrite = this.#written.event;
  readonly onDidClose = this.#closed.event;

  constructor(run: (run: CommandRun) => Promise<number>, log: vscode.LogOutputChannel) {
    super();
    this.#run = run;
    this.#log = log;
  }

  open(size: vscode.TerminalDimensions | undefined): void {
    void this.#follow(size);
  }

  handleInput(data: string): void {
    if (data.includes(CTRL_C)) {
      this.#abort.abort();
    }
  }

  /** VS Code calls it when the terminal is closed. */
  close(): void {
    this.#abort.abort();
    this.dispose();
  }

  async #follow(size: TerminalSize | undefined): Promise<void> {
    // The command's lines end as it writes them, which a terminal shows as steps.
    const write = (text: string): void => this.#written.fire(text.replaceAll('\n', '\r\n'));
    const { signal } = this.#abort;
    const cancelWord = whenSlow(() =>
      this.#written.fire(
        `${ownWords(vscode.l10n.t('Still waiting for AWS… Press Ctrl+C to cancel.'), size?.columns)}\r\n`,
      ),
    );
    const exitCode = await this.#run({ size, write, onStarted: cancelWord, signal }).catch((error: unknown) => {
      this.#written.fire(RESET_MODES);
      if (signal.aborted) {
        return INTERRUPTED;
      }
      this.#written.fire(`\r\n${errorWords(problemInWords(asProblem(error, this.#log)), size?.columns)}\r\n`);
      return FAILED;
    });
    cancelWord();
    this.#closed.fire(exitCode);
  }
}
