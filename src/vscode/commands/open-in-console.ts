import * as vscode from 'vscode';
import { consoleLink } from '../../live/console-link.ts';
import { Problem } from '../../problem.ts';
import { sentence } from '../../text.ts';
import { type ChooseParts, chooseService, selectedAs } from '../changes/choose-node.ts';
import { arnOf, type Node } from '../explorer/nodes.ts';
import type { Command } from './command.ts';

interface Needs extends ChooseParts {
  readonly openExternal: (url: vscode.Uri) => Thenable<unknown>;
}

/** Opens the page of what the tree shows, or of a service that the user selects, in the AWS console. */
export const openInConsole = {
  id: 'openInConsole',
  async run(needs: Needs, node?: Node): Promise<void> {
    const about = node ?? selectedAs(['task', 'container', 'stoppedTask'], needs);
    const chosen = about ?? (await chooseService(undefined, vscode.l10n.t('Open in the AWS Console'), needs));
    if (chosen === undefined) {
      return;
    }
    const link = consoleLink(arnOf(chosen) ?? '');
    if (link === undefined) {
      throw new Problem('no-console', sentence('It is not known where the AWS console shows this.'));
    }
    await needs.openExternal(vscode.Uri.parse(link));
  },
} satisfies Command<Needs>;
