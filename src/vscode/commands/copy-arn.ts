import * as vscode from 'vscode';
import { type ChooseParts, chooseService, selectedAs } from '../changes/choose-node.ts';
import { arnOf, type Node } from '../explorer/nodes.ts';
import type { Command } from './command.ts';

/** Copies the ARN of what the tree shows, or of a service that the user selects. */
export const copyArn = {
  id: 'copyArn',
  async run(needs: ChooseParts, node?: Node): Promise<void> {
    const about = node ?? selectedAs(['cluster', 'named', 'task', 'stoppedTask', 'container'], needs);
    const chosen = about ?? (await chooseService(undefined, vscode.l10n.t('Copy ARN'), needs));
    const arn = chosen && arnOf(chosen);
    if (arn !== undefined) {
      await vscode.env.clipboard.writeText(arn);
    }
  },
} satisfies Command<ChooseParts>;
