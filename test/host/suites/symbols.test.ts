import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { suite } from '../runner/harness.ts';
import { until } from '../runner/until.ts';
import { closeAll, openText, replaceAll } from './support.ts';

const SHOP = `{
  "family": "shop",
  "containerDefinitions": [
    { "name": "web", "image": "nginx", "dependsOn": [{ "containerName": "db", "condition": "START" }], "links": ["db:database"] },
    { "name": "db", "image": "postgres", "mountPoints": [{ "sourceVolume": "data", "containerPath": "/data" }] },
    { "name": "log", "image": "fluent-bit", "volumesFrom": [{ "sourceContainer": "db" }] }
  ],
  "volumes": [{ "name": "data" }]
}
`;

/** What this extension says where there is no name that can be changed. */
const REFUSAL = /Only the names of containers, volumes and ports/;

/** Opens a text, in which `|` marks the place to ask at. */
async function openAt(
  marked: string,
  language?: string,
): Promise<readonly [document: vscode.TextDocument, position: vscode.Position]> {
  const document = await openText(marked.replace('|', ''), language);
  return [document, document.positionAt(marked.indexOf('|'))];
}

/** The same, once renaming is asked of this extension: a text is checked shortly after it has changed. */
async function openToRename(
  marked: string,
): Promise<readonly [document: vscode.TextDocument, position: vscode.Position]> {
  const [document, position] = await openAt(marked);
  await until('the place without a name to be refused', async () =>
    vscode.commands.executeCommand('vscode.prepareRename', document.uri, new vscode.Position(0, 0)).then(
      () => false,
      (error: unknown) => REFUSAL.test(String(error)),
    ),
  );
  return [document, position];
}

/** The labels that completion offers, those of all extensions, in their order. */
async function offered(document: vscode.TextDocument, position: vscode.Position): Promise<string[]> {
  const { items } = await vscode.commands.executeCommand<vscode.CompletionList>(
    'vscode.executeCompletionItemProvider',
    document.uri,
    position,
  );
  const key = ({ label, sortText }: vscode.CompletionItem) =>
    sortText ?? (typeof label === 'string' ? label : label.label);
  return items
    .toSorted((a, b) => (key(a) < key(b) ? -1 : 1))
    .map(({ label }) => (typeof label === 'string' ? label : label.label));
}

/** Line and text of the places that a provider finds, once it finds any. */
async function places(provider: string, document: vscode.TextDocument, position: vscode.Position): Promise<string[]> {
  const locations = await until('places', async () => {
    const found = await vscode.commands.executeCommand<vscode.Location[]>(provider, document.uri, position);
    return found.length > 0 && found;
  });
  for (const { uri } of locations) {
    assert.equal(uri.toString(), document.uri.toString());
  }
  return locations.map(({ range }) => `${range.start.line}: ${document.getText(range)}`).sort();
}

export default suite('symbols', ({ test, afterEach }) => {
  afterEach(closeAll);

  for (const language of ['json', 'jsonc']) {
    test(`the names that fit are offered in ${language}`, async () => {
      const names = await until('names', async () => {
        const found = await offered(
          ...(await openAt(SHOP.replace('"containerName": "db"', '"containerName": "|"'), language)),
        );
        return found.includes('log') && found;
      });
      assert.deepEqual(
        names.filter((name) => /^\w+$/.test(name)),
        ['db', 'log'],
      );
    });
  }

  for (const [typed, written] of [
    ['"l|"', '"log"'],
    ['l|', '"log"'],
    ['"l|', '"log"'],
    ['|', '"db"'],
  ] as const) {
    test(`a name is written in place of ${typed}`, async () => {
      const marked = SHOP.replace('"containerName": "db", "condition": "START" }', `"containerName": ${typed}\n}`);
      const [document, position] = await openAt(marked);
      const editor = await vscode.window.showTextDocument(document);
      editor.selection = new vscode.Selection(position, position);
      const before = document.getText();
      await until('the name', async () => {
        if (document.getText() !== before) {
          return true;
        }
        await vscode.commands.executeCommand('editor.action.triggerSuggest');
        await vscode.commands.executeCommand('acceptSelectedSuggestion');
        return false;
      });
      assert.equal(document.getText(), marked.replace(typed, written));
    });
  }

  test('the definition of a name is found', async () => {
    for (const marked of [
      SHOP.replace('"db:', '"d|b:'),
      SHOP.replace('"sourceContainer": "db"', '"sourceContainer": "|db"'),
    ]) {
      const [document, position] = await openAt(marked);
      assert.deepEqual(await places('vscode.executeDefinitionProvider', document, position), ['4: db']);
      await closeAll();
    }
  });

  test('all places of a name are found', async () => {
    const [document, position] = await openAt(SHOP.replace('"name": "db"', '"name": "db|"'));
    assert.deepEqual(await places('vscode.executeReferenceProvider', document, position), [
      '3: db',
      '3: db',
      '4: db',
      '5: db',
    ]);
  });

  test('a name is changed wherever it stands, in one step that can be undone', async () => {
    const [document, position] = await openToRename(SHOP.replace('"db:', '"d|b:'));
    const target = await vscode.commands.executeCommand<{ range: vscode.Range; placeholder: string }>(
      'vscode.prepareRename',
      document.uri,
      position,
    );
    assert.equal(target.placeholder, 'db');
    assert.equal(document.getText(target.range), 'db');
    const edit = await vscode.commands.executeCommand<vscode.WorkspaceEdit>(
      'vscode.executeDocumentRenameProvider',
      document.uri,
      position,
      'store',
    );
    assert.ok(await vscode.workspace.applyEdit(edit));
    assert.equal(document.getText(), SHOP.replaceAll('"db', '"store'));
    await vscode.commands.executeCommand('undo');
    assert.equal(document.getText(), SHOP);
  });

  test('a name that ECS does not allow is refused', async () => {
    const [document, position] = await openToRename(SHOP.replace('"db:', '"d|b:'));
    const rename = vscode.commands.executeCommand(
      'vscode.executeDocumentRenameProvider',
      document.uri,
      position,
      'my store',
    );
    await assert.rejects(async () => rename, /Choose a name of 1 to 255 letters/);
  });

  test('other JSON has no names', async () => {
    const [document, position] = await openAt('{ "name": "web|", "version": "1.0.0" }');
    assert.deepEqual(
      await vscode.commands.executeCommand('vscode.executeDefinitionProvider', document.uri, position),
      [],
    );
    assert.deepEqual(
      await vscode.commands.executeCommand('vscode.executeReferenceProvider', document.uri, position),
      [],
    );
    // VS Code proposes a word where nobody answers, and fails where somebody refuses.
    const target = await vscode.commands.executeCommand<{ placeholder: string }>(
      'vscode.prepareRename',
      document.uri,
      position,
    );
    assert.equal(target.placeholder, 'web');
  });

  test('others can rename in other JSON, and in what is a task definition no more', async () => {
    const other: vscode.RenameProvider = {
      provideRenameEdits: (document) => {
        const edit = new vscode.WorkspaceEdit();
        edit.insert(document.uri, new vscode.Position(0, 0), 'renamed');
        return edit;
      },
    };
    const registered = vscode.languages.registerRenameProvider('json', other);
    try {
      const [document, position] = await openAt('{ "name": "web|", "version": "1.0.0" }');
      const rename = (): Thenable<vscode.WorkspaceEdit> =>
        vscode.commands.executeCommand('vscode.executeDocumentRenameProvider', document.uri, position, 'new');
      assert.equal((await rename()).size, 1);
      await replaceAll(document, '{ "name": "web|", "family": "x", "containerDefinitions": [] }');
      await until('a refusal', async () =>
        rename().then(
          () => false,
          (error: unknown) => REFUSAL.test(String(error)),
        ),
      );
      await replaceAll(document, '{ "name": "web|" }');
      await until('no refusal', async () =>
        rename().then(
          () => true,
          () => false,
        ),
      );
    } finally {
      registered.dispose();
    }
  });

  test('a place in a task definition that has no name to change says so', async () => {
    const [document, position] = await openToRename(SHOP.replace('"family"', '"fam|ily"'));
    const prepare = vscode.commands.executeCommand('vscode.prepareRename', document.uri, position);
    await assert.rejects(async () => prepare, REFUSAL);
  });
});
