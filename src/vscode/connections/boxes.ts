import * as vscode from 'vscode';
import { isRegion } from '../../arn.ts';
import type { RememberedList } from '../memory/remembered-list.ts';
import { pickInStep, type PickItem, pickItem } from '../pick.ts';
import { settings } from '../settings.ts';
import { BACK, type Step } from '../steps.ts';
import { localize } from '../words.ts';
import { connectionWords } from './connection-words.ts';
import type { Connections } from './connections.ts';
import type { LiveConnection } from './live-connection.ts';
import { recentFirst } from './recent.ts';
import type { Selection } from './selections.ts';

/** What a box answers: the user's choice, that they want to go back, or that they give up. */
type Answer<T> = Promise<T | typeof BACK | undefined>;

/** One of the connections that the tree shows. */
export async function pickConnection(title: string, connections: Connections, step: Step): Answer<LiveConnection> {
  const items = connections.all.map((connection) => {
    const { words, tooltip } = connectionWords(connection);
    return pickItem(
      { icon: 'server-environment', label: words, detail: tooltip.slice(0, 2).join(' · ') },
      { connection },
    );
  });
  const placeHolder = vscode.l10n.t('A profile in a region');
  const picked = await pickInStep({ title, placeHolder, items: Promise.resolve(items) }, step);
  return picked === undefined || picked === BACK ? picked : picked.connection;
}

/** A profile of the AWS configuration files, or the default credential chain; those that were used lately first. */
export async function pickProfile(
  title: string,
  connections: Connections,
  current: string | undefined,
  step: Step,
): Answer<Pick<Selection, 'profile'>> {
  const items = async (): Promise<readonly PickItem<Pick<Selection, 'profile'>>[]> => {
    const aws = await connections.aws();
    const item = (label: string, description: string, profile: string | undefined) =>
      pickItem({ label, description }, { profile });
    const all = [
      item(vscode.l10n.t('Default credentials'), vscode.l10n.t('those that the AWS CLI uses without a profile'), ''),
      ...(await aws.listProfiles()).map((profile) =>
        item(profile, profile === current ? vscode.l10n.t('current') : '', profile),
      ),
    ];
    const inSettings = settings.profile();
    return [
      ...recentFirst(all, connections.recentProfiles.items, ({ profile }) => profile),
      ...(inSettings === undefined ? [] : [item(vscode.l10n.t('Profile of the settings'), inSettings, undefined)]),
    ];
  };
  const placeHolder = vscode.l10n.t('Profiles of the AWS configuration files');
  const picked = await pickInStep({ title, placeHolder, items: items() }, step);
  if (picked === undefined || picked === BACK) {
    return picked;
  }
  await remember(connections.recentProfiles, picked.profile);
  return { profile: picked.profile };
}

/** A region, or one that the list does not know and the user types; those that were used lately first. */
export async function pickRegion(
  title: string,
  connections: Connections,
  current: string | undefined,
  step: Step,
): Answer<Pick<Selection, 'region'>> {
  const item = (label: string, description: readonly (string | undefined)[], region: string | undefined) =>
    pickItem({ label, description: description.filter((part) => part !== undefined).join(' · ') }, { region });
  const items = async (): Promise<readonly PickItem<Pick<Selection, 'region'>>[]> => {
    const { regions } = await connections.aws();
    const recent = connections.recentRegions.items;
    const unknown = recent.filter((code) => regions.every((each) => each.code !== code));
    const all = [
      ...regions.map(({ code, name }) => ({ code, name })),
      ...unknown.map((code) => ({ code, name: undefined })),
    ].map(({ code, name }) => item(code, [name, code === current ? vscode.l10n.t('current') : undefined], code));
    const inSettings = settings.region();
    const usual = item(vscode.l10n.t('Region of the profile'), [vscode.l10n.t('or of the environment')], '');
    return [
      usual,
      ...recentFirst(all, recent, ({ region }) => region),
      ...(inSettings === undefined ? [] : [item(vscode.l10n.t('Region of the settings'), [inSettings], undefined)]),
    ];
  };
  const picked = await pickInStep(
    {
      title,
      placeHolder: localize('A region, such as {0}', 'eu-central-1'),
      items: items(),
      typedItem: (typed) => (isRegion(typed) ? item(typed, [], typed) : undefined),
    },
    step,
  );
  if (picked === undefined || picked === BACK) {
    return picked;
  }
  await remember(connections.recentRegions, picked.region);
  return { region: picked.region };
}

/** What has no name of its own, as the default credentials, is not remembered. */
async function remember(recent: RememberedList<string>, selected: string | undefined): Promise<void> {
  if (selected !== undefined && selected !== '') {
    await recent.add(selected);
  }
}
