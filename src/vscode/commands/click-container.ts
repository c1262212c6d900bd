import * as vscode from 'vscode';
import type { DoubleClick } from '../explorer/double-click.ts';
import type { ContainerNode } from '../explorer/nodes.ts';
import type { Command } from './command.ts';

interface Needs {
  readonly doubleClick: DoubleClick;
}

/** A container of the tree was clicked: a double click opens a terminal in it. */
export const clickContainer = {
  id: 'clickContainer',
  async run({ doubleClick }: Needs, node: ContainerNode): Promise<void> {
    // Where the user has chosen that a single click opens nothing, VS Code tells of double clicks alone.
    const isDouble = vscode.workspace.getConfiguration('workbench').get('list.openMode') === 'doubleClick';
    if (isDouble || doubleClick.click(node.id)) {
      await vscode.commands.executeCommand('ecs-exec.execIntoContainer', node);
    }
  },
} satisfies Command<Needs>;
