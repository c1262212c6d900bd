import * as vscode from 'vscode';
import type { Connections } from '../connections/connections.ts';
import { type PickItem, pickItem, pickOne } from '../pick.ts';
import { settings } from '../settings.ts';
import { localize } from '../words.ts';
import type { Command } from './command.ts';

interface Needs {
  readonly connections: Connections;
}

interface RegionChoice {
  readonly region: string | undefined;
}

/** Lets the user choose a region, or type one that the list does not know. */
export const selectRegion = {
  id: 'selectRegion',
  async run({ connections }: Needs): Promise<void> {
    const choice = await pickOne({
      title: vscode.l10n.t('Select AWS Region'),
      placeHolder: localize('A region, such as {0}', 'eu-central-1'),
      items: regions(connections),
      typedItem,
    });
    if (choice !== undefined) {
      await settings.setRegion(choice.region);
    }
  },
} satisfies Command<Needs>;

async function regions(connections: Connections): Promise<readonly PickItem<RegionChoice>[]> {
  const { regions: known } = await connections.aws();
  const current = settings.region();
  return [
    pickItem(
      { label: vscode.l10n.t('Region of the profile'), description: vscode.l10n.t('or of the environment') },
      { region: undefined },
    ),
    ...known.map((region) =>
      pickItem({ label: region, description: region === current ? vscode.l10n.t('current') : '' }, { region }),
    ),
  ];
}

function typedItem(typed: string): PickItem<RegionChoice> | undefined {
  return /^[a-z]{2,4}(-[a-z]+)+-\d+$/.test(typed) ? pickItem({ label: typed }, { region: typed }) : undefined;
}
