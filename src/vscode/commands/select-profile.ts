import * as vscode from 'vscode';
import type { Connections } from '../connections/connections.ts';
import { type PickItem, pickItem, pickOne } from '../pick.ts';
import { settings } from '../settings.ts';
import type { Command } from './command.ts';

interface Needs {
  readonly connections: Connections;
}

interface ProfileChoice {
  /** Undefined for the default credential chain. */
  readonly profile: string | undefined;
}

/** Lets the user choose a profile of the AWS configuration files, or the default credential chain. */
export const selectProfile = {
  id: 'selectProfile',
  async run({ connections }: Needs): Promise<void> {
    const choice = await pickOne({
      title: vscode.l10n.t('Select AWS Profile'),
      placeHolder: vscode.l10n.t('Profiles of the AWS configuration files'),
      items: profiles(connections),
    });
    if (choice !== undefined) {
      await settings.setProfile(choice.profile);
    }
  },
} satisfies Command<Needs>;

async function profiles(connections: Connections): Promise<readonly PickItem<ProfileChoice>[]> {
  const aws = await connections.aws();
  const current = settings.profile();
  const item = (label: string, description: string, profile: string | undefined): PickItem<ProfileChoice> =>
    pickItem({ label, description }, { profile });
  const standard = item(
    vscode.l10n.t('Default credentials'),
    vscode.l10n.t('those that the AWS CLI uses without a profile'),
    undefined,
  );
  return [
    standard,
    ...(await aws.listProfiles()).map((profile) =>
      item(profile, profile === current ? vscode.l10n.t('current') : '', profile),
    ),
  ];
}
