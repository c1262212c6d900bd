import * as vscode from 'vscode';
import { askWhileTyping } from '../ask.ts';
import { later } from '../clock.ts';
import type { Explorer } from '../explorer/explorer.ts';
import type { KeptFilter } from '../explorer/kept-filter.ts';
import type { Command } from './command.ts';

interface Needs {
  readonly explorer: Pick<Explorer, 'narrow'>;
  readonly filter: KeptFilter;
}

/** Milliseconds without a key after which the tree is narrowed: what is shown then is asked for. */
const PAUSE = 150;

/** Narrows the tree while the user types; Escape leaves it as it was before. */
export const filter = {
  id: 'filter',
  async run({ explorer, filter: kept }: Needs): Promise<void> {
    const before = kept.text;
    let cancel = (): void => undefined;
    const typed = await askWhileTyping(
      {
        title: vscode.l10n.t('Filter clusters and services'),
        prompt: vscode.l10n.t('Words from the names of a service and its cluster'),
        placeHolder: 'shop web',
        value: before,
      },
      (text) => {
        cancel();
        cancel = later(PAUSE, () => explorer.narrow(text));
      },
    );
    cancel();
    explorer.narrow(typed ?? before);
    await kept.keep(typed ?? before);
  },
} satisfies Command<Needs>;
