import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { suite } from '../../runner/harness.ts';
import { until } from '../../runner/until.ts';
import { closeAll, findings, openText, rule } from '../support.ts';

const INIT = 'exec/init-process';
const READ_ONLY = 'exec/readonly-root-filesystem';

/** A file of one of the workspace's folders. */
function inRoot(root: 'shop' | 'office', path: string): vscode.Uri {
  const folder = vscode.workspace.workspaceFolders?.find(({ name }) => name === root);
  assert.ok(folder);
  return vscode.Uri.joinPath(folder.uri, path);
}

async function open(uri: vscode.Uri): Promise<vscode.TextDocument> {
  const document = await vscode.workspace.openTextDocument(uri);
  await vscode.window.showTextDocument(document, { preview: false });
  return document;
}

async function untilSaid(document: vscode.TextDocument, expected: readonly string[]): Promise<void> {
  await until(`${expected.join()} of ${document.fileName}`, () => {
    const said = findings(document)
      .map((finding) => `${vscode.DiagnosticSeverity[finding.severity].toLowerCase()} ${rule(finding)}`)
      .sort();
    if (said.join() !== expected.join()) {
      throw new Error(`The findings are ${said.join()}.`);
    }
    return true;
  });
}

/** Two folders, each with an ecs-exec.config.json of its own. */
export default suite('several folders', ({ test, afterEach }) => {
  afterEach(closeAll);

  test('each file obeys the configuration of its own folder, and follows its changes', async () => {
    const shop = await open(inRoot('shop', 'task-definition.json'));
    const office = await open(inRoot('office', 'task-definition.json'));
    await untilSaid(shop, [`warning ${READ_ONLY}`]);
    await untilSaid(office, [`error ${READ_ONLY}`, `information ${INIT}`]);
    await vscode.workspace.fs.writeFile(
      inRoot('office', 'ecs-exec.config.json'),
      Buffer.from(`{ "rules": { "${READ_ONLY}": "off" } }`),
    );
    await untilSaid(office, [`information ${INIT}`]);
    await untilSaid(shop, [`warning ${READ_ONLY}`]);
  });

  test('a document in neither has no configuration', async () => {
    const text = Buffer.from(await vscode.workspace.fs.readFile(inRoot('shop', 'task-definition.json'))).toString();
    await untilSaid(await openText(text), [`information ${INIT}`, `warning ${READ_ONLY}`]);
  });

  test('the settings of a folder are for its files', async () => {
    const shop = await open(inRoot('shop', 'task-definition.json'));
    const office = await open(inRoot('office', 'task-definition.json'));
    await untilSaid(office, [`information ${INIT}`]);
    const settings = vscode.workspace.getConfiguration('ecs-exec', office);
    await settings.update('rules', { [INIT]: 'error' }, vscode.ConfigurationTarget.WorkspaceFolder);
    await untilSaid(office, [`error ${INIT}`]);
    await untilSaid(shop, [`warning ${READ_ONLY}`]);
    await settings.update('rules', undefined, vscode.ConfigurationTarget.WorkspaceFolder);
    await untilSaid(office, [`information ${INIT}`]);
  });

  test('a rule is disabled in the folder of the file', async () => {
    const shop = await open(inRoot('shop', 'task-definition.json'));
    const office = await open(inRoot('office', 'task-definition.json'));
    await untilSaid(shop, [`warning ${READ_ONLY}`]);
    const [finding] = findings(shop);
    assert.ok(finding);
    const disable = await until('the action', async () => {
      const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
        'vscode.executeCodeActionProvider',
        shop.uri,
        finding.range,
      );
      const found = actions.find(({ title }) => title === `Disable ${READ_ONLY} in this workspace`);
      assert.ok(found, actions.map(({ title }) => title).join());
      return found.command;
    });
    await vscode.commands.executeCommand(disable.command, ...((disable.arguments ?? []) as unknown[]));
    await untilSaid(shop, []);
    await untilSaid(office, [`information ${INIT}`]);
    const written = Buffer.from(await vscode.workspace.fs.readFile(inRoot('shop', 'ecs-exec.config.json'))).toString();
    assert.deepEqual(JSON.parse(written), { rules: { [INIT]: 'off', [READ_ONLY]: 'off' } });
  });
});
