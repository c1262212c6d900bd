import * as vscode from 'vscode';
import { askFor } from '../ask.ts';
import { refuseWindows } from '../../readiness/platform.ts';
import type { Node } from '../explorer/nodes.ts';
import { shortId } from '../explorer/items.ts';
import { showWarning } from '../notify.ts';
import { tellWhenSlow, withCancelling } from '../progress.ts';
import type { CommandRunner } from '../terminal/commandRunner.ts';
import { PlainText } from '../terminal/plainText.ts';
import { chooseContainer } from './chooseContainer.ts';
import type { ExecTarget, PickParts } from './pickContainer.ts';
import { localize } from '../words.ts';

export interface RunParts extends PickParts {
  readonly commands: CommandRunner;
  /** Takes the output of all commands. */
  readonly output: vscode.OutputChannel;
}

/** Runs a command in a container, the tree's or one that the user picks, and shows its output and its exit code. */
export function runCommand(parts: RunParts): (node?: Node) => Promise<void> {
  return async (node) => {
    const title = vscode.l10n.t('Run Command in Container');
    const target = await chooseContainer(node, { ...parts, title });
    if (target === undefined) {
      return;
    }
    await refuseWindows(await parts.connection.ecs(), target.task);
    const command = await askFor({
      title,
      prompt: localize('A command line for the shell of the container {0}', target.container.name),
      placeHolder: 'ls -l /app',
    });
    if (command !== undefined && command.trim() !== '') {
      await run(target, command, parts);
    }
  };
}

async function run({ task, container }: ExecTarget, command: string, { commands, output }: RunParts): Promise<void> {
  const place = { clusterArn: task.clusterArn, taskArn: task.arn, container: container.name };
  const plain = new PlainText((text) => output.append(text));
  output.show(true);
  output.appendLine(`${container.name} · ${shortId(task)} $ ${command}`);
  const start = performance.now();
  try {
    const exitCode = await withCancelling(localize('Running in {0}: {1}', container.name, command), async (signal, tell) => {
      const onStarted = tellWhenSlow(tell);
      return commands.run({ container: place, command, write: (text) => plain.write(text), onStarted, signal }).finally(onStarted);
    });
    plain.end();
    const seconds = ((performance.now() - start) / 1000).toFixed(1);
    output.appendLine(localize('Exit code {0} after {1} s', exitCode, seconds));
    output.appendLine('');
    tell(exitCode, command, output);
  } catch (error) {
    plain.end();
    output.appendLine(error instanceof vscode.CancellationError ? vscode.l10n.t('Cancelled') : vscode.l10n.t('Failed'));
    output.appendLine('');
    throw error;
  }
}

function tell(exitCode: number, command: string, output: vscode.OutputChannel): void {
  if (exitCode === 0) {
    return;
  }
  const showOutput = vscode.l10n.t('Show Output');
  void showWarning(localize('Exit code {0}: {1}', exitCode, command), showOutput).then((choice) => {
    if (choice === showOutput) {
      output.show();
    }
  });
}
