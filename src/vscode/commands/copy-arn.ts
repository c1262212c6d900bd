import * as vscode from 'vscode';
import { arnOf, type Node } from '../explorer/nodes.ts';
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
