import * as vscode from 'vscode';
import { placeOf } from '../../live/container.ts';
import { findContainer } from '../../live/find-container.ts';
import { refuseWindows } from '../../live/platform.ts';
import { placeName } from '../../live/task-name.ts';
import { isProblem } from '../../problem.ts';
import { hindranceOf } from '../../readiness/container.ts';
import { sanitizeLines } from '../../sanitize.ts';
import type { Connections } from '../connections/connections.ts';
import { TASK_TYPE } from '../contributions.ts';
import { showWithOffers } from '../notify.ts';
import { offersFor } from '../offers.ts';
import type { CommandRunner } from '../terminal/command-runner.ts';
import { type CommandRun, CommandTerminal } from '../terminal/command-terminal.ts';
import { ownWords } from '../terminal/own-words.ts';
import { problemInWords } from '../words.ts';
import { readDefinition } from './definition.ts';

export interface TaskParts {
  readonly connections: Connections;
  readonly runner: CommandRunner;
  readonly log: vscode.LogOutputChannel;
}

/** A task of tasks.json that runs a command in a container, and fails as it does. */
export function containerTask({ definition, scope, name }: vscode.Task, parts: TaskParts): vscode.Task {
  const execution = new vscode.CustomExecution((resolved) =>
    Promise.resolve(
      new CommandTerminal(async (run) => {
        try {
          return await runTask(resolved, run, parts);
        } catch (error) {
          if (!run.signal.aborted) {
            offerHelp(error);
          }
          throw error;
        }
      }, parts.log),
    ),
  );
  // Without a list of problem matchers, be it empty, VS Code asks before each run what to look for in the output.
  return new vscode.Task(definition, scope ?? vscode.TaskScope.Workspace, name, TASK_TYPE, execution, []);
}

async function runTask(
  definition: vscode.TaskDefinition,
  { size, write, onStarted, signal }: CommandRun,
  { connections, runner }: TaskParts,
): Promise<number> {
  const { command, ...query } = readDefinition(definition);
  const found = await findContainer(connections.main, query, hindranceOf, signal);
  await refuseWindows(await found.connection.gateway(), found.task, signal);
  write(`${ownWords(sanitizeLines(`${placeName(found)} $ ${command}`), undefined)}\n`);
  return runner.run({
    container: placeOf(found),
    command,
    write,
    onStarted,
    signal,
    ...(size !== undefined && { size }),
  });
}

/** A task's terminal takes no keys: what helps, beside running it again and the log, is offered in a notification. */
function offerHelp(error: unknown): void {
  if (isProblem(error)) {
    const offers = offersFor(error).filter(({ action }) => action !== 'show-log');
    if (offers.length > 0) {
      void showWithOffers(problemInWords(error), offers);
    }
  }
}
