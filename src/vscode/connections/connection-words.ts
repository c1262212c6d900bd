import * as vscode from 'vscode';
import type { CredentialsKind } from '../../aws/api/connection.ts';
import { present } from '../tree-item.ts';
import { localize } from '../words.ts';
import type { LiveConnection } from './live-connection.ts';

type Described = Pick<LiveConnection, 'choice' | 'place' | 'account'>;

/** Where and as whom AWS is asked, in a few words, and in lines for a tooltip. */
export function connectionWords(connection: Described): {
  readonly words: string;
  readonly tooltip: readonly string[];
} {
  const { choice, place, account } = connection;
  const region = place?.region ?? choice.region;
  return {
    words: present([whoseWords(connection), region, account]).join(' · '),
    tooltip: present([
      region && localize('Amazon ECS in {0}', inFull(region, place?.regionName)),
      place && localize('Profile {0}', place.profile),
      whose(place?.credentials),
      account && localize('Account {0}', account),
      place?.endpoint,
    ]),
  };
}

/** As whom AWS is asked: the profile, unless the credentials are those of the environment. */
export function whoseWords({ choice, place }: Pick<Described, 'choice' | 'place'>): string {
  return place?.credentials === 'environment'
    ? vscode.l10n.t('environment variables')
    : (place?.profile ?? choice.profile ?? vscode.l10n.t('Default credentials'));
}

function inFull(region: string, name: string | undefined): string {
  return name === undefined ? region : localize('{0} ({1})', name, region);
}

/** Where the credentials come from, where that is not the profile. */
function whose(credentials: CredentialsKind | undefined): string | undefined {
  switch (credentials) {
    case 'environment':
      return vscode.l10n.t('Credentials from environment variables');
    case 'container':
    case 'instance':
      return vscode.l10n.t('Credentials from this computer');
    default:
      return undefined;
  }
}
