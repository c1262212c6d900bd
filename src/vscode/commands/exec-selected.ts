import * as vscode from 'vscode';
import type { DoubleClick } from '../explorer/double-click.ts';
import type { Node } from '../explorer/nodes.ts';
import type { Command } from './command.ts';

interface Needs {
  readonly doubleClick: DoubleClick;
  /** What is selected in the tree. */
  readonly selection: () => readonly Node[];
}

/**
 * Does what Enter does in any tree, which selects the row that has the focus or opens what is below it, and opens a
 * terminal where that row is a container. VS Code tells an extension of no row that is not selected.
 */
export const execSelected = {
  id: 'execSelected',
  async run({ doubleClick, selection }: Needs): Promise<void> {
    // VS Code tells of the selection as of a click, which must not make a double one with a click before or after it.
    doubleClick.forget();
    await vscode.commands.executeCommand('list.select');
    doubleClick.forget();
    const [node, ...others] = selection();
    if (node?.kind === 'container' && others.length === 0) {
      await vscode.commands.executeCommand('ecs-exec.execIntoContainer', node);
    }
  },
} satisfies Command<Needs>;
