import * as vscode from 'vscode';
import { lastPart } from '../../../arn.ts';
import type { Changes } from '../../../aws/api/changes.ts';
import type { Gateway } from '../../../aws/api/gateway.ts';
import type { ContainerPlace } from '../../../live/container.ts';
import { isProblem, Problem } from '../../../problem.ts';
import type { Mend } from '../../../readiness/model/mend.ts';
import { sentence } from '../../../text.ts';
import { gatewayForChange } from '../../changes/service-change.ts';
import { whereInWords } from '../../changes/where.ts';
import type { Documents } from '../../documents/documents.ts';
import { decide } from '../../notify.ts';
import { withCancelling, withWaiting } from '../../progress.ts';
import { localize } from '../../words.ts';

interface Needs {
  readonly documents: Documents;
}

/** Names that are tried for a policy, so that none is replaced. */
const MOST_NAMES = 10;

/**
 * Adds the policy that a role lacks, under a name that it does not have yet, once the user has seen it and agrees.
 * Resolves with whether it was added. Rejects with a `Problem`.
 */
export async function addPolicy(
  { roleArn, policyName, policy }: Extract<Mend, { kind: 'attach-policy' }>,
  place: ContainerPlace,
  parts: Needs,
): Promise<boolean> {
  const role = lastPart(roleArn);
  const gateway = await gatewayForChange(place.connection);
  const title = localize('Add a policy to role "{0}"', role);
  const name = await withWaiting(title, (signal) => freeName(gateway.changes, role, policyName, signal));
  await showDifference(role, name, ['', policy], gateway, parts);
  const button = vscode.l10n.t('Add Policy');
  const details = [
    localize('The role gets the inline policy "{0}", as the editor shows it.', name),
    vscode.l10n.t('All other policies of the role stay as they are.'),
    whereInWords(place.clusterArn, gateway.connection),
  ];
  if ((await decide(`${title}?`, details, button)) !== button) {
    return false;
  }
  await withCancelling(title, (signal) => gateway.changes.putRolePolicy({ role, policy: name }, policy, signal));
  return true;
}

/**
 * Replaces the trust policy of a role, once the user has seen the difference and agrees. Resolves with whether it was
 * replaced. Rejects with a `Problem`: also where it is no longer the one that the report knows.
 */
export async function correctTrust(
  { roleArn, before, after }: Extract<Mend, { kind: 'correct-trust' }>,
  place: ContainerPlace,
  parts: Needs,
): Promise<boolean> {
  const role = lastPart(roleArn);
  const gateway = await gatewayForChange(place.connection);
  const title = localize('Correct the trust policy of role "{0}"', role);
  const check = async (signal: AbortSignal): Promise<void> => {
    const now = await gateway.identity.role(role, signal);
    if (normal(now?.trustPolicy ?? '') !== normal(before)) {
      throw new Problem(
        'role-changed',
        sentence('The trust policy of role "{0}" has changed since it was checked.', role),
        sentence('Check again, then retry.'),
      );
    }
  };
  await withWaiting(title, check);
  await showDifference(role, 'trust-policy', [before, after], gateway, parts);
  const button = vscode.l10n.t('Correct Trust Policy');
  const details = [
    vscode.l10n.t('The trust policy of the role becomes the right side of the comparison in the editor.'),
    whereInWords(place.clusterArn, gateway.connection),
  ];
  if ((await decide(`${title}?`, details, button)) !== button) {
    return false;
  }
  await withCancelling(title, async (signal) => {
    // The question may have stood there for long.
    await check(signal);
    await gateway.changes.updateTrust(role, after, signal);
  });
  return true;
}

/** Who may not read the policies of the role gets a name that nobody else has chosen. */
async function freeName(changes: Changes, role: string, wanted: string, signal: AbortSignal): Promise<string> {
  try {
    for (let number = 1; number <= MOST_NAMES; number += 1) {
      const name = number === 1 ? wanted : `${wanted}-${number}`;
      if ((await changes.rolePolicy({ role, policy: name }, signal)) === undefined) {
        return name;
      }
    }
  } catch (error) {
    signal.throwIfAborted();
    if (!isProblem(error) || error.code !== 'access-denied') {
      throw error;
    }
  }
  return `${wanted}-${new Date().toISOString().replace(/\D/g, '')}`;
}

async function showDifference(
  role: string,
  name: string,
  texts: readonly [before: string, after: string],
  { connection: { profile, region } }: Gateway,
  { documents }: Needs,
): Promise<void> {
  const folder = ['roles', profile, region, role].map(encodeURIComponent).join('/');
  const [before, after] = await Promise.all(
    (['before', 'after'] as const).map((side, index) =>
      documents.prepare({
        path: `/${folder}/${side}/${encodeURIComponent(name)}.json`,
        language: 'json',
        content: () => Promise.resolve(texts[index] ?? ''),
      }),
    ),
  );
  const title = localize('{0}: {1}, before and after', role, name);
  const options = { viewColumn: vscode.ViewColumn.One, preserveFocus: true, preview: true };
  await vscode.commands.executeCommand('vscode.diff', before?.uri, after?.uri, title, options);
}

/** The same for policies that differ in their layout alone. */
function normal(policy: string): string {
  try {
    return JSON.stringify(JSON.parse(policy));
  } catch {
    return policy;
  }
}
