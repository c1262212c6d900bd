import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { DescribeClustersCommand, ListServicesCommand, ListTasksCommand } from '@aws-sdk/client-ecs';
import { Buckets } from '../aws/buckets.ts';
import { largeAccount, startSimulator } from '../index.ts';
import { connect } from './client.ts';

suite('a large account', () => {
  test('has 500 clusters, 5,000 services and 20,000 tasks, and makes only those that are asked for', async () => {
    await using simulator = await startSimulator({ scenario: largeAccount(500, 10, 4) });
    const { clusters } = simulator.world;
    assert.equal(clusters.size, 500);
    const made = (): number => [...clusters.values()].filter(({ isMade }) => isMade).length;
    assert.equal(made(), 0);
    const ecs = connect(simulator);
    const { taskArns } = await ecs.send(new ListTasksCommand({ cluster: 'cluster-7' }));
    assert.equal(taskArns?.length, 40);
    assert.equal(made(), 1);
    const { clusters: described } = await ecs.send(new DescribeClustersCommand({ clusters: ['cluster-8'] }));
    assert.deepEqual(
      described?.map(({ activeServicesCount, runningTasksCount }) => [activeServicesCount, runningTasksCount]),
      [[10, 40]],
    );
    const sizes = [...clusters.values()].map(({ services, tasks }) => [services.size, tasks.size]);
    assert.equal(
      sizes.reduce((sum, [services = 0]) => sum + services, 0),
      5_000,
    );
    assert.equal(
      sizes.reduce((sum, [, tasks = 0]) => sum + tasks, 0),
      20_000,
    );
  });
});

suite('throttling', () => {
  test('a bucket lets its burst through, then as many as come in again', () => {
    let now = 0;
    const buckets = new Buckets(() => now);
    const passed = (operation: string, calls: number): number =>
      Array.from({ length: calls }, () => buckets.take(operation)).filter(Boolean).length;
    assert.equal(passed('ListTasks', 80) + passed('DescribeTasks', 80), 100);
    assert.equal(passed('ListServices', 10), 10);
    now += 1000;
    assert.equal(passed('DescribeTasks', 80), 20);
    now += 60_000;
    assert.equal(passed('UpdateService', 80), 50);
    now += 1000;
    assert.equal(passed('UpdateService', 80), 5);
    assert.equal(passed('StopServiceDeployment', 1000), 1000);
  });

  test('is done on request, in the words of AWS', async () => {
    await using simulator = await startSimulator({ scenario: { clusters: [{ name: 'shop' }] }, throttle: true });
    const ecs = connect(simulator);
    const calls = await Promise.allSettled(
      Array.from({ length: 200 }, () => ecs.send(new ListServicesCommand({ cluster: 'shop' }))),
    );
    const refused = calls.flatMap((call) => (call.status === 'rejected' ? [call.reason as Error] : []));
    assert.ok(refused.length > 0 && refused.length <= 100);
    assert.deepEqual(
      [...new Set(refused.map(({ name, message }) => `${name}: ${message}`))],
      ['ThrottlingException: Rate exceeded'],
    );
  });
});
