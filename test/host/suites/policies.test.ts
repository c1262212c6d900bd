import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { createPolicies } from '../../../src/vscode/commands/create-policies.ts';
import type { Node } from '../../../src/vscode/explorer/nodes.ts';
import { suite } from '../runner/harness.ts';
import { until } from '../runner/until.ts';
import { actionParts, callsOf, WRITES } from './action-parts.ts';
import { accept, watchBoxes } from './boxes.ts';
import { closeAll, findings, openText } from './support.ts';

const TASK_ROLE = 'task role: what the exec agent needs';
const EXEC = 'user: exec into containers';

export default suite('policies for ECS Exec', ({ test, before, after, afterEach }) => {
  let actions: ReturnType<typeof actionParts>;
  before(() => {
    actions = actionParts();
  });
  afterEach(closeAll);
  after(() => actions.close());

  /** Takes these policies, in this form, and gives the documents that are opened. */
  const create = async (
    node: Node | undefined,
    policies: readonly string[],
    form: string,
  ): Promise<readonly vscode.TextDocument[]> => {
    const before = new Set(vscode.workspace.textDocuments);
    const boxes = watchBoxes();
    try {
      const done = createPolicies.run(actions.parts, node);
      const first = await boxes.box(1);
      first.selectedItems = first.items.filter(({ label }) => policies.includes(label));
      assert.equal(first.selectedItems.length, policies.length);
      await until('the next box', async () => {
        await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
        return boxes.count() === 2;
      });
      await accept(await boxes.box(2), form);
      await done;
    } finally {
      boxes.restore();
    }
    return vscode.workspace.textDocuments.filter(
      (document) => !before.has(document) && document.uri.scheme === 'untitled',
    );
  };

  test('those of a live service name its cluster, key, log group and containers; nothing is changed', async () => {
    const node = await actions.service('back-office', 'ledger');
    let opened: readonly vscode.TextDocument[] = [];
    const calls = await callsOf(async () => {
      opened = await create(node, [TASK_ROLE, EXEC], 'JSON, as IAM takes it');
    });
    assert.deepEqual(
      calls.filter(({ operation }) => WRITES.includes(operation)),
      [],
    );
    const [role, user] = opened.map((document) => document.getText());
    assert.equal(opened.length, 2);
    const key = 'arn:aws:kms:eu-central-1:123456789012:key/5c1d0e9a-7b42-4f3e-9a61-2d8c7e40b915';
    assert.ok(role?.includes(`"${key}"`) && role.includes('log-group:/ecs/exec/back-office:*"'), role);
    assert.ok(
      user?.includes(`"${key}"`) && user.includes('"arn:aws:ecs:eu-central-1:123456789012:task/back-office/*"'),
    );
    assert.match(user ?? '', /"ecs:container-name": "api"/);
    for (const document of opened) {
      assert.equal(document.languageId, 'json');
      assert.deepEqual(findings(document), []);
    }
  });

  test('those of a task definition in front of the user leave open what it does not tell', async () => {
    const definition = await openText(
      JSON.stringify({
        family: 'shop',
        taskRoleArn: 'arn:aws-cn:iam::111122224444:role/shop',
        containerDefinitions: [{ name: 'web', image: 'web:1' }],
      }),
    );
    await vscode.window.showTextDocument(definition);
    const [document, ...others] = await create(undefined, [TASK_ROLE, EXEC], 'CloudFormation');
    assert.deepEqual(others, []);
    assert.equal(document?.languageId, 'yaml');
    assert.match(document.getText(), /!Sub 'arn:aws-cn:ecs:\$\{AWS::Region\}:111122224444:cluster\/\$\{ClusterName\}'/);
  });
});
