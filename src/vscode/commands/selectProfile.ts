import * as vscode from 'vscode';
import type { LiveConnection } from '../connection.ts';
import { settings } from '../settings.ts';

/** Lets the user choose a profile of the AWS configuration files, or the default credential chain. */
export function selectProfile(connection: LiveConnection): () => Promise<void> {
  return async () => {
    const aws = await connection.aws();
    const current = settings.profile();
    const standard = { label: vscode.l10n.t('Default credentials'), description: vscode.l10n.t('environment, then the default profile'), profile: undefined };
    const profiles = (await aws.listProfiles()).map((profile) => ({
      label: profile,
      description: profile === current ? vscode.l10n.t('current') : '',
      profile,
    }));
    const choice = await vscode.window.showQuickPick([standard, ...profiles], {
      title: vscode.l10n.t('Select AWS Profile'),
      placeHolder: vscode.l10n.t('Profiles of the AWS configuration files'),
    });
    if (choice !== undefined) {
      await settings.setProfile(choice.profile);
    }
  };
}
