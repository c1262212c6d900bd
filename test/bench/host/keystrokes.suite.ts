import * as vscode from 'vscode';
import { LINE_MARK, suite } from '../../host/runner/harness.ts';
import { closeAll, findings, openText, untilRules } from '../../host/suites/support.ts';

const KEYSTROKES = 100;
const WRONG = `{
  "family": "shop",
  "networkMode": "bridge",
  "containerDefinitions": [
    { "name": "web", "image": "nginx", "memory": 128, "readonlyRootFilesystem": true }
  ]
}
`;

const RULES = ['exec/init-process', 'exec/awsvpc', 'exec/readonly-root-filesystem', 'exec/task-role'] as const;

/** Types into a task definition, and prints how long after each key the findings are new, in milliseconds. */
export default suite('keystrokes', ({ test, afterEach }) => {
  afterEach(closeAll);

  test('from a key to new findings', async () => {
    const document = await openText(WRONG);
    await untilRules(document, ...RULES);
    const editor = await vscode.window.showTextDocument(document);
    const times: number[] = [];
    for (let key = 0; key < KEYSTROKES; key += 1) {
      const line = lineOf(document);
      const start = performance.now();
      const renewed = new Promise<void>((resolve) => {
        const listening = vscode.languages.onDidChangeDiagnostics(({ uris }) => {
          if (uris.some((uri) => uri.toString() === document.uri.toString()) && lineOf(document) === line + 1) {
            listening.dispose();
            resolve();
          }
        });
      });
      // A line more above them moves all findings, so that VS Code tells of each.
      await editor.edit((edit) => edit.insert(new vscode.Position(1, 0), '\n'));
      await renewed;
      times.push(performance.now() - start);
    }
    console.log(`${LINE_MARK}${JSON.stringify(times)}`);
  });
});

/** The line of the last finding. */
function lineOf(document: vscode.TextDocument): number {
  return Math.max(...findings(document).map(({ range }) => range.start.line));
}
