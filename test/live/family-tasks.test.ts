import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import type { Gateway } from '../../src/aws/api/gateway.ts';
import { aws } from '../../src/aws/index.ts';
import { findFamilyTasks, revisionsOf } from '../../src/live/family-tasks.ts';
import { type Simulator, startSimulator } from '../simulator/index.ts';

suite('the live tasks of a family', () => {
  let simulator: Simulator;
  let gateway: Gateway;
  const kept = { ...process.env };

  before(async () => {
    simulator = await startSimulator();
    Object.assign(process.env, simulator.environment, {
      AWS_CONFIG_FILE: '/nowhere',
      AWS_SHARED_CREDENTIALS_FILE: '/nowhere',
    });
    gateway = await aws.connect({
      profile: undefined,
      region: simulator.world.region,
      endpoint: simulator.endpoint,
      mfaCode: () => Promise.reject(new Error('No code is needed.')),
      kept: new Map(),
      log: () => undefined,
    });
  });
  after(async () => {
    gateway.dispose();
    process.env = kept;
    await simulator.close();
  });

  test('are found with a call for each cluster, and one more where there are some', async () => {
    const found = await findFamilyTasks(gateway, 'storefront', new AbortController().signal);
    assert.deepEqual([found.count, found.clusters, found.isComplete], [3, ['shop'], true]);
    assert.deepEqual(revisionsOf(found.tasks), [{ revision: '42', count: 3 }]);
    assert.deepEqual(
      simulator.requests.map(({ operation }) => operation),
      ['ListClusters', 'ListTasks', 'DescribeTasks', 'ListTasks', 'ListTasks'],
    );
  });

  test('may be none', async () => {
    const found = await findFamilyTasks(gateway, 'nobody', new AbortController().signal);
    assert.deepEqual(found, { count: 0, tasks: [], clusters: [], isComplete: true });
  });
});
