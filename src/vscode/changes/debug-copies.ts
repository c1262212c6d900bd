import * as vscode from 'vscode';
import { lastPart } from '../../arn.ts';
import type { RunTask } from '../../aws/api/changes.ts';
import type { Task } from '../../aws/api/tasks.ts';
import { CopyStarts } from '../../live/changes/copy-starts.ts';
import { DEBUG_SECONDS } from '../../live/changes/debug-copy.ts';
import { RunningCopies } from '../../live/changes/running-copies.ts';
import type { OpenConnection } from '../../live/connection.ts';
import { shortId } from '../../live/task-name.ts';
import { later } from '../clock.ts';
import { Owner } from '../disposable.ts';
import { showBriefly, showWarning } from '../notify.ts';
import { ExecTerminal } from '../terminal/exec-terminal.ts';
import { asProblem, localize, problemInWords } from '../words.ts';

/** The debug copies that this window has started, so that none is left running, and paid for, behind its back. */
export class DebugCopies extends Owner {
  readonly #log: vscode.LogOutputChannel;
  readonly #onStop: (taskArn: string) => void;
  readonly #starts = new CopyStarts();
  readonly #running = new RunningCopies();
  readonly #timers = new Map<string, () => void>();
  /** Of which the user knows that they were not stopped. */
  readonly #told = new Set<string>();

  /** `onStop` is told of each that is stopped, by its ARN. */
  constructor(log: vscode.LogOutputChannel, onStop: (taskArn: string) => void) {
    super();
    this.#log = log;
    this.#onStop = onStop;
    this.own(vscode.window.onDidCloseTerminal(() => this.#stopUnused()));
    this.own({ dispose: () => this.#timers.forEach((cancel) => cancel()) });
  }

  /** Starts a copy and looks after it: it is stopped, too, when its time is over. Rejects with a `Problem`. */
  async start(connection: OpenConnection, run: RunTask): Promise<Task> {
    const { changes } = await connection.gateway();
    const task = await this.#starts.run(changes, run);
    const { arn: taskArn } = task;
    this.#timers.set(
      taskArn,
      later(DEBUG_SECONDS * 1_000, () => void this.stop(taskArn)),
    );
    this.#running.add(connection, { clusterArn: run.clusterArn, taskArn }, () => this.#release(taskArn));
    return task;
  }

  /** A terminal is open in it: when the last one closes, it is stopped. */
  use(taskArn: string): void {
    this.#running.use(taskArn);
  }

  /** Stops a copy, and tells the user, of a failure once: it is tried again when a terminal closes. Never rejects. */
  async stop(taskArn: string): Promise<void> {
    const id = shortId({ id: lastPart(taskArn) });
    try {
      if (await this.#running.stop(taskArn)) {
        showBriefly(localize('The debug copy {0} is being stopped.', id));
      }
    } catch (error) {
      const reason = problemInWords(asProblem(error, this.#log));
      if (!this.#told.has(taskArn)) {
        this.#told.add(taskArn);
        const words = localize('The debug copy {0} was not stopped. Stop its task in the tree if it still runs.', id);
        void showWarning(`${words} ${reason}`);
      }
    }
  }

  /** Stops them all. Never rejects. */
  async close(): Promise<void> {
    await Promise.all(
      this.#running.all.map((taskArn) =>
        this.#running.stop(taskArn).catch((error: unknown) => asProblem(error, this.#log)),
      ),
    );
  }

  #release(taskArn: string): void {
    this.#timers.get(taskArn)?.();
    this.#timers.delete(taskArn);
    this.#told.delete(taskArn);
    this.#onStop(taskArn);
  }

  #stopUnused(): void {
    const open = new Set(
      vscode.window.terminals.flatMap(({ creationOptions }) =>
        'pty' in creationOptions && creationOptions.pty instanceof ExecTerminal ? creationOptions.pty.taskArn : [],
      ),
    );
    for (const taskArn of this.#running.used.filter((arn) => !open.has(arn))) {
      void this.stop(taskArn);
    }
  }
}
