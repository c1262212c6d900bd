import * as vscode from 'vscode';
import type { Connection, CredentialsKind } from '../../aws/api/connection.ts';
import type { Choice } from '../connections/live-connection.ts';
import { localize } from '../words.ts';

/** Where and as whom AWS is asked, in a few words, and in lines for the tooltip. */
export function connectionStatus(
  place: Connection | undefined,
  choice: Choice,
): {
  readonly words: string;
  readonly tooltip: readonly string[];
} {
  if (place === undefined) {
    const words = [choice.profile ?? vscode.l10n.t('Default credentials'), choice.region].filter(
      (part) => part !== undefined,
    );
    return { words: words.join(' · '), tooltip: [] };
  }
  const { profile, credentials, region, endpoint } = place;
  return {
    words: `${credentials === 'environment' ? vscode.l10n.t('environment variables') : profile} · ${region}`,
    tooltip: [
      localize('Amazon ECS in {0}', region),
      localize('Profile {0}', profile),
      ...whose(credentials),
      ...(endpoint === undefined ? [] : [endpoint]),
    ],
  };
}

/**
 * The same in few words, beside the view's title, where nothing is shown: a welcome text names no profile, and the
 * reason may be that it is not the one that is meant. Undefined where the tree tells enough, or nobody was asked.
 */
export function viewDescription(place: Connection | undefined, choice: Choice, empty: boolean): string | undefined {
  return empty && place !== undefined ? connectionStatus(place, choice).words : undefined;
}

/** Where the credentials come from, where that is not the profile. */
function whose(credentials: CredentialsKind | undefined): readonly string[] {
  switch (credentials) {
    case 'environment':
      return [vscode.l10n.t('Credentials from environment variables')];
    case 'container':
    case 'instance':
      return [vscode.l10n.t('Credentials from this computer')];
    default:
      return [];
  }
}
