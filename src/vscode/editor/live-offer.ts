import * as vscode from 'vscode';
import { JSON_LANGUAGES } from '../contributions.ts';
import { definitionPlaces } from '../lenses/definition-places.ts';
import type { Analyses } from './analyses.ts';

/** Offers above a task definition to say what runs it; AWS is asked only when the user takes the offer. */
export function registerLiveOffer(analyses: Analyses): vscode.Disposable {
  return vscode.languages.registerCodeLensProvider([...JSON_LANGUAGES], {
    provideCodeLenses(document): vscode.CodeLens[] {
      const isOurs = analyses
        .open(document)
        .subjects.some(({ kind, origin }) => kind === 'task-definition' && origin === 'input');
      const places = isOurs && vscode.workspace.isTrusted ? definitionPlaces(document.getText()) : undefined;
      if (places === undefined) {
        return [];
      }
      const position = document.positionAt(places.family.offset);
      const command = {
        title: vscode.l10n.t('Show Live Tasks'),
        command: 'ecs-exec.showLiveTasks',
        arguments: [document.uri],
      };
      return [new vscode.CodeLens(new vscode.Range(position, position), command)];
    },
  });
}
