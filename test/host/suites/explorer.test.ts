import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as vscode from 'vscode';
import type { Aws } from '../../../src/aws/api/aws.ts';
import { aws } from '../../../src/aws/index.ts';
import { placeOf } from '../../../src/live/container.ts';
import { Problem } from '../../../src/problem.ts';
import { sentence } from '../../../src/text.ts';
import { Connections } from '../../../src/vscode/connections/connections.ts';
import { Explorer, type RootState } from '../../../src/vscode/explorer/explorer.ts';
import { arnOf, containerOf, type Node } from '../../../src/vscode/explorer/nodes.ts';
import { suite } from '../runner/harness.ts';
import { until } from '../runner/until.ts';
import { containerNode } from './containers.ts';
import { liveParts } from './parts.ts';
import { endTask, lookAtSimulator } from './simulator.ts';
import { setting, testLog } from './support.ts';

/** A tree of the test's own, on the same simulator as the extension's. */
function openExplorer(connect: Aws['connect'] = (options) => aws.connect(options)) {
  const log = testLog();
  const connections = new Connections(() => Promise.resolve({ ...aws, connect }), log);
  const explorer = new Explorer(connections, log);
  const states: RootState[] = [];
  explorer.onDidLoadRoots((state) => states.push(state));
  const dispose = (): void => {
    explorer.dispose();
    connections.dispose();
    log.dispose();
  };
  return { explorer, states, dispose };
}

function label(explorer: Explorer, node: Node): string {
  const { label: text } = explorer.getTreeItem(node);
  return typeof text === 'string' ? text : '';
}

/** All nodes, from the roots down, once no level is still loading. */
async function everything(explorer: Explorer, parent?: Node): Promise<Node[]> {
  const children = await until('all pages', async () => {
    const found = await explorer.getChildren(parent);
    return found.every((node) => !label(explorer, node).startsWith('Loading')) && found;
  });
  return (await Promise.all(children.map(async (child) => [child, ...(await everything(explorer, child))]))).flat();
}

export default suite('explorer', ({ test, before, after }) => {
  let tree: ReturnType<typeof openExplorer>;

  /** Asks for everything anew, and waits for the clusters. */
  const refreshed = async (): Promise<void> => {
    const known = tree.states.length;
    tree.explorer.refresh();
    await until(
      'the clusters',
      async () => (await tree.explorer.getChildren()).length > 0 && tree.states.length > known,
    );
  };

  before(() => (tree = openExplorer()));
  after(() => tree.dispose());

  test('shows clusters, services, standalone tasks, tasks and containers', async () => {
    const nodes = await everything(tree.explorer);
    const kinds = new Set(nodes.map(({ kind }) => kind));
    for (const kind of ['cluster', 'service', 'standalone', 'task', 'container'] as const) {
      assert.ok(kinds.has(kind), kind);
    }
    assert.deepEqual(tree.states.at(-1)?.problem, undefined);
    assert.equal(tree.states.at(-1)?.connection.place?.region, 'eu-central-1');
  });

  test('ids are unique and stay the same after a refresh', async () => {
    const ids = async () => (await everything(tree.explorer)).map(({ id }) => id);
    const first = await ids();
    assert.equal(new Set(first).size, first.length);
    await refreshed();
    assert.deepEqual(await ids(), first);
  });

  test('every node says its state in words to those who listen', async () => {
    for (const node of await everything(tree.explorer)) {
      const item = tree.explorer.getTreeItem(node);
      const spoken = item.accessibilityInformation?.label ?? '';
      assert.ok(spoken.includes(label(tree.explorer, node)), spoken);
      assert.ok(typeof item.description === 'string' && spoken.includes(item.description), spoken);
      assert.ok(item.iconPath instanceof vscode.ThemeIcon);
    }
  });

  test(
    'readiness is told for each container: ready, starting, off, and an agent that stopped with its ' + 'reason',
    async () => {
      const containers = (await everything(tree.explorer)).filter(({ kind }) => kind === 'container');
      const described = containers.map((node) => String(tree.explorer.getTreeItem(node).description));
      for (const expected of [
        /^ready · 2\.14\.0$/,
        /^starting/,
        /^exec off/,
        /^exec agent not running: ExecuteCommandAgent/,
        /^Service Connect sidecar · no exec agent$/,
        /^GuardDuty sidecar/,
      ]) {
        assert.ok(
          described.some((description) => expected.test(description)),
          String(expected),
        );
      }
      const ready = containers
        .map((node) => tree.explorer.getTreeItem(node))
        .filter(({ description }) => String(description).startsWith('ready'));
      assert.ok(ready.every(({ contextValue }) => /\bexecReady\b/.test(contextValue ?? '')));
    },
  );

  test('parents lead back to the roots', async () => {
    for (const node of await everything(tree.explorer)) {
      const parent = tree.explorer.getParent(node);
      assert.equal(parent === undefined, node.kind === 'cluster');
    }
  });

  test('a task is asked for again with those beside it and no others, a service with its tasks', async () => {
    const nodes = await everything(tree.explorer);
    const task = nodes.find(({ kind, parent }) => kind === 'task' && parent.kind === 'service');
    assert.ok(task?.parent);
    const changed: (string | undefined)[] = [];
    const answers: Promise<void>[] = [];
    const listening = [
      tree.explorer.onDidChangeTreeData((node) => changed.push(node?.id)),
      tree.explorer.onDidAsk((answered) => answers.push(answered)),
    ];
    try {
      tree.explorer.lookAgain(task.id);
      tree.explorer.lookAgain(`${task.id}-of-another-tree`);
      assert.equal(answers.length, 1);
      tree.explorer.lookAgain(task.parent.id);
      // With those beside it, its tasks, and those that have stopped.
      assert.equal(answers.length, 4);
      await Promise.all(answers);
      await new Promise(setImmediate);
      // Nothing looks otherwise, but for the age of a task where a minute has passed.
      assert.deepEqual(
        changed.filter((id) => id?.includes(':task/') !== true),
        [],
      );
    } finally {
      for (const each of listening) {
        each.dispose();
      }
    }
  });

  test('a task that is found to have stopped gives way to the one that replaced it, without a refresh', async () => {
    const shown = async (): Promise<readonly (string | undefined)[]> =>
      (await everything(tree.explorer)).filter(({ kind }) => kind === 'task').map(arnOf);
    const target = containerOf(await containerNode({ cluster: 'shop', service: 'storefront', container: 'web' }));
    const { arn } = target.task;
    assert.ok((await shown()).includes(arn));
    const parts = liveParts((gone) => tree.explorer.lookAgain(gone));
    try {
      await endTask(arn);
      assert.ok((await shown()).includes(arn));
      const before = new Set(await shown());
      const { signal } = new AbortController();
      const why = await parts.aftermath.whyEnded(placeOf(target), { isSudden: false, signal });
      assert.equal(why?.code, 'task-stopped');
      await until(
        'the other task',
        async () => !(await shown()).includes(arn) && (await shown()).some((id) => !before.has(id)),
      );
    } finally {
      await parts.close();
    }
  });

  test('the Refresh of the view asks for everything, whatever node has the focus', async () => {
    const node = await containerNode({ cluster: 'shop', service: 'storefront', container: 'web' });
    const listed = async (): Promise<number> =>
      (await lookAtSimulator()).calls.filter(({ operation }) => operation === 'ListClusters').length;
    await vscode.commands.executeCommand('ecs-exec.explorer.focus');
    // More than once, for the view may only just be opening.
    for (let round = 1; round <= 3; round += 1) {
      const before = await listed();
      await vscode.commands.executeCommand('ecs-exec.refresh', node);
      await until(`the clusters to be asked for, round ${round}`, async () => (await listed()) > before);
    }
  });

  test('an answer that comes after a refresh does not tell why there is nothing', async () => {
    let goOn = (): void => undefined;
    const slow = new Promise<void>((resolve) => (goOn = resolve));
    const answers = [
      async (...given: Parameters<Aws['connect']>) => {
        await slow;
        return aws.connect(...given);
      },
      () => Promise.reject(new Problem('no-region', sentence('No AWS region is set.'))),
    ];
    const { explorer, states, dispose } = openExplorer((options) => (answers.shift() ?? aws.connect)(options));
    try {
      await explorer.getChildren();
      await new Promise(setImmediate);
      explorer.refresh();
      await until('an answer', () => states.length > 0);
      goOn();
      await new Promise(setImmediate);
      assert.deepEqual(
        states.map(({ problem }) => problem?.code),
        ['no-region'],
      );
      assert.deepEqual(await explorer.getChildren(), []);
    } finally {
      dispose();
    }
  });

  test('keeps all that it shows while it is refreshed twice, and says when AWS does not answer', async () => {
    let isSlow = false;
    let goOn = (): void => undefined;
    const slow = new Promise<void>((resolve) => (goOn = resolve));
    const { explorer, states, dispose } = openExplorer(async (...given) => {
      if (isSlow) {
        await slow;
      }
      return aws.connect(...given);
    });
    try {
      // The word that AWS is slow comes sooner or later.
      const isKept = (node: Node): boolean => label(explorer, node) !== 'Still waiting for AWS…';
      const ids = async (): Promise<readonly string[]> =>
        (await everything(explorer)).filter(isKept).map(({ id }) => id);
      const before = await ids();
      const [cluster] = await explorer.getChildren();
      const told = states.length;
      isSlow = true;
      explorer.refresh();
      explorer.refresh();
      explorer.refresh(cluster);
      assert.deepEqual(await ids(), before);
      assert.equal(states.length, told);
      const waiting = await until('a word', async () =>
        (await explorer.getChildren()).find((node) => node.kind === 'note'),
      );
      assert.equal(label(explorer, waiting), 'Still waiting for AWS…');
      explorer.stopAsking(waiting);
      await until('the reason', () => states.at(-1)?.problem?.code === 'stopped');
      assert.equal((await explorer.getChildren()).at(-1)?.kind, 'note');
      explorer.refresh();
      goOn();
      await until('the clusters', async () => (await explorer.getChildren()).length === 3);
      assert.deepEqual(await ids(), before);
    } finally {
      goOn();
      dispose();
    }
  });

  test('a workspace cannot lead its requests elsewhere', async () => {
    let strayed = 0;
    const elsewhere = createServer((_, answer) => {
      strayed += 1;
      answer.end();
    }).listen(0, '127.0.0.1');
    await once(elsewhere, 'listening');
    const [folder] = vscode.workspace.workspaceFolders ?? [];
    assert.ok(folder);
    const file = vscode.Uri.joinPath(folder.uri, '.vscode', 'settings.json');
    const { port } = elsewhere.address() as AddressInfo;
    const command = (): unknown => vscode.workspace.getConfiguration('ecs-exec').get('command');
    try {
      await vscode.workspace.fs.writeFile(
        file,
        Buffer.from(
          JSON.stringify({ 'ecs-exec.endpoint': `http://127.0.0.1:${port}`, 'ecs-exec.command': '/bin/own' }),
        ),
      );
      await until('the settings to be read', () => command() === '/bin/own');
      await refreshed();
      assert.equal((await tree.explorer.getChildren()).length, 3);
      assert.equal(strayed, 0);
    } finally {
      await vscode.workspace.fs.delete(file);
      await until('the settings to be gone', () => command() === '/bin/sh');
      elsewhere.close();
    }
  });

  test('without a usable connection it says why, and what helps', async () => {
    await setting('profile', 'no-such-profile', 'no-such-profile');
    try {
      const row = await until('the reason', async () => {
        const [first, ...others] = await tree.explorer.getChildren();
        return first?.kind === 'note' && first.problem !== undefined && others.length === 0 && first;
      });
      assert.match(label(tree.explorer, row), /^There is no profile "no-such-profile"/);
      assert.match(tree.explorer.getTreeItem(row).contextValue ?? '', /\bselect-profile\b/);
      await until('the problem', () => tree.states.at(-1)?.problem?.code === 'unknown-profile');
      assert.equal(tree.states.at(-1)?.empty, true);
    } finally {
      await setting('profile', undefined, '');
    }
    await until('the clusters', async () => (await tree.explorer.getChildren()).length === 3);
  });
});
