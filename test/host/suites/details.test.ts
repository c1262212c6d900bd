import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { aws } from '../../../src/aws/index.ts';
import { showDetails } from '../../../src/vscode/commands/show-details.ts';
import { Connections } from '../../../src/vscode/connections/connections.ts';
import { Documents } from '../../../src/vscode/documents/documents.ts';
import { Explorer } from '../../../src/vscode/explorer/explorer.ts';
import type { Node } from '../../../src/vscode/explorer/nodes.ts';
import { suite } from '../runner/harness.ts';
import { until } from '../runner/until.ts';
import { changeSimulator, lookAtSimulator } from './simulator.ts';
import { closeAll, testLog } from './support.ts';

export default suite('details and stopped tasks', ({ test, before, after, afterEach }) => {
  let explorer: Explorer;
  let documents: Documents;
  let connections: Connections;
  let close: () => void;

  before(() => {
    const log = testLog();
    connections = new Connections(() => Promise.resolve(aws), log);
    explorer = new Explorer(connections, log);
    documents = new Documents(log);
    close = () => [explorer, documents, connections, log].forEach((each) => each.dispose());
  });
  after(() => close());
  afterEach(closeAll);

  const labelOf = (node: Node): string => {
    const { label } = explorer.getTreeItem(node);
    return typeof label === 'string' ? label : '';
  };
  /** The first node below another whose label begins so. */
  const below = (parent: Node | undefined, label: string): Promise<Node> =>
    until(`the row ${label}`, async () =>
      (await explorer.getChildren(parent)).find((node) => node.kind !== 'named' && labelOf(node).startsWith(label)),
    );

  /** What the document says that the command shows. */
  const details = async (node: Node): Promise<string> => {
    await showDetails.run({ documents, connections, selection: () => [] }, node);
    const { activeTextEditor } = vscode.window;
    assert.equal(activeTextEditor?.document.uri.scheme, 'ecs-exec');
    return activeTextEditor.document.getText();
  };

  const asked = async (operation: string): Promise<number> =>
    (await lookAtSimulator()).calls.filter((call) => call.operation === operation).length;

  test('a cluster, a service, a task and a container can be read about', async () => {
    const cluster = await below(undefined, 'shop');
    assert.match(await details(cluster), /^# Cluster shop\n[^]*\n- Container Insights: enabled\n/);
    const service = await below(cluster, 'storefront');
    const read = await details(service);
    assert.match(read, /^# Service storefront\n[^]*\n## Deployments\n\n- storefront:42: newest, /);
    assert.match(read, /\n- Service Connect: namespace shop/);
    assert.match(read, /\n## Events\n\n- [^]*steady state/);
    const task = await until('a task', async () =>
      (await explorer.getChildren(service)).find(({ kind }) => kind === 'task'),
    );
    assert.match(await details(task), /^# Task [0-9a-f]{32}\n[^]*\n## Container web\n/);
    const [container] = await explorer.getChildren(task);
    assert.ok(container);
    assert.match(await details(container), /^# Container web\n[^]*\n- Image: .*storefront:2\.14\.0\n[^]*\n## Task /);
    assert.equal(vscode.window.activeTextEditor?.document.languageId, 'markdown');
  });

  test('what may not be asked could not be told, and all else is', async () => {
    const service = await below(await below(undefined, 'shop'), 'storefront');
    const operations = ['ListServiceDeployments', 'DescribeScalableTargets'];
    await changeSimulator({ faults: operations.map((operation) => ({ kind: 'access-denied', operation, times: 9 })) });
    await details(service);
    // VS Code may still have what the document said when it was open before.
    const read = await until('what is not known', () => {
      const text = vscode.window.activeTextEditor?.document.getText() ?? '';
      return /## Earlier deployments\n\n- Could not tell\. .*ecs:ListServiceDeployments/.test(text) && text;
    });
    await changeSimulator({ faults: [] });
    assert.match(read, /## Scaling\n\n- Could not tell\. .*application-autoscaling:DescribeScalableTargets/);
    assert.match(read, /\n- Tasks: /);
  });

  test('tasks that have stopped are asked for when they are looked at, and say why', async () => {
    const before = await asked('ListTasks');
    const tasks = await below(await below(undefined, 'back-office'), 'Standalone tasks');
    const group = await below(tasks, 'Recently stopped');
    const listed = await asked('ListTasks');
    assert.ok(listed > before);
    // Other tests stop tasks, too.
    const stopped = await until('the stopped task', async () =>
      (await explorer.getChildren(group)).find(
        (node) => node.kind === 'stoppedTask' && node.report.task.definition === 'nightly-export:3',
      ),
    );
    assert.ok((await asked('ListTasks')) > listed);
    const { description, accessibilityInformation, contextValue, iconPath } = explorer.getTreeItem(stopped);
    assert.match(String(description), /^exit code 1 · \d+ min ago · nightly-export:3$/);
    assert.match(accessibilityInformation?.label ?? '', /^stopped task, [0-9a-f]{8}, exit code 1 · /);
    assert.match(contextValue ?? '', /\becsStoppedTask\b/);
    assert.ok(iconPath instanceof vscode.ThemeIcon && iconPath.id === 'error');
    const read = await details(stopped);
    assert.match(read, /\n- How it ended: Task [0-9a-f]{8} has stopped: one of its essential containers ended/);
    assert.match(read, /\n- Exit code: 1\n/);
    const none = await below(await below(await below(undefined, 'back-office'), 'reports'), 'Recently stopped');
    await until('the answer', async () =>
      (await explorer.getChildren(none)).some((node) => labelOf(node) === 'No task has stopped in the last hour'),
    );
  });
});
