import assert from 'node:assert/strict';
import { rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { createReadiness } from '../../../src/vscode/bundles/readiness.ts';
import { compareTaskDefinition } from '../../../src/vscode/commands/compare-task-definition.ts';
import { copyCliCommand } from '../../../src/vscode/commands/copy-cli-command.ts';
import { openInConsole } from '../../../src/vscode/commands/open-in-console.ts';
import { openTaskDefinition } from '../../../src/vscode/commands/open-task-definition.ts';
import { showEnvironment } from '../../../src/vscode/commands/show-environment.ts';
import { stoppedNode, stoppedTaskNode } from '../../../src/vscode/explorer/nodes.ts';
import { suite } from '../runner/harness.ts';
import { until } from '../runner/until.ts';
import { callsOf, WRITES } from './action-parts.ts';
import { Answers } from './answers.ts';
import { mendOf, readinessParts, writesOf } from './readiness-parts.ts';
import { closeAll, findings, rule } from './support.ts';

export default suite('what there is to know about what runs', ({ test, before, after, afterEach }) => {
  let actions: ReturnType<typeof readinessParts>;
  let answers: Answers;
  before(() => {
    actions = readinessParts(createReadiness());
    answers = new Answers();
  });
  afterEach(async () => {
    answers.reset();
    await closeAll();
  });
  after(async () => {
    answers.dispose();
    await actions.close();
  });

  const inFront = (): vscode.TextDocument => {
    const document = vscode.window.activeTextEditor?.document;
    assert.ok(document);
    return document;
  };
  /** Both sides of the comparison in front. */
  const compared = async (): Promise<readonly [string, string]> => {
    const tab = await until('a comparison', () => {
      const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
      return input instanceof vscode.TabInputTextDiff && input;
    });
    const texts = await Promise.all(
      [tab.original, tab.modified].map(async (uri) => (await vscode.workspace.openTextDocument(uri)).getText()),
    );
    return [texts[0] ?? '', texts[1] ?? ''];
  };

  test('AWS CLI commands are copied, and pages of the AWS console opened', async () => {
    const container = await actions.container('shop', 'storefront');
    const { task } = container.parent;
    const { endpoint } = (await actions.parts.connections.main.gateway()).connection;
    const rest = `--region eu-central-1 --endpoint-url ${endpoint ?? ''}`;
    const copied = async (node: Parameters<typeof copyCliCommand.run>[1]): Promise<string> => {
      await vscode.env.clipboard.writeText('');
      await copyCliCommand.run(actions.parts, node);
      return vscode.env.clipboard.readText();
    };
    assert.equal(
      await copied(container),
      `aws ecs execute-command --cluster shop --task ${task.id} --container web --interactive --command /bin/sh ${rest}`,
    );
    const report = {
      arn: task.arn,
      task,
      stopCode: undefined,
      stoppedReason: undefined,
      stoppedAt: undefined,
      exits: [],
    };
    for (const node of [container.parent, stoppedTaskNode(report, stoppedNode(container.parent.parent))]) {
      assert.equal(await copied(node), `aws ecs describe-tasks --cluster shop --tasks ${task.id} ${rest}`);
    }
    await openInConsole.run(actions.parts, container.parent);
    assert.deepEqual(actions.opened, [
      `https://eu-central-1.console.aws.amazon.com/ecs/v2/clusters/shop/tasks/${task.id}?region=eu-central-1`,
    ]);
    const elsewhere = { ...container.parent, task: { ...task, arn: task.arn.replace('arn:aws:', 'arn:aws-iso:') } };
    await assert.rejects(openInConsole.run(actions.parts, elsewhere), { code: 'no-console' });
  });

  test('a task definition is shown as it could be registered, with what our rules find in it', async () => {
    const reports = await actions.service('back-office', 'reports');
    await openTaskDefinition.run(actions.parts, reports);
    const document = inFront();
    assert.match(document.uri.path, /\/task-definitions\/reports:5\.json$/);
    const read = JSON.parse(document.getText()) as Record<string, unknown>;
    assert.equal(read['family'], 'reports');
    assert.ok(!('revision' in read) && !('registeredAt' in read));
    await until('a finding', () => findings(document).some((each) => rule(each) === 'exec/readonly-root-filesystem'));
    const offered = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      document.uri,
      new vscode.Range(0, 0, document.lineCount, 0),
      vscode.CodeActionKind.QuickFix.value,
    );
    assert.ok(offered.every(({ edit }) => edit === undefined));
  });

  test('a report opens it at what keeps exec from working, and writes nothing', async () => {
    const panel = await actions.open(await actions.container('back-office', 'reports'));
    assert.deepEqual(await writesOf(() => panel.press(mendOf(panel, 'task-definition'))), []);
    const { document, selection, visibleRanges } = await until('the document', () => vscode.window.activeTextEditor);
    assert.match(document.uri.path, /\/task-definitions\/reports:5\.json$/);
    assert.match(document.lineAt(selection.active.line).text, /^\s*"readonlyRootFilesystem": true\b/);
    assert.ok(visibleRanges.some((range) => range.contains(selection.active)));
    assert.deepEqual(answers.shown, []);
    panel.close();
  });

  test('it is compared with another revision, and with a file, in which only real differences show', async () => {
    const container = await actions.container('shop', 'storefront');
    const file = join(tmpdir(), `ecs-exec-compared-${process.pid}.json`);
    const connection = actions.parts.connections.main;
    const calls = await callsOf(async () => {
      await assert.rejects(compareTaskDefinition.run(actions.parts, container, vscode.Uri.file(file)), {
        code: 'task-definition',
      });
      const { taskDefinitions } = await connection.gateway();
      const described = await taskDefinitions.describe('storefront:42');
      await writeFile(file, `// ours\n${JSON.stringify({ taskDefinition: described })}`);
      await compareTaskDefinition.run(actions.parts, container, vscode.Uri.file(file));
    });
    assert.deepEqual(
      calls.filter(({ operation }) => WRITES.includes(operation)),
      [],
    );
    const [running, same] = await compared();
    assert.equal(running, same);
    assert.match(running, /storefront:2\.14\.0/);
    await closeAll();
    await writeFile(file, '{"family":');
    await assert.rejects(compareTaskDefinition.run(actions.parts, container, vscode.Uri.file(file)), {
      code: 'task-definition',
    });
    await rm(file);
    assert.deepEqual(await (await connection.gateway()).taskDefinitions.revisions('storefront'), [
      'storefront:42',
      'storefront:41',
    ]);
  });

  test('the environment of a container is shown, its values only when asked for', async () => {
    const container = await actions.container('shop', 'storefront');
    await showEnvironment.run(actions.parts, container);
    const hidden = inFront();
    assert.match(hidden.getText(), /^NODE_ENV=••••••••$/m);
    assert.match(hidden.getText(), /^SESSION_KEY=arn:aws:/m);
    assert.doesNotMatch(hidden.getText(), /production/);
    answers.answer = ({ buttons }) => buttons[0];
    await showEnvironment.run(actions.parts, container);
    await until('the values', () => /^NODE_ENV=production$/m.test(inFront().getText()));
    assert.match(inFront().getText(), /^SESSION_KEY=arn:aws:/m);
  });
});
