import assert from 'node:assert/strict';
import { rename, writeFile } from 'node:fs/promises';
import * as vscode from 'vscode';
import { settings } from '../../../src/vscode/settings.ts';
import { suite } from '../runner/harness.ts';
import { until } from '../runner/until.ts';
import { closeAll, findings, openText, replaceAll, rule } from './support.ts';

const INIT = 'exec/init-process';
const READ_ONLY = 'exec/readonly-root-filesystem';
const TASK = `{
  "family": "shop",
  "networkMode": "awsvpc",
  "taskRoleArn": "arn:aws:iam::123456789012:role/shop-task",
  "containerDefinitions": [
    {
      "name": "web",
      "image": "nginx:1",
      "memory": 128,
      "readonlyRootFilesystem": true
    }
  ]
}
`;

/** What is said of the rules that the tests configure: severity and rule, in order. */
function said(document: vscode.TextDocument): string {
  return findings(document)
    .filter((finding) => [INIT, READ_ONLY].includes(rule(finding)))
    .map((finding) => `${vscode.DiagnosticSeverity[finding.severity].toLowerCase()} ${rule(finding)}`)
    .sort()
    .join();
}

const AS_THEY_ARE = `information ${INIT},warning ${READ_ONLY}`;

async function untilSaid(document: vscode.TextDocument, expected: string): Promise<void> {
  await until(`the findings ${expected}`, () => {
    if (said(document) !== expected) {
      throw new Error(`The findings are ${said(document)}.`);
    }
    return true;
  });
}

function inWorkspace(name: string): vscode.Uri {
  const folder = vscode.workspace.workspaceFolders?.[0];
  assert.ok(folder);
  return vscode.Uri.joinPath(folder.uri, name);
}

const file = (): vscode.Uri => inWorkspace('ecs-exec.config.json');

/**
 * Writes a file as a whole: of one that grows while VS Code reads it, VS Code may know the text and an older date, and
 * then refuses to save.
 */
async function write(uri: vscode.Uri, text: string): Promise<void> {
  await vscode.workspace.fs.createDirectory(vscode.Uri.joinPath(uri, '..'));
  const draft = `${uri.fsPath}.draft`;
  await writeFile(draft, text);
  await rename(draft, uri.fsPath);
  // Until VS Code has followed in a document that it still holds, it refuses to save that, too.
  const open = vscode.workspace.textDocuments.find((each) => each.uri.toString() === uri.toString() && !each.isDirty);
  await until('VS Code to follow', () => open === undefined || open.isClosed || open.getText() === text);
}

/** Shows the configuration file with a text. VS Code may still have what it held before: that is replaced. */
async function openConfiguration(text: string): Promise<vscode.TextDocument> {
  await write(file(), text);
  const document = await vscode.workspace.openTextDocument(file());
  await vscode.window.showTextDocument(document);
  await replaceAll(document, text);
  return document;
}

/** Shows a new file of the workspace with a text. */
async function openFile(path: string, text: string): Promise<vscode.TextDocument> {
  await write(inWorkspace(path), text);
  const document = await vscode.workspace.openTextDocument(inWorkspace(path));
  await vscode.window.showTextDocument(document, { preview: false });
  // VS Code keeps what it has read for a while, and reads a file that has changed a little later.
  await until('what was written', () => document.getText() === text);
  return document;
}

/** What is selected in the editor in front. */
function selected(): string | undefined {
  const editor = vscode.window.activeTextEditor;
  return editor?.document.getText(editor.selection);
}

async function read(uri: vscode.Uri): Promise<string> {
  return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
}

/** The range of the finding of a rule, which must be there. */
function place(document: vscode.TextDocument, name: string): vscode.Range {
  const finding = findings(document).find((each) => rule(each) === name);
  assert.ok(finding, `There is a finding of ${name}.`);
  return finding.range;
}

async function actions(document: vscode.TextDocument, range: vscode.Range): Promise<vscode.CodeAction[]> {
  return vscode.commands.executeCommand<vscode.CodeAction[]>(
    'vscode.executeCodeActionProvider',
    document.uri,
    range,
    vscode.CodeActionKind.QuickFix.value,
  );
}

/** Does what the action with this title would do. */
async function choose(document: vscode.TextDocument, name: string, title: string): Promise<void> {
  const action = await until(`"${title}" to be offered`, async () => {
    const offered = await actions(document, place(document, name));
    const found = offered.find((each) => each.title === title);
    assert.ok(found, `Offered are: ${offered.map((each) => each.title).join('; ')}`);
    return found;
  });
  if (action.edit !== undefined) {
    await vscode.workspace.applyEdit(action.edit);
  }
  if (action.command !== undefined) {
    await vscode.commands.executeCommand(action.command.command, ...((action.command.arguments ?? []) as unknown[]));
  }
}

async function remove(uri: vscode.Uri): Promise<void> {
  await vscode.workspace.fs.delete(uri, { recursive: true }).then(undefined, (error: unknown) => {
    assert.ok(error instanceof vscode.FileSystemError && error.code === 'FileNotFound', String(error));
  });
}

async function setRules(rules: Readonly<Record<string, string>> | undefined): Promise<void> {
  // VS Code refuses while it is still reading what was written last.
  await until('the setting to be written', async () => {
    await vscode.workspace.getConfiguration('ecs-exec').update('rules', rules, vscode.ConfigurationTarget.Workspace);
    return true;
  });
}

export default suite('configuration', ({ test, afterEach }) => {
  afterEach(async () => {
    // One that is edited and in no tab would stay as it is.
    for (const document of vscode.workspace.textDocuments.filter(({ isDirty, isUntitled }) => isDirty && !isUntitled)) {
      await document.save();
    }
    await closeAll();
    await remove(file());
    await remove(inWorkspace('fix-on-save.json'));
    await remove(inWorkspace('services'));
    await remove(inWorkspace('repository'));
    await setRules(undefined);
    const untouched = await openText(TASK);
    await untilSaid(untouched, AS_THEY_ARE);
    await closeAll();
  });

  test('a file that appears, changes and goes takes effect on what is open', async () => {
    const document = await openText(TASK);
    await untilSaid(document, AS_THEY_ARE);
    await write(file(), `{ "rules": { "${INIT}": "off" } }`);
    await untilSaid(document, `warning ${READ_ONLY}`);
    await write(file(), `{ "rules": { "${INIT}": "error" }, "preset": "recommended" }`);
    await untilSaid(document, `error ${INIT},warning ${READ_ONLY}`);
    await remove(file());
    await untilSaid(document, AS_THEY_ARE);
  });

  test('what is typed into the file takes effect before it is saved', async () => {
    const configuration = await openConfiguration('{}');
    const document = await openText(TASK);
    await untilSaid(document, AS_THEY_ARE);
    await replaceAll(configuration, `{ "rules": { "${READ_ONLY}": "information" } }`);
    await untilSaid(document, `information ${INIT},information ${READ_ONLY}`);
    assert.ok(configuration.isDirty);
  });

  test('the file takes comments; mistakes in it are underlined, with a fix, and once', async () => {
    const configuration = await openConfiguration('{\n  // ours\n  "rules": { "exec/init-proces": "off", },\n}\n');
    assert.equal(configuration.languageId, 'jsonc');
    await until('a finding', () => findings(configuration).length === 1);
    const everyone = vscode.languages.getDiagnostics(configuration.uri).map(({ message }) => message);
    assert.deepEqual(everyone, ['There is no rule "exec/init-proces". Did you mean "exec/init-process"?']);
    await choose(configuration, 'config/invalid', `Change it to "${INIT}"`);
    await until('no finding', () => findings(configuration).length === 0);
  });

  test('rules and severities are completed in the file', async () => {
    const configuration = await openConfiguration('{ "rules": { "": "" } }');
    const complete = async (offset: number): Promise<readonly string[]> => {
      const position = configuration.positionAt(offset);
      const list = await vscode.commands.executeCommand<vscode.CompletionList>(
        'vscode.executeCompletionItemProvider',
        configuration.uri,
        position,
      );
      return list.items.map(({ label }) => (typeof label === 'string' ? label : label.label));
    };
    const text = configuration.getText();
    await until('the rules', async () =>
      (await complete(text.indexOf('""') + 1)).some((label) => label.includes(INIT)),
    );
    await replaceAll(configuration, `{ "rules": { "${INIT}": "" } }`);
    await until('the severities', async () =>
      (await complete(configuration.getText().indexOf('""') + 1)).some((label) => label.includes('off')),
    );
  });

  test('the setting wins over the file', async () => {
    await write(file(), `{ "rules": { "${INIT}": "off", "${READ_ONLY}": "off" } }`);
    const document = await openText(TASK);
    await untilSaid(document, '');
    await setRules({ [INIT]: 'warning' });
    await untilSaid(document, `warning ${INIT}`);
    const offered = await actions(document, place(document, INIT));
    assert.ok(!offered.some(({ title }) => title.includes('in this workspace')), 'the file would make no difference');
  });

  test('with the preset for read-only root file systems, none is made writable', async () => {
    await write(file(), '{ "preset": "read-only-root-filesystem" }');
    const document = await openText(
      TASK.replace('"readonlyRootFilesystem": true', '"readonlyRootFilesystem": false'),
      'jsonc',
    );
    await until('a finding', () => said(document).includes(READ_ONLY));
    const edit = await until('the fix', async () => (await actions(document, place(document, READ_ONLY)))[0]?.edit);
    await vscode.workspace.applyEdit(edit);
    assert.match(document.getText(), /"readonlyRootFilesystem": true/);
    await untilSaid(document, `information ${INIT}`);
  });

  test('a finding is suppressed in its line, where comments are allowed', async () => {
    const document = await openText(TASK, 'jsonc');
    await untilSaid(document, AS_THEY_ARE);
    await choose(document, INIT, `Disable ${INIT} for this line`);
    await untilSaid(document, `warning ${READ_ONLY}`);
    assert.equal(
      document.getText(),
      TASK.replace('      "name"', `      // ecs-exec-disable-next-line ${INIT}\n      "name"`),
    );

    const plain = await openText(TASK, 'json');
    await untilSaid(plain, AS_THEY_ARE);
    const offered = await actions(plain, place(plain, INIT));
    assert.ok(!offered.some(({ title }) => title.includes('for this line')));
  });

  test('a rule is disabled in the workspace: the file is made, then edited in its format', async () => {
    const document = await openText(TASK);
    await untilSaid(document, AS_THEY_ARE);
    await choose(document, INIT, `Disable ${INIT} in this workspace`);
    await untilSaid(document, `warning ${READ_ONLY}`);
    // What it wrote is in front, and names no schema: that would be downloaded in place of the one that is here.
    assert.equal(await read(file()), `{\n  "rules": {\n    "${INIT}": "off"\n  }\n}\n`);
    assert.equal(selected(), `"${INIT}"`);
    assert.equal(vscode.window.activeTextEditor?.document.uri.toString(), file().toString());

    await write(file(), `{\r\n\t// ours\r\n\t"rules": {\r\n\t\t"${INIT}": "off", // see 12\r\n\t},\r\n}\r\n`);
    await until('the file to be read', async () =>
      (await vscode.workspace.openTextDocument(file())).getText().includes('see 12'),
    );
    await choose(document, READ_ONLY, `Disable ${READ_ONLY} in this workspace`);
    await untilSaid(document, '');
    assert.equal(
      await read(file()),
      `{\r\n\t// ours\r\n\t"rules": {\r\n\t\t"${INIT}": "off", // see 12\r\n\t\t"${READ_ONLY}": "off",\r\n\t},\r\n}\r\n`,
    );
  });

  test('a rule is disabled for one file, in an override', async () => {
    const web = await openFile('services/web.json', TASK);
    const api = await openFile('services/api.json', TASK);
    await untilSaid(web, AS_THEY_ARE);
    await write(file(), `{ "rules": { "${INIT}": "error" } }`);
    await untilSaid(web, `error ${INIT},warning ${READ_ONLY}`);
    await choose(web, INIT, `Disable ${INIT} for this file`);
    await untilSaid(web, `warning ${READ_ONLY}`);
    await untilSaid(api, `error ${INIT},warning ${READ_ONLY}`);
    assert.deepEqual(JSON.parse(await read(file())), {
      rules: { [INIT]: 'error' },
      overrides: [{ files: ['services/web.json'], rules: { [INIT]: 'off' } }],
    });
    assert.equal(selected(), `"${INIT}"`);
    // Another one goes into the same override.
    await choose(web, READ_ONLY, `Disable ${READ_ONLY} for this file`);
    await untilSaid(web, '');
    assert.match(await read(file()), /"files": \[[^{]*\{[^}]*off[^}]*off/);
    await write(file(), `{ "overrides": [{ "files": ["services"], "rules": { "${INIT}": "warning" } }] }`);
    await untilSaid(web, `warning ${INIT},warning ${READ_ONLY}`);
    const titles = (await actions(web, place(web, INIT))).map(({ title }) => title);
    assert.ok(!titles.includes(`Disable ${INIT} in this workspace`), 'the override would win');
  });

  test('what hides a finding stands below what fixes it, and a comment last where there should be none', async () => {
    const titles = async (document: vscode.TextDocument): Promise<readonly string[]> => {
      await untilSaid(document, AS_THEY_ARE);
      return (await actions(document, place(document, READ_ONLY)))
        .map(({ title }) => title)
        .filter((title) => !title.startsWith('Show'));
    };
    const disable = [`Disable ${READ_ONLY} for this file`, `Disable ${READ_ONLY} in this workspace`];
    const comment = `Disable ${READ_ONLY} for this line`;
    const json = await titles(await openFile('services/commented.json', TASK.replace('{', '{ // ours')));
    assert.deepEqual(json.slice(-3), [...disable, comment]);
    assert.ok(json.length > 3 && json.slice(0, -3).every((title) => !title.startsWith('Disable')), json.join());
    const jsonc = await titles(await openFile('services/web.jsonc', TASK));
    assert.deepEqual(jsonc.slice(-3), [comment, ...disable]);
  });

  test('the nearest file counts, alone, and its globs start in its folder', async () => {
    const web = await openFile('services/web/td.json', TASK);
    const api = await openFile('services/api.json', TASK);
    await write(file(), `{ "rules": { "${INIT}": "off", "${READ_ONLY}": "error" } }`);
    await untilSaid(web, `error ${READ_ONLY}`);
    const near = inWorkspace('services/ecs-exec.config.json');
    await write(near, `{ "overrides": [{ "files": ["web/*.json"], "rules": { "${INIT}": "error" } }] }`);
    await untilSaid(web, `error ${INIT},warning ${READ_ONLY}`);
    await untilSaid(api, AS_THEY_ARE);
    await choose(api, INIT, `Disable ${INIT} in services/ecs-exec.config.json`);
    await untilSaid(api, `warning ${READ_ONLY}`);
    await remove(near);
    await untilSaid(web, `error ${READ_ONLY}`);
    await untilSaid(api, `error ${READ_ONLY}`);
  });

  test('the root of a repository ends the search', async () => {
    // A folder that nobody has looked at, for VS Code tells nobody of what is made in it.
    await write(inWorkspace('repository/.git/HEAD'), 'ref: refs/heads/main\n');
    await write(file(), `{ "rules": { "${INIT}": "off" } }`);
    await untilSaid(await openFile('services/web/td.json', TASK), `warning ${READ_ONLY}`);
    await untilSaid(await openFile('repository/web/td.json', TASK), AS_THEY_ARE);
  });

  test('a file that is ignored has no findings and no fixes, and names that can be renamed', async () => {
    const document = await openFile('services/web/td.json', TASK);
    await untilSaid(document, AS_THEY_ARE);
    const configuration = await openConfiguration('{}');
    await replaceAll(configuration, '{ "ignore": ["services", "!services/kept.json"] }');
    await untilSaid(document, '');
    assert.deepEqual(await actions(document, new vscode.Range(0, 0, document.lineCount, 0)), []);
    const at = document.positionAt(TASK.indexOf('"web"') + 1);
    const edit = await vscode.commands.executeCommand<vscode.WorkspaceEdit>(
      'vscode.executeDocumentRenameProvider',
      document.uri,
      at,
      'app',
    );
    assert.equal(edit.size, 1);
    await untilSaid(await openFile('services/kept.json', TASK), AS_THEY_ARE);
    await untilSaid(await openText(TASK), AS_THEY_ARE);
  });

  test('on save, the safe fixes of the rules that are on are made', async () => {
    const editor = vscode.workspace.getConfiguration('editor');
    await editor.update(
      'codeActionsOnSave',
      { 'source.fixAll.ecsExec': 'explicit' },
      vscode.ConfigurationTarget.Workspace,
    );
    const uri = inWorkspace('fix-on-save.json');
    await write(uri, TASK.replace('128', '"128"'));
    const document = await vscode.workspace.openTextDocument(uri);
    const shown = await vscode.window.showTextDocument(document);
    await untilSaid(document, AS_THEY_ARE);
    const save = async (): Promise<string> => {
      await shown.edit((edit) => edit.insert(document.positionAt(document.getText().length), '\n'));
      await document.save();
      return read(uri);
    };
    await setRules({ [INIT]: 'off', 'task/wrong-type': 'off' });
    await untilSaid(document, `warning ${READ_ONLY}`);
    assert.match(await save(), /"memory": "128"/);
    await setRules(undefined);
    await untilSaid(document, AS_THEY_ARE);
    // VS Code saves without what it has not heard of in time.
    const saved = await until('the fix', async () => {
      const text = await save();
      return text.includes('"memory": 128') && text;
    });
    assert.match(saved, /"readonlyRootFilesystem": true/, 'that is a choice');
    await editor.update('codeActionsOnSave', undefined, vscode.ConfigurationTarget.Workspace);
  });

  test('a setting of another type than it should be does no harm', async () => {
    const own = vscode.workspace.getConfiguration('ecs-exec');
    const document = await openText(TASK);
    for (const rules of ['off', 7, null, ['off']]) {
      await own.update('rules', rules, vscode.ConfigurationTarget.Global);
      await until('the setting', () => Object.keys(settings.rules(document)).length === 0);
      await untilSaid(document, AS_THEY_ARE);
      const titles = (await actions(document, place(document, INIT))).map(({ title }) => title);
      assert.ok(titles.includes(`Disable ${INIT} in this workspace`), titles.join());
    }
    try {
      for (const [written, taken] of [
        [123456789012, '123456789012'],
        [null, undefined],
        [' ', undefined],
        [{ name: 'x' }, '{"name":"x"}'],
      ] as const) {
        await own.update('profile', written, vscode.ConfigurationTarget.Global);
        await own.update('command', written, vscode.ConfigurationTarget.Global);
        await until(
          `the settings ${String(taken)}`,
          () => settings.profile() === taken && settings.command() === taken,
        );
      }
    } finally {
      await own.update('profile', undefined, vscode.ConfigurationTarget.Global);
      await own.update('command', undefined, vscode.ConfigurationTarget.Global);
    }
  });
});
