import * as vscode from 'vscode';
import type { Node } from '../explorer/nodes.ts';

/** Copies the ARN of what the tree shows. */
export async function copyArn(node?: Node): Promise<void> {
  const arn = node && arnOf(node);
  if (arn !== undefined) {
    await vscode.env.clipboard.writeText(arn);
  }
}

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
