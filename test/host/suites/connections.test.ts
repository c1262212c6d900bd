import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { aws } from '../../../src/aws/index.ts';
import { chooseService } from '../../../src/vscode/changes/choose-node.ts';
import { addConnection } from '../../../src/vscode/commands/add-connection.ts';
import { execIntoContainer } from '../../../src/vscode/commands/exec-into-container.ts';
import { removeCluster } from '../../../src/vscode/commands/remove-cluster.ts';
import { removeConnection } from '../../../src/vscode/commands/remove-connection.ts';
import { connectionWords } from '../../../src/vscode/connections/connection-words.ts';
import { Connections } from '../../../src/vscode/connections/connections.ts';
import { forgetful } from '../../../src/vscode/connections/store.ts';
import { Explorer, type RootState } from '../../../src/vscode/explorer/explorer.ts';
import { arnOf, type ConnectionNode, containerOf, type Node } from '../../../src/vscode/explorer/nodes.ts';
import { suite } from '../runner/harness.ts';
import { until } from '../runner/until.ts';
import { accept, watchBoxes } from './boxes.ts';
import { containerNode } from './containers.ts';
import { liveParts } from './parts.ts';
import { changeSimulator, openedBy, untilEnded } from './simulator.ts';
import { setting, testLog } from './support.ts';

/** A tree of the test's own, with connections that are remembered as in a window. */
function openTree(stores = forgetful()) {
  const log = testLog();
  const connections = new Connections(() => Promise.resolve(aws), log, stores);
  const explorer = new Explorer(connections, log);
  const states: RootState[] = [];
  explorer.onDidLoadRoots((state) => states.push(state));
  const dispose = (): void => {
    for (const each of [explorer, connections, log]) {
      each.dispose();
    }
  };
  return { log, connections, explorer, states, stores, dispose };
}

export default suite('connections', ({ test, before, after }) => {
  let folder: string;
  const { AWS_CONFIG_FILE: configBefore } = process.env;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ecs-exec-connections-'));
    const { AWS_ACCESS_KEY_ID: id = '', AWS_SECRET_ACCESS_KEY: secret = '' } = process.env;
    const keys = `aws_access_key_id = ${id}\naws_secret_access_key = ${secret}\n`;
    const role = 'role_arn = arn:aws:iam::210987654321:role/nobody\nsource_profile = staging\n';
    await writeFile(
      join(folder, 'config'),
      `[profile prod]\n${keys}[profile staging]\n${keys}[profile broken]\nregion = eu-central-1\ncredential_process = false\n[profile other]\n${role}`,
    );
    process.env['AWS_CONFIG_FILE'] = join(folder, 'config');
  });
  after(async () => {
    if (configBefore === undefined) {
      Reflect.deleteProperty(process.env, 'AWS_CONFIG_FILE');
    } else {
      process.env['AWS_CONFIG_FILE'] = configBefore;
    }
    await rm(folder, { recursive: true });
  });

  test('several are in the tree, each with its own state, and a bad one does not stop the others', async () => {
    const { connections, explorer, states, stores, dispose } = openTree();
    try {
      assert.ok((await explorer.getChildren()).every(({ kind }) => kind !== 'connection'));
      const prod = await connections.add({ profile: 'prod' });
      const broken = await connections.add({ profile: 'broken' });
      await connections.add({ profile: 'prod' });
      const roots = (await explorer.getChildren()) as readonly ConnectionNode[];
      assert.deepEqual(
        roots.map(({ connection }) => connection),
        [connections.main, prod, broken],
      );
      const below = async (node: Node): Promise<readonly Node[]> => {
        await explorer.getChildren(node);
        return until('an answer', async () => {
          const children = await explorer.getChildren(node);
          return children.every((child) => child.kind !== 'note' || child.problem !== undefined) && children;
        });
      };
      const [main, second, third] = await Promise.all(roots.map(below));
      assert.ok([main, second].every((nodes) => nodes?.every(({ kind }) => kind === 'cluster')));
      // The same clusters, and rows of their own.
      const arns = (nodes: readonly Node[] = []) => nodes.map(arnOf);
      assert.deepEqual(arns(main), arns(second));
      assert.equal(new Set([...(main ?? []), ...(second ?? [])].map(({ id }) => id)).size, 2 * arns(main).length);
      assert.deepEqual(
        third?.map((node) => node.kind === 'note' && node.problem?.code),
        ['unusable-profile'],
      );
      const items = roots.map((node) => explorer.getTreeItem(node));
      assert.deepEqual(
        items.map(({ label }) => label),
        ['environment variables', 'prod', 'broken'],
      );
      assert.match(String(items[1]?.description), /^eu-central-1 · \d{12}$/);
      assert.match(String(items[2]?.description), /^eu-central-1 · The credential_process of profile "broken"/);
      assert.match(items[2]?.contextValue ?? '', /^ecsConnection ecsProblem select-profile\b/);
      await until('the state of each', () =>
        [
          states.some(({ connection, problem }) => connection === broken && problem !== undefined),
          states.some(({ connection, empty }) => connection === prod && !empty),
        ].every((isTold) => isTold),
      );
      assert.equal(explorer.getParent(main?.[0] as Node), roots[0]);

      // Another window of the workspace has the same ones; one of another workspace does not.
      const again = openTree(stores);
      assert.equal(again.connections.all.length, 3);
      again.dispose();
      const elsewhere = openTree();
      assert.equal(elsewhere.connections.all.length, 1);
      elsewhere.dispose();

      await removeConnection.run({ connections }, roots[2]);
      await removeConnection.run({ connections }, roots[1]);
      assert.ok((await explorer.getChildren()).every(({ kind }) => kind === 'cluster'));
      await assert.rejects(removeConnection.run({ connections }, undefined), { code: 'only-connection' });
    } finally {
      dispose();
    }
  });

  test('a box lists the clusters of the others, and says why those of a bad one are missing', async () => {
    const { connections, dispose } = openTree();
    const { box, restore } = watchBoxes();
    try {
      await connections.add({ profile: 'broken' });
      const chosen = chooseService(undefined, 'Test', { connections, selection: () => [] });
      const clusters = await box(1);
      await until('the end of the search', () => !clusters.busy);
      const [note] = clusters.items.slice(-1);
      assert.equal(note?.label, 'Not all could be listed');
      assert.match(note.detail ?? '', /^The credential_process of profile "broken"/);
      assert.ok(note.alwaysShow);
      assert.ok(clusters.items.length > 2);
      clusters.hide();
      assert.equal(await chosen, undefined);
    } finally {
      restore();
      dispose();
    }
  });

  test('what is selected goes before the settings, in this workspace alone, and can be given back', async () => {
    const { connections, dispose } = openTree();
    try {
      await setting('profile', 'prod', 'prod');
      const { main } = connections;
      assert.equal(main.choice.profile, 'prod');
      await connections.change(main, { profile: '' });
      assert.equal(connections.main.choice.profile, undefined);
      await connections.change(connections.main, { profile: 'staging' });
      await connections.change(connections.main, { region: 'us-east-1' });
      const { profile, region } = connections.main.choice;
      assert.deepEqual([profile, region], ['staging', 'us-east-1']);
      await connections.change(connections.main, { profile: undefined, region: undefined });
      assert.equal(connections.main, main);
    } finally {
      await setting('profile', undefined, '');
      dispose();
    }
  });

  test('a terminal keeps its connection when another profile is selected', async () => {
    const node = await containerNode({ cluster: 'shop', service: 'storefront', container: 'web' });
    const parts = liveParts();
    try {
      const { connections } = parts;
      await connections.change(connections.main, { profile: 'prod' });
      const prod = connections.main;
      const target = { ...containerOf(node), connection: prod };
      await connections.change(prod, { profile: 'broken' });
      await assert.rejects((await connections.main.gateway()).clusters.taskReports('shop', [target.task.arn]), {
        code: 'unusable-profile',
      });
      const session = await parts.sessions.start(
        {
          connection: prod,
          clusterArn: target.task.clusterArn,
          taskArn: target.task.arn,
          container: 'web',
          command: 'sh',
        },
        { onOutput: () => undefined, signal: new AbortController().signal },
      );
      session.close();
      await session.ended;
      const running = await parts.forwards.start({
        ...target,
        destination: { host: undefined, port: 80 },
        localPort: 0,
      });
      running.forward.close();
      await running.forward.ended;
      // The extension's own, too: whatever is selected in the meantime.
      const { sessionId } = await openedBy(() => execIntoContainer.run(parts, node));
      vscode.window.terminals.forEach((terminal) => terminal.dispose());
      await untilEnded(sessionId);
    } finally {
      await parts.close();
    }
  });

  test('who may not list clusters names one, which is kept; one that does not exist says so', async () => {
    const { connections, explorer, states, stores, dispose } = openTree();
    const shown = async (what: string, isShown: (nodes: readonly Node[]) => boolean): Promise<readonly Node[]> =>
      until(what, async () => {
        const nodes = await explorer.getChildren();
        if (!isShown(nodes)) {
          throw new Error(nodes.map(words).join('\n'));
        }
        return nodes;
      });
    const words = (node: Node): string => {
      const { label, description, contextValue } = explorer.getTreeItem(node);
      return [label, description, contextValue].map(String).join(' | ');
    };
    try {
      await changeSimulator({ faults: [{ kind: 'access-denied', operation: 'ListClusters' }] });
      await explorer.getChildren();
      await until('the refusal', () => states.at(-1)?.problem?.code === 'access-denied');
      assert.deepEqual(await explorer.getChildren(), []);

      await connections.main.addFavourite('shop');
      await connections.main.addFavourite('nowhere');
      explorer.refresh();
      const nodes = await shown('both clusters', ({ length }) => length === 2);
      assert.match(
        nodes.map(words).join('\n'),
        /^nowhere \| does not exist \| ecsCluster favourite.*\nshop \| .*running/,
      );
      assert.match(connectionWords(connections.main).words, / · eu-central-1 · \d{12}$/);

      // Neither listed nor described, it can be opened all the same.
      await changeSimulator({
        faults: [
          { kind: 'access-denied', operation: 'ListClusters' },
          { kind: 'access-denied', operation: 'DescribeClusters' },
        ],
      });
      explorer.refresh();
      const [, shop] = await shown(
        'bare rows',
        (rows) => rows.length === 2 && words(rows[1] as Node).includes('not described'),
      );
      assert.ok(shop?.kind === 'cluster');
      await explorer.getChildren(shop);
      await until('its services', async () =>
        (await explorer.getChildren(shop)).some(({ kind }) => kind === 'service'),
      );

      const again = openTree(stores);
      assert.deepEqual(again.connections.main.favourites, ['shop', 'nowhere']);
      again.dispose();
      await removeCluster.run({ explorer }, nodes[0]);
      await shown('one cluster', ({ length }) => length === 1);
      await changeSimulator({ faults: [] });
      explorer.refresh();
      const all = await shown(
        'all clusters',
        (rows) => rows.length > 2 && rows.every((row) => !words(row).includes('not')),
      );
      assert.equal(new Set(all.map(arnOf)).size, all.length);
      assert.equal(all.filter((row) => words(row).includes('favourite')).length, 1);
    } finally {
      await changeSimulator({ faults: [] });
      dispose();
    }
  });

  test('one is added in two steps, with a way back; what was used lately comes first, regions have names', async () => {
    const { connections, dispose } = openTree();
    const { box, restore } = watchBoxes();
    try {
      const adding = addConnection.run({ connections });
      const first = await box(1);
      assert.deepEqual([first.step, first.totalSteps, first.buttons.length], [1, 2, 0]);
      await accept(first, 'staging');
      const second = await box(2);
      assert.deepEqual([second.step, second.totalSteps, second.buttons], [2, 2, [vscode.QuickInputButtons.Back]]);
      assert.ok(
        second.items.some(({ label, description }) => `${label} ${description}` === 'eu-central-1 Europe (Frankfurt)'),
      );
      await vscode.commands.executeCommand('workbench.action.quickInputBack');
      const back = await box(3);
      assert.equal(back.step, 1);
      assert.equal(back.items[0]?.label, 'staging');
      await accept(back, 'prod');
      await accept(await box(4), 'us-west-2');
      await adding;
      const [, added] = connections.all;
      assert.deepEqual([added?.choice.profile, added?.choice.region], ['prod', 'us-west-2']);

      const next = addConnection.run({ connections });
      const profiles = await box(5);
      assert.deepEqual(
        profiles.items.slice(0, 2).map(({ label }) => label),
        ['prod', 'staging'],
      );
      profiles.hide();
      await next;
      assert.equal(connections.all.length, 2);
    } finally {
      restore();
      dispose();
    }
  });

  test('the account is that of the configuration before AWS is asked, in the row and in the tooltip', async () => {
    const { connections, dispose } = openTree();
    try {
      const other = await connections.add({ profile: 'other', region: 'eu-central-1' });
      await other.gateway();
      assert.deepEqual(connectionWords(other), {
        words: 'other · eu-central-1 · 210987654321',
        tooltip: [
          'Amazon ECS in Europe (Frankfurt) (eu-central-1)',
          'Profile other',
          'Account 210987654321',
          ...[other.place?.endpoint].filter((endpoint) => endpoint !== undefined),
        ],
      });
    } finally {
      dispose();
    }
  });
});
