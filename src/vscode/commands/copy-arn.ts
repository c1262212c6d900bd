import * as vscode from 'vscode';
import type { Node } from '../explorer/nodes.ts';
import type { Command } from './command.ts';

/** Copies the ARN of what the tree shows. */
export const copyArn = {
  id: 'copyArn',
  async run(_: object, node?: Node): Promise<void> {
    const arn = node && arnOf(node);
    if (arn !== undefined) {
      await vscode.env.clipboard.writeText(arn);
    }
  },
} satisfies Command<object>;

function arnOf(node: Node): string | undefined {
  switch (node.kind) {
    case 'cluster':
      return node.cluster.arn;
    case 'service':
      return node.service.arn;
    case 'task':
      return node.task.arn;
    case 'container':
      return node.container.arn;
    case 'standalone':
    case 'note':
      return undefined;
  }
}
