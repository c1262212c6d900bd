import * as vscode from 'vscode';
import type { LiveContainer } from '../../live/container.ts';
import { refuseWindows } from '../../live/platform.ts';
import { askFor } from '../ask.ts';
import { chooseContainer } from '../containers/choose-container.ts';
import type { PickParts } from '../containers/pick-container.ts';
import type { Node } from '../explorer/nodes.ts';
import type { Memory } from '../memory/memory.ts';
import { pickItem, pickOne } from '../pick.ts';
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
    const command = await askCommand(title, target, needs.memory);
    if (command !== undefined && command.trim() !== '') {
      await needs.memory.addCommand(target, command);
      await runInOutput(target, command, () => terminalIn(target, needs), needs);
    }
  },
} satisfies Command<Needs>;

/** The last one is there, selected, so that typing replaces it; a button of the box lists those before it. */
async function askCommand(title: string, target: LiveContainer, memory: Memory): Promise<string | undefined> {
  const known = memory.commands(target);
  const placeHolder = vscode.l10n.t('Select a command that was run before');
  return askFor({
    title,
    prompt: localize('A command line for the shell in container "{0}"', target.container.name),
    placeHolder: 'ls -l /app',
    ...(known[0] !== undefined && { value: known[0] }),
    ...(known.length > 1 && {
      others: async () => {
        const items = known.map((command) => pickItem({ label: command }, { command }));
        return (await pickOne({ title, placeHolder, items: Promise.resolve(items) }))?.command;
      },
    }),
  });
}
