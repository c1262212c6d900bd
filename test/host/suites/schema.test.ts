import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { suite } from '../runner/harness.ts';
import { until } from '../runner/until.ts';
import { closeAll } from './support.ts';

/** Writes a file into the workspace and opens it. The `|` in its text marks the place to ask at. */
async function openFile(name: string, marked: string): Promise<readonly [uri: vscode.Uri, position: vscode.Position]> {
  const folder = vscode.workspace.workspaceFolders?.[0];
  assert.ok(folder);
  const uri = vscode.Uri.joinPath(folder.uri, 'schema-test', name);
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(marked.replace('|', '')));
  const document = await vscode.workspace.openTextDocument(uri);
  await vscode.window.showTextDocument(document);
  return [uri, document.positionAt(marked.indexOf('|'))];
}

/** What completion offers beside this extension's snippets, once the one waited for is among it. */
async function offered(name: string, marked: string, expected: string): Promise<string[]> {
  const place = await openFile(name, marked);
  return until(`${expected} to be offered`, async () => {
    const { items } = await vscode.commands.executeCommand<vscode.CompletionList>(
      'vscode.executeCompletionItemProvider',
      ...place,
    );
    const labels = items.map(({ label }) => (typeof label === 'string' ? label : label.label));
    if (!labels.includes(expected)) {
      throw new Error(`Offered are ${labels.join()}.`);
    }
    return labels.filter((label) => !label.startsWith('ecs-exec-')).sort();
  });
}

/** VS Code's own JSON support, with the schema that the extension contributes. */
export default suite('schema', ({ test, afterEach, after }) => {
  afterEach(closeAll);
  after(async () => {
    const folder = vscode.workspace.workspaceFolders?.[0];
    assert.ok(folder);
    await vscode.workspace.fs.delete(vscode.Uri.joinPath(folder.uri, 'schema-test'), { recursive: true });
  });

  test('properties are offered that are not there yet', async () => {
    const labels = await offered(
      'task-definition.json',
      '{ "family": "shop", "containerDefinitions": [{ "name": "web", | }] }',
      'portMappings',
    );
    assert.ok(labels.includes('dependsOn'));
    assert.ok(!labels.includes('name'));
  });

  test('values are offered', async () => {
    const labels = await offered(
      'shop-taskdef.json',
      '{ "family": "shop", "networkMode": |, "containerDefinitions": [] }',
      '"awsvpc"',
    );
    assert.deepEqual(labels, ['"awsvpc"', '"bridge"', '"host"', '"none"']);
  });

  test('conditions are offered where a dependency has none, and names of containers where it has none', async () => {
    const dependency = (text: string) =>
      `{ "family": "shop", "containerDefinitions": [{ "name": "db" }, { "name": "web", "dependsOn": [{ ${text} }] }] }`;
    assert.deepEqual(await offered('task-definition-1.json', dependency('"condition": |'), '"HEALTHY"'), [
      '"COMPLETE"',
      '"HEALTHY"',
      '"START"',
      '"SUCCESS"',
    ]);
    assert.deepEqual(await offered('task-definition-2.json', dependency('"containerName": |'), 'db'), ['db']);
    assert.deepEqual(await offered('task-definition-3.json', dependency('"containerName": "|"'), 'db'), ['db']);
  });

  test("AWS's text on a property is shown", async () => {
    const place = await openFile(
      'task-definition.json',
      '{ "family": "shop", "containerDefinitions": [{ "name": "web", "ess|ential": true }] }',
    );
    await until('the text', async () => {
      const hovers = await vscode.commands.executeCommand<vscode.Hover[]>('vscode.executeHoverProvider', ...place);
      const shown = hovers.flatMap(({ contents }) =>
        contents.map((content) => (content instanceof vscode.MarkdownString ? content.value : '')),
      );
      return shown.some((text) => text.startsWith('If the `essential` parameter of a container is marked as `true`'));
    });
  });
});
