import * as vscode from 'vscode';
import { askWhileTyping } from '../ask.ts';
import type { Explorer } from '../explorer/explorer.ts';
import type { KeptFilter } from '../explorer/kept-filter.ts';
import type { Command } from './command.ts';

interface Needs {
  readonly explorer: Pick<Explorer, 'narrow'>;
  readonly filter: KeptFilter;
}

/** Narrows the tree while the user types; Escape leaves it as it was before. */
export const filter = {
  id: 'filter',
  async run({ explorer, filter: kept }: Needs): Promise<void> {
    const before = kept.text;
    const typed = await askWhileTyping(
      {
        title: vscode.l10n.t('Filter clusters and services'),
        prompt: vscode.l10n.t('Words from the names of a service and its cluster'),
        placeHolder: 'shop web',
        value: before,
      },
      (text) => explorer.narrow(text),
    );
    explorer.narrow(typed ?? before);
    await kept.keep(typed ?? before);
  },
} satisfies Command<Needs>;
