import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { suite } from '../runner/harness.ts';
import { until } from '../runner/until.ts';
import { closeAll, openText, rule, untilRules } from './support.ts';

const WRONG = [
  '{',
  '\t"family": "shop", // the family',
  '\t"taskRoleArn": "shop-task",',
  '\t"requiresCompatibilities": ["EC2"],',
  '\t"networkMode": "bridge",',
  '\t"containerDefinitions": [',
  '\t\t{',
  '\t\t\t"name": "web",',
  '\t\t\t"image": "nginx",',
  '\t\t\t"memory": 128,',
  '\t\t\t"portMappings": [{ "containerPort": 8080, "hostPort": 80 }],',
  '\t\t\t"readonlyRootFilesystem": true',
  '\t\t}',
  '\t]',
  '}',
  '',
].join('\r\n');
const ALL_THREE = ['exec/awsvpc', 'exec/init-process', 'exec/readonly-root-filesystem'] as const;

/** What is offered at a range, once it is anything: VS Code drops an answer when the document changes meanwhile. */
async function actions(
  document: vscode.TextDocument,
  range: vscode.Range,
  kind: vscode.CodeActionKind,
): Promise<vscode.CodeAction[]> {
  return until(`actions of ${kind.value}`, async () => {
    const offered = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      document.uri,
      range,
      kind.value,
    );
    return offered.length > 0 && offered;
  });
}

async function apply(action: vscode.CodeAction | undefined): Promise<void> {
  assert.ok(action?.edit, 'There is such an action.');
  assert.ok(await vscode.workspace.applyEdit(action.edit));
}

export default suite('fixes', ({ test, afterEach }) => {
  afterEach(closeAll);

  for (const name of ALL_THREE) {
    test(`each fix of ${name} takes its finding away`, async () => {
      const document = await openText(WRONG, 'jsonc');
      const finding = (await untilRules(document, ...ALL_THREE)).find((each) => rule(each) === name);
      assert.ok(finding);
      const offered = (await actions(document, finding.range, vscode.CodeActionKind.QuickFix)).filter(
        ({ title }) => !/^(Fix all|Show documentation|Disable )/.test(title),
      );
      assert.equal(offered.length, name === 'exec/readonly-root-filesystem' ? 2 : 1);
      await apply(offered[0]);
      await untilRules(document, ...ALL_THREE.filter((each) => each !== name));
      assert.match(document.getText(), /\/\/ the family/);
      assert.doesNotMatch(document.getText().replaceAll('\r\n', ''), /\n/);
    });
  }

  test('a fix of many findings is offered once', async () => {
    const efs = '{ "fileSystemId": "fs-1", "authorizationConfig": { "iam": "ENABLED", "accessPointId": "fsap-1" } }';
    const volumes = `"volumes": [{ "name": "data", "efsVolumeConfiguration": ${efs} }]`;
    const document = await openText(WRONG.replace('"family"', `${volumes}, "family"`), 'jsonc');
    await untilRules(document, ...ALL_THREE, 'task/efs-volume', 'task/efs-volume');
    const everything = new vscode.Range(0, 0, document.lineCount, 0);
    const offered = await actions(document, everything, vscode.CodeActionKind.QuickFix);
    assert.equal(offered.filter(({ title }) => title === 'Set transitEncryption to ENABLED').length, 1);
  });

  test('a root filesystem can stay read-only with writable mounts', async () => {
    const document = await openText(WRONG, 'jsonc');
    const finding = (await untilRules(document, ...ALL_THREE)).find(
      (each) => rule(each) === 'exec/readonly-root-filesystem',
    );
    assert.ok(finding);
    const offered = await actions(document, finding.range, vscode.CodeActionKind.QuickFix);
    await apply(offered.find(({ edit }) => JSON.stringify(edit?.get(document.uri)).includes('/var/lib/amazon')));
    assert.match(document.getText(), /"readonlyRootFilesystem": true/);
    assert.match(document.getText(), /\/var\/log\/amazon/);
  });

  test('fix all mends the file in one step that can be undone', async () => {
    const wrong = WRONG.replace('128', '"128"');
    const document = await openText(wrong, 'jsonc');
    await untilRules(document, ...ALL_THREE, 'task/wrong-type');
    await vscode.commands.executeCommand('ecs-exec.fixAll');
    assert.equal(document.getText(), WRONG);
    await vscode.commands.executeCommand('undo');
    assert.equal(document.getText(), wrong);
    await untilRules(document, ...ALL_THREE, 'task/wrong-type');
  });

  test('the documentation of each finding is offered below its fixes', async () => {
    const document = await openText(WRONG, 'jsonc');
    for (const finding of await untilRules(document, ...ALL_THREE)) {
      const offered = await actions(document, finding.range, vscode.CodeActionKind.QuickFix);
      const titles = offered.map(({ title }) => title);
      const at = titles.indexOf(`Show documentation for ${rule(finding)}`);
      assert.ok(at > 0, titles.join());
      assert.ok(
        titles.slice(at + 1).every((title) => /^(Show documentation|Disable )/.test(title)),
        titles.join(),
      );
      assert.match(String(offered[at]?.command?.arguments?.[0]), new RegExp(`/docs/rules/${rule(finding)}.md`));
    }
  });

  test('what fixes all says what it has done, and does not fix anything twice', async () => {
    const document = await openText(WRONG.replace('128', '"128"'), 'jsonc');
    await untilRules(document, ...ALL_THREE, 'task/wrong-type');
    const all = new vscode.Range(0, 0, document.lineCount, 0);
    const [action] = await actions(document, all, vscode.CodeActionKind.SourceFixAll);
    assert.equal(action?.command?.command, 'ecs-exec.fixAll');
    await apply(action);
    const text = document.getText();
    assert.match(text, /"memory": 128/);
    await vscode.commands.executeCommand(action.command.command, ...((action.command.arguments ?? []) as unknown[]));
    assert.equal(document.getText(), text);
  });

  test('fix all is offered as a source action, and alone', async () => {
    const document = await openText(WRONG.replace('128', '"128"'), 'jsonc');
    await untilRules(document, ...ALL_THREE, 'task/wrong-type');
    const all = new vscode.Range(0, 0, document.lineCount, 0);
    const offered = await actions(document, all, vscode.CodeActionKind.SourceFixAll);
    assert.deepEqual(
      offered.map(({ kind }) => kind?.value),
      ['source.fixAll.ecsExec'],
    );
  });
});
