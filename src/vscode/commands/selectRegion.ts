import * as vscode from 'vscode';
import type { LiveConnection } from '../connection.ts';
import { createPicker, pickItem, type PickItem } from '../pick.ts';
import { settings } from '../settings.ts';
import { localize } from '../words.ts';

interface RegionChoice {
  readonly region: string | undefined;
}

/** Lets the user choose a region, or type one that the list does not know. */
export function selectRegion(connection: LiveConnection): () => Promise<void> {
  return async () => {
    const { regions } = await connection.aws();
    const choice = await pickRegion(regions, settings.region());
    if (choice !== undefined) {
      await settings.setRegion(choice.region);
    }
  };
}

async function pickRegion(regions: readonly string[], current: string | undefined): Promise<RegionChoice | undefined> {
  const picker = createPicker<RegionChoice>();
  const known: readonly PickItem<RegionChoice>[] = [
    pickItem({ label: vscode.l10n.t('The profile’s region'), description: vscode.l10n.t('or the environment’s') }, { region: undefined }),
    ...regions.map((region) => pickItem({ label: region, description: region === current ? vscode.l10n.t('current') : '' }, { region })),
  ];
  picker.title = vscode.l10n.t('Select AWS Region');
  picker.placeholder = localize('A region, such as {0}', 'eu-central-1');
  picker.items = known;
  picker.onDidChangeValue((typed) => {
    const isNew = /^[a-z]{2,4}(-[a-z]+)+-\d+$/.test(typed) && !regions.includes(typed);
    picker.items = isNew ? [pickItem({ label: typed }, { region: typed }), ...known] : known;
  });
  picker.show();
  try {
    return await new Promise((resolve) => {
      picker.onDidAccept(() => resolve(picker.selectedItems[0]));
      picker.onDidHide(() => resolve(undefined));
    });
  } finally {
    picker.dispose();
  }
}
