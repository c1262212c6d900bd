import * as vscode from 'vscode';
import { scopeOfCluster } from '../../live/policy-scope.ts';
import { writePolicies } from '../../policies/index.ts';
import type { Scope } from '../../policies/scope.ts';
import { scopeOfText } from '../../policies/scope-of-text.ts';
import { type ChooseParts, chooseService } from '../changes/choose-node.ts';
import { connectionOf, type Node } from '../explorer/nodes.ts';
import { definitionPlaces } from '../lenses/definition-places.ts';
import { chooseWanted } from '../policies/boxes.ts';
import { subjectOf } from '../policies/subject.ts';
import { withWaiting } from '../progress.ts';
import { inWords } from '../words.ts';
import type { Command } from './command.ts';

/**
 * Writes the policies that ECS Exec needs, each as a new document: for what the tree shows, for the task definition in
 * front of the user, or for a service that they select.
 */
export const createPolicies = {
  id: 'createPolicies',
  async run(needs: ChooseParts, node?: Node): Promise<void> {
    const title = vscode.l10n.t('Create Policies for ECS Exec');
    const scope = await scopeOf(node, title, needs);
    const wanted = scope && (await chooseWanted(title, scope));
    if (scope === undefined || wanted === undefined) {
      return;
    }
    for (const { language, text } of writePolicies(scope, wanted.policies, wanted.form, inWords)) {
      const document = await vscode.workspace.openTextDocument({ content: text, language: await known(language) });
      await vscode.window.showTextDocument(document, { preview: false });
    }
  },
} satisfies Command<ChooseParts>;

async function scopeOf(given: Node | undefined, title: string, needs: ChooseParts): Promise<Scope | undefined> {
  const text = given === undefined ? vscode.window.activeTextEditor?.document.getText() : undefined;
  const places = text === undefined ? undefined : definitionPlaces(text);
  if (text !== undefined && places !== undefined) {
    return scopeOfText(
      text,
      places.containers.map(({ name }) => name),
    );
  }
  const node = given ?? (await chooseService(undefined, title, needs));
  if (node === undefined) {
    return undefined;
  }
  const gateway = await connectionOf(node).gateway();
  return withWaiting(vscode.l10n.t('Looking at the cluster…'), async (signal) => {
    const subject = await subjectOf(node, gateway, signal);
    return subject && scopeOfCluster(subject, gateway, signal);
  });
}

/** A language is only known where something contributes it. */
async function known(language: string): Promise<string> {
  return (await vscode.languages.getLanguages()).includes(language) ? language : 'plaintext';
}
