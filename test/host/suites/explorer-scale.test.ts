import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { aws } from '../../../src/aws/index.ts';
import { clearFilter } from '../../../src/vscode/commands/clear-filter.ts';
import { filter } from '../../../src/vscode/commands/filter.ts';
import { showMore } from '../../../src/vscode/commands/show-more.ts';
import { Connections } from '../../../src/vscode/connections/connections.ts';
import { Explorer, type FilterState } from '../../../src/vscode/explorer/explorer.ts';
import { KeptFilter } from '../../../src/vscode/explorer/kept-filter.ts';
import type { Node } from '../../../src/vscode/explorer/nodes.ts';
import { memento } from '../../support/memento.ts';
import { suite } from '../runner/harness.ts';
import { until } from '../runner/until.ts';
import { changeSimulator, lookAtSimulator } from './simulator.ts';
import { testLog } from './support.ts';

export default suite('the explorer at scale', ({ test, before, after }) => {
  const log = testLog();
  let connections: Connections;
  let explorer: Explorer;
  let many: Node;
  const changed: (Node | undefined)[] = [];
  let narrowed: FilterState | undefined;

  const label = (node: Node): string => {
    const { label: text, description } = explorer.getTreeItem(node);
    return `${typeof text === 'string' ? text : ''} ${typeof description === 'string' ? description : ''}`.trim();
  };
  const shown = (parent?: Node): Promise<Node[]> => explorer.getChildren(parent);
  const calls = async (operation: string): Promise<number> =>
    (await lookAtSimulator()).calls.filter((call) => call.operation === operation).length;
  /** Below a node, once all of it is described. */
  const complete = (parent?: Node): Promise<Node[]> =>
    until('the rows', async () => {
      const rows = await shown(parent);
      return rows.length > 0 && !rows.some(({ kind }) => kind === 'named' || kind === 'note') && rows;
    });

  before(async () => {
    await changeSimulator({ many: { services: 250, tasks: 250 } });
    connections = new Connections(() => Promise.resolve(aws), log);
    explorer = new Explorer(connections, log);
    explorer.onDidChangeTreeData((node) => changed.push(node));
    explorer.onDidNarrow((state) => (narrowed = state));
    const cluster = (await complete()).find((node) => node.kind === 'cluster' && node.cluster.name === 'many');
    assert.ok(cluster);
    many = cluster;
  });
  after(async () => {
    explorer.dispose();
    connections.dispose();
    log.dispose();
    await changeSimulator({ many: 'none', faults: [] });
  });

  test('a cluster of 250 services shows a hundred, and says how many are left; Enter on that shows more', async () => {
    const before = { list: await calls('ListServices'), describe: await calls('DescribeServices') };
    const rows = await complete(many);
    assert.deepEqual(
      rows.map(({ kind }) => kind),
      [...Array.from({ length: 100 }, () => 'service'), 'more', 'standalone'],
    );
    assert.deepEqual(
      [(await calls('ListServices')) - before.list, (await calls('DescribeServices')) - before.describe],
      [3, 10],
    );
    const more = rows[100];
    assert.ok(more?.kind === 'more');
    assert.equal(label(more), 'Show more 150 left');
    const { command } = explorer.getTreeItem(more);
    assert.deepEqual([command?.command, command?.arguments], ['ecs-exec.showMore', [more]]);
    showMore.run({ explorer }, more);
    await until(
      '200 services',
      async () => (await shown(many)).filter(({ kind }) => kind === 'service').length === 200,
    );
    assert.equal((await calls('DescribeServices')) - before.describe, 20);
  });

  test('a refresh that changes nothing draws nothing anew', async () => {
    await complete(many);
    changed.length = 0;
    const answers: Promise<void>[] = [];
    const listening = explorer.onDidAsk((answered) => answers.push(answered));
    explorer.refresh();
    await Promise.all(answers);
    await new Promise(setImmediate);
    listening.dispose();
    assert.ok(answers.length >= 2);
    assert.deepEqual(changed, []);
  });

  test('a refresh that fails keeps what is there, and says since when it is so, with a retry', async () => {
    const before = (await complete(many)).filter(({ kind }) => kind === 'service');
    await changeSimulator({ faults: [{ kind: 'access-denied', operation: 'ListServices' }] });
    explorer.refresh(many);
    // Not that the answer takes long, which may be said first.
    const note = await until('the reason', async () =>
      (await shown(many)).find((node) => node.kind === 'note' && /^As of \d.*ecs:ListServices/.test(label(node))),
    );
    assert.match(explorer.getTreeItem(note).contextValue ?? '', /\bretry\b/);
    assert.deepEqual(
      (await shown(many)).filter(({ kind }) => kind === 'service'),
      before,
    );
    await changeSimulator({ faults: [] });
    explorer.refresh(note);
    await complete(many);
  });

  test('typing narrows the tree to services by name, described or not; Escape brings back what was there', async () => {
    const state = memento();
    const needs = { explorer, filter: new KeptFilter(state) };
    const typing = filter.run(needs);
    await vscode.commands.executeCommand('type', { text: 'x' }).then(undefined, () => undefined);
    explorer.narrow('many 249');
    await until(
      'one service',
      async () => (await complete(many)).filter(({ kind }) => kind === 'service').length === 1,
    );
    assert.deepEqual(
      (await shown()).map(label).map((text) => text.split(' ')[0]),
      ['many'],
    );
    assert.deepEqual(narrowed, { text: 'many 249', clusters: 3, services: 249 });
    await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
    await typing;
    assert.equal(explorer.filter, '');
    assert.equal((await shown()).length, 4);
    await needs.filter.keep('shop');
    assert.equal(new KeptFilter(state).text, 'shop');
    await clearFilter.run(needs);
    assert.equal(new KeptFilter(state).text, '');
  });

  test('a service that is deleted meanwhile is said to be', async () => {
    explorer.narrow('service-001');
    const [service] = await complete(many);
    assert.ok(service?.kind === 'service');
    await changeSimulator({ many: { services: 0, tasks: 0 } });
    explorer.refresh(service);
    await until('the reason', async () => (await shown(service)).some(({ kind }) => kind === 'note'));
    explorer.narrow('');
  });
});
