import * as vscode from 'vscode';
import { familyAndRevision } from '../../../arn.ts';
import type { ContainerPlace } from '../../../live/container.ts';
import { registrableText } from '../../../live/task-definition-text.ts';
import { folderOf } from '../../changes/definition-of.ts';
import { LIVE_DEFINITIONS } from '../../contributions.ts';
import type { Documents } from '../../documents/documents.ts';

/** Milliseconds in which the editor finds what is wrong in a document that it is shown. */
const FOUND_WITHIN = 5_000;

/** Opens the task definition of what runs, at what this rule finds in it. */
export async function openDefinition(
  { connection }: ContainerPlace,
  given: string,
  rule: string,
  { documents }: { readonly documents: Documents },
): Promise<void> {
  const definition = familyAndRevision(given);
  const gateway = await connection.gateway();
  const document = await documents.prepare({
    path: `/${folderOf({ connection, definition })}/${LIVE_DEFINITIONS}/${definition}.json`,
    language: 'json',
    content: async (signal) => registrableText(await gateway.taskDefinitions.describe(definition, signal)),
  });
  const editor = await vscode.window.showTextDocument(document, { viewColumn: vscode.ViewColumn.One, preview: true });
  const place = await findingOf(document.uri, rule);
  if (place !== undefined) {
    editor.selection = new vscode.Selection(place.start, place.start);
    editor.revealRange(place, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
  }
}

/** Where a rule finds something, once it does; undefined where it does not. */
function findingOf(uri: vscode.Uri, rule: string): Promise<vscode.Range | undefined> {
  const look = (): vscode.Range | undefined =>
    vscode.languages.getDiagnostics(uri).find(({ code }) => ruleOf(code) === rule)?.range;
  return new Promise((resolve) => {
    const end = (range: vscode.Range | undefined): void => {
      listening.dispose();
      clearTimeout(timer);
      resolve(range);
    };
    const listening = vscode.languages.onDidChangeDiagnostics(() => {
      const range = look();
      if (range !== undefined) {
        end(range);
      }
    });
    const timer = setTimeout(() => end(undefined), FOUND_WITHIN);
    const known = look();
    if (known !== undefined) {
      end(known);
    }
  });
}

function ruleOf(code: vscode.Diagnostic['code']): string {
  return String(typeof code === 'object' ? code.value : code);
}
