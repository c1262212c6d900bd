import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import {
  hasLeftOpen,
  type OpenForward,
  type OpenLogs,
  type OpenShell,
  OpenThings,
} from '../../../src/vscode/memory/open-things.ts';
import { recentOf } from '../../../src/vscode/memory/recent-container.ts';
import { connectionTo } from '../../support/connections.ts';
import { container, task } from '../../support/live-tasks.ts';
import { memento } from '../../support/memento.ts';

const web = { connection: connectionTo({}), task: task('shop', 'web', 'a'), container: container() };
const shell: OpenShell = { where: recentOf(web), task: web.task.arn, name: 'web/web · a' };
const forward: OpenForward = {
  where: recentOf(web),
  task: web.task.arn,
  host: undefined,
  port: 80,
  localPort: 8080,
};
const logs: OpenLogs = {
  connection: web.connection.key,
  cluster: web.task.clusterArn,
  of: web.task.arn,
  definition: 'web:1',
  containers: ['web'],
  isStopped: false,
  key: 'web a',
  name: 'web/web · a',
  title: 'Logs of web/web · a',
};
const ofService: OpenLogs = { ...logs, of: 'web', definition: undefined, containers: [], key: 'web' };

suite('what is open in containers', () => {
  test('is known to the next window, until that says otherwise', async () => {
    const state = memento();
    const things = new OpenThings(state);
    assert.ok(!hasLeftOpen(state));
    await things.setShells([shell, { ...shell, name: 'other' }]);
    await things.setForwards([forward, { ...forward, host: 'db.internal' }]);
    await things.setLogs([logs, ofService]);
    const next = new OpenThings(state);
    assert.ok(hasLeftOpen(state));
    assert.deepEqual(next.logs, [logs, ofService]);
    assert.deepEqual(next.shells, [shell, { ...shell, name: 'other' }]);
    assert.deepEqual(next.forwards, [forward, { ...forward, host: 'db.internal' }]);
    await next.setShells([]);
    await next.setForwards([]);
    assert.ok(hasLeftOpen(state));
    await next.setLogs([]);
    assert.ok(!hasLeftOpen(state));
  });

  test('is what was open before the window began to close', async () => {
    const state = memento();
    const things = new OpenThings(state);
    await things.setShells([shell]);
    things.close();
    await things.setShells([]);
    assert.deepEqual(new OpenThings(state).shells, [shell]);
  });

  test('is no more than a window can have', async () => {
    const state = memento();
    await new OpenThings(state).setShells(Array.from({ length: 50 }, (_, index) => ({ ...shell, name: `${index}` })));
    assert.equal(new OpenThings(state).shells.length, 20);
  });

  for (const [what, written] of [
    ['nothing', null],
    ['a name', 'web'],
    ['a place that is none', { ...forward, ...shell, where: { cluster: 'shop' } }],
    ['no task', { ...forward, ...shell, task: '' }],
    ['a name without end, and a port that is none', { ...forward, ...shell, name: 'x'.repeat(3_000), port: 65_536 }],
    ['a name that is a number, and a port that is a word', { ...forward, ...shell, name: 7, localPort: '80' }],
  ] as const) {
    test(`is not ${what}`, () => {
      const things = new OpenThings(memento({ 'open.shells': [written, shell], 'open.forwards': [written, forward] }));
      assert.deepEqual([things.shells, things.forwards], [[shell], [forward]]);
    });
  }

  for (const [what, written] of [
    ['without their container', { ...logs, containers: [7] }],
    ['of more containers than a task has', { ...logs, containers: Array.from({ length: 11 }, () => 'web') }],
    ['of nothing', { ...logs, of: '' }],
    ['of a task that may have stopped', { ...logs, isStopped: 'perhaps' }],
    ['with a name without end', { ...logs, name: 'x'.repeat(3_000) }],
    ['that are none', null],
  ] as const) {
    test(`has no logs ${what}`, () => {
      assert.deepEqual(new OpenThings(memento({ 'open.logs': [written, logs] })).logs, [logs]);
    });
  }
});
