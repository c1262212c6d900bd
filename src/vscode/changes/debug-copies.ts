import * as vscode from 'vscode';
import { lastPart } from '../../arn.ts';
import type { TaskName } from '../../aws/api/changes.ts';
import { DEBUG_SECONDS } from '../../live/changes/debug-copy.ts';
import type { OpenConnection } from '../../live/connection.ts';
import { shortId } from '../../live/task-name.ts';
import { later } from '../clock.ts';
import { Owner } from '../disposable.ts';
import { showBriefly, showWarning } from '../notify.ts';
import { ExecTerminal } from '../terminal/exec-terminal.ts';
import { asProblem, localize, problemInWords } from '../words.ts';

/** A debug copy that runs. */
interface Copy extends TaskName {
  readonly connection: OpenConnection;
  readonly cancelTimer: () => void;
  /** Whether a terminal was opened in it: before that, it is not stopped for having none. */
  isUsed: boolean;
}

/** The debug copies that this window has started, so that none is left running, and paid for, behind its back. */
export class DebugCopies extends Owner {
  readonly #log: vscode.LogOutputChannel;
  readonly #onStop: (taskArn: string) => void;
  readonly #running = new Map<string, Copy>();

  /** `onStop` is told of each that is stopped, by its ARN. */
  constructor(log: vscode.LogOutputChannel, onStop: (taskArn: string) => void) {
    super();
    this.#log = log;
    this.#onStop = onStop;
    this.own(vscode.window.onDidCloseTerminal(() => this.#stopUnused()));
    this.own({ dispose: () => this.#running.forEach(({ cancelTimer }) => cancelTimer()) });
  }

  /** Looks after a copy from now on: it is stopped, too, when its time is over. */
  add(connection: OpenConnection, name: TaskName): void {
    const cancelTimer = later(DEBUG_SECONDS * 1_000, () => void this.stop(name.taskArn));
    this.#running.set(name.taskArn, { ...name, connection, cancelTimer, isUsed: false });
  }

  /** A terminal is open in it: when the last one closes, it is stopped. */
  use(taskArn: string): void {
    const copy = this.#running.get(taskArn);
    if (copy !== undefined) {
      copy.isUsed = true;
    }
  }

  /** Stops a copy, and tells the user. Never rejects. */
  async stop(taskArn: string): Promise<void> {
    const id = shortId({ id: lastPart(taskArn) });
    try {
      if (await this.#stop(taskArn)) {
        showBriefly(localize('The debug copy {0} is being stopped.', id));
      }
    } catch (error) {
      const reason = problemInWords(asProblem(error, this.#log));
      const words = localize('The debug copy {0} was not stopped. It ends by itself after a while.', id);
      void showWarning(`${words} ${reason}`);
    }
  }

  /** Stops them all. Never rejects: each ends by itself, too. */
  async close(): Promise<void> {
    await Promise.all(
      [...this.#running.keys()].map((taskArn) =>
        this.#stop(taskArn).catch((error: unknown) => asProblem(error, this.#log)),
      ),
    );
  }

  async #stop(taskArn: string): Promise<boolean> {
    const copy = this.#running.get(taskArn);
    if (copy === undefined) {
      return false;
    }
    copy.cancelTimer();
    this.#running.delete(taskArn);
    const { changes } = await copy.connection.gateway();
    await changes.stopTask(copy, undefined);
    this.#onStop(taskArn);
    return true;
  }

  #stopUnused(): void {
    const open = new Set(
      vscode.window.terminals.flatMap(({ creationOptions }) =>
        'pty' in creationOptions && creationOptions.pty instanceof ExecTerminal ? creationOptions.pty.taskArn : [],
      ),
    );
    for (const { taskArn, isUsed } of this.#running.values()) {
      if (isUsed && !open.has(taskArn)) {
        void this.stop(taskArn);
      }
    }
  }
}
