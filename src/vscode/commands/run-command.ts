import * as vscode from 'vscode';
import { refuseWindows } from '../../live/platform.ts';
import { askFor } from '../ask.ts';
import { chooseContainer } from '../containers/choose-container.ts';
import type { PickParts } from '../containers/pick-container.ts';
import type { Node } from '../explorer/nodes.ts';
import { type OutputParts, runInOutput } from '../terminal/command-output.ts';
import { type ExecParts, terminalIn } from '../terminal/terminal-in.ts';
import { localize } from '../words.ts';
import type { Command } from './command.ts';

type Needs = PickParts & ExecParts & OutputParts;

/** Runs a command in a container, the tree's or one that the user picks, and shows its output and its exit code. */
export const runCommand = {
  id: 'runCommand',
  async run(needs: Needs, node?: Node): Promise<void> {
    const title = vscode.l10n.t('Run Command in Container');
    const target = await chooseContainer(node, title, needs);
    if (target === undefined) {
      return;
    }
    await refuseWindows(await target.connection.gateway(), target.task);
    const command = await askFor({
      title,
      prompt: localize('A command line for the shell in container "{0}"', target.container.name),
      placeHolder: 'ls -l /app',
    });
    if (command !== undefined && command.trim() !== '') {
      await runInOutput(target, command, () => terminalIn(target, needs), needs);
    }
  },
} satisfies Command<Needs>;
