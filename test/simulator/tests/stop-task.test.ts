import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DescribeServicesCommand, DescribeTasksCommand, ListTasksCommand, StopTaskCommand } from '@aws-sdk/client-ecs';
import { startSimulator } from '../index.ts';
import { connect } from './client.ts';

test('a task that is stopped says why, is no longer listed, and is replaced by its service', async () => {
  await using simulator = await startSimulator({
    scenario: { clusters: [{ name: 'shop', services: [{ name: 'web' }], tasks: [{}] }] },
  });
  const ecs = connect(simulator);
  const running = async (): Promise<readonly string[]> =>
    (await ecs.send(new ListTasksCommand({ cluster: 'shop' }))).taskArns ?? [];
  const before = await running();
  for (const task of before) {
    await ecs.send(new StopTaskCommand({ cluster: 'shop', task, reason: 'no longer needed' }));
  }
  const { tasks = [] } = await ecs.send(new DescribeTasksCommand({ cluster: 'shop', tasks: [...before] }));
  for (const { lastStatus, desiredStatus, stopCode, stoppedReason, containers } of tasks) {
    assert.deepEqual(
      [lastStatus, desiredStatus, stopCode, stoppedReason],
      ['STOPPED', 'STOPPED', 'UserInitiated', 'no longer needed'],
    );
    assert.deepEqual(
      containers?.map(({ exitCode }) => exitCode),
      [137],
    );
  }
  const [replaced, ...others] = await running();
  assert.ok(replaced !== undefined && !before.includes(replaced));
  assert.deepEqual(others, []);
  const { services } = await ecs.send(new DescribeServicesCommand({ cluster: 'shop', services: ['web'] }));
  assert.equal(services?.[0]?.runningCount, 1);
});
