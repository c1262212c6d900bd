import * as vscode from 'vscode';
import type { Problem } from '../../problem.ts';
import { type Offer, offersFor } from '../offers.ts';
import type { ProblemAction } from '../problem-actions.ts';

/** What helps with a problem, by a key of a terminal whose session is over. */
export interface KeyedOffer {
  /** In small letters. */
  readonly key: string;
  /** A sentence that names the key. */
  readonly words: string;
  readonly run: Offer['run'];
}

/** What helps with a problem that ended a session in what `about` is; a new session is Enter's. */
export function keyedOffers(problem: Pick<Problem, 'code'>, about: unknown): readonly KeyedOffer[] {
  return offersFor(problem, { about }).flatMap(({ action, run }) => {
    const keyed = keyOf(action);
    return keyed === undefined ? [] : [{ ...keyed, run }];
  });
}

/** Another profile or region is not for a terminal, which keeps its own; the log is one step away in any case. */
function keyOf(action: ProblemAction): Omit<KeyedOffer, 'run'> | undefined {
  switch (action) {
    case 'why':
      return { key: 'w', words: vscode.l10n.t('Press W to see why.') };
    case 'sign-in':
      return { key: 's', words: vscode.l10n.t('Press S to sign in.') };
    case 'open-command-setting':
    case 'open-endpoint-setting':
    case 'open-proxy-setting':
      return { key: 'o', words: vscode.l10n.t('Press O to open the setting.') };
    default:
      return undefined;
  }
}
