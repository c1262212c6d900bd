import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { suite } from '../runner/harness.ts';
import { until } from '../runner/until.ts';
import { lookAtSimulator } from './simulator.ts';
import { closeAll } from './support.ts';

const TEXT = `{
  "family": "storefront",
  "networkMode": "awsvpc",
  "containerDefinitions": [
    { "name": "web", "image": "storefront:2.14.0" },
    { "name": "new", "image": "new:1" }
  ]
}
`;

async function lensesOf({ uri }: vscode.TextDocument): Promise<readonly vscode.CodeLens[]> {
  return vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', uri, 100);
}

export default suite('live tasks above a task definition', ({ test, after }) => {
  after(closeAll);

  test('are offered, looked for when that is asked, and entered', async () => {
    const document = await vscode.workspace.openTextDocument({ language: 'json', content: TEXT });
    await vscode.window.showTextDocument(document);
    const titles = async (): Promise<string[]> =>
      (await lensesOf(document)).flatMap(({ command }) => command?.title ?? []);
    await until('the offer', async () => (await titles()).includes('Show Live Tasks'));
    assert.deepEqual(await titles(), ['Show Live Tasks']);
    const before = (await lookAtSimulator()).calls.length;
    await vscode.commands.executeCommand('ecs-exec.showLiveTasks', document.uri);
    const shown = await until('the lenses', async () => {
      const lenses = await lensesOf(document);
      return lenses.length > 1 && lenses;
    });
    const asked = (await lookAtSimulator()).calls
      .slice(before)
      .filter(({ operation, input }) => operation === 'ListTasks' && input['family'] === 'storefront');
    assert.equal(asked.length, 3);
    const said = shown.map(({ command, range }) => `${range.start.line} ${command?.title ?? ''}`);
    assert.ok(
      said.some((each) => /^1 \d+ live tasks of revision 42 in shop$/.test(each)),
      said.join('\n'),
    );
    assert.ok(said.includes('1 Compare with What Runs'), said.join('\n'));
    assert.ok(
      said.some((each) => /^4 Exec \(\d of \d ready\)$/.test(each)),
      said.join('\n'),
    );
    assert.ok(said.includes('4 Logs'), said.join('\n'));
    assert.ok(!said.some((each) => each.startsWith('5 ')), said.join('\n'));
    const exec = shown.find(({ command }) => command?.command === 'ecs-exec.execIntoContainer')?.command;
    await vscode.commands.executeCommand(
      'ecs-exec.execIntoContainer',
      ...((exec?.arguments ?? []) as readonly unknown[]),
    );
    const terminal = await until('the terminal', () =>
      vscode.window.terminals.find(({ name }) => name.startsWith('storefront/web · ')),
    );
    terminal.dispose();
  });
});
