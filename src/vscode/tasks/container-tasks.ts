import * as vscode from 'vscode';
import { findContainer, placeOf } from '../../live/find-container.ts';
import { refuseWindows } from '../../live/platform.ts';
import { shortId } from '../../live/task-name.ts';
import { hindranceOf } from '../../readiness/container.ts';
import { sanitizeLines } from '../../sanitize.ts';
import type { LiveConnection } from '../connection.ts';
import type { CommandRunner } from '../terminal/command-runner.ts';
import { type CommandRun, CommandTerminal } from '../terminal/command-terminal.ts';
import { readDefinition } from './definition.ts';

/** The type of tasks in tasks.json; declared in package.json. */
export const TASK_TYPE = 'ecs-exec';

export interface TaskParts {
  readonly connection: LiveConnection;
  readonly commands: CommandRunner;
  readonly log: vscode.LogOutputChannel;
}

/**
 * Tasks that run a command in a container, and fail as it does. None are offered by themselves: a workspace defines
 * them.
 */
export class ContainerTasks implements vscode.TaskProvider {
  readonly #parts: TaskParts;

  constructor(parts: TaskParts) {
    this.#parts = parts;
  }

  provideTasks(): vscode.Task[] {
    return [];
  }

  resolveTask({ definition, scope, name }: vscode.Task): vscode.Task {
    const execution = new vscode.CustomExecution((resolved) =>
      Promise.resolve(new CommandTerminal((run) => runTask(resolved, run, this.#parts), this.#parts.log)),
    );
    // Without a list of problem matchers, be it empty, VS Code asks before each run what to look for in the output.
    return new vscode.Task(definition, scope ?? vscode.TaskScope.Workspace, name, TASK_TYPE, execution, []);
  }
}

async function runTask(
  definition: vscode.TaskDefinition,
  { size, write, onStarted, signal }: CommandRun,
  { connection, commands }: TaskParts,
): Promise<number> {
  const { command, ...query } = readDefinition(definition);
  const gateway = await connection.gateway();
  const found = await findContainer(gateway, query, hindranceOf, signal);
  const { task, container } = found;
  await refuseWindows(gateway, task, signal);
  write(`\x1b[2m${sanitizeLines(`${container.name} · ${shortId(task)} $ ${command}`)}\x1b[0m\n`);
  return commands.run({
    container: placeOf(found),
    command,
    write,
    onStarted,
    signal,
    ...(size !== undefined && { size }),
  });
}
