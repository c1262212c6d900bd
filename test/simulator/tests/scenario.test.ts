import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { manyTasks, startSimulator } from '../index.ts';
import { buildWorld } from '../world/build.ts';
import { checkScenario } from '../world/check.ts';

suite('a scenario', () => {
  test('needs only names', () => {
    const world = buildWorld({ clusters: [{ name: 'shop', services: [{ name: 'web' }] }] });
    const tasks = [...(world.clusters.get('shop')?.tasks.values() ?? [])];
    assert.deepEqual(
      tasks.map(({ description }) => [
        description.group,
        description.lastStatus,
        description.containers?.map(({ name }) => name),
      ]),
      [['service:web', 'RUNNING', ['app']]],
    );
    assert.deepEqual(
      [...world.taskDefinitions.keys()],
      ['arn:aws:ecs:eu-central-1:123456789012:task-definition/web:1'],
    );
  });

  test('of ten thousand tasks spreads them evenly', () => {
    const [cluster] = buildWorld(manyTasks(10_000, 30)).clusters.values();
    assert.equal(cluster?.tasks.size, 10_000);
    const sizes = new Set([...cluster.services.values()].map(({ desiredCount }) => desiredCount));
    assert.deepEqual([...sizes].sort(), [333, 334]);
  });

  test('that names a task definition must have it', () => {
    assert.throws(
      () => buildWorld({ clusters: [{ name: 'shop', services: [{ name: 'web', taskDefinition: 'web:3' }] }] }),
      /names the task definition "web:3" but does not contain it/,
    );
  });

  const mistakes: [scenario: unknown, message: RegExp][] = [
    [null, /^the scenario must be an object/],
    [[], /^the scenario must be an object/],
    [{}, /^the scenario\.clusters must be there/],
    [{ clusters: {} }, /^the scenario\.clusters must be a list/],
    [{ clusters: [{}] }, /clusters\[0\]\.name must be there/],
    [{ clusters: [{ name: 'a', taks: [] }] }, /clusters\[0\]\.taks must be one of name, status, services, tasks/],
    [{ clusters: [{ name: 'a', tasks: [{ exec: 'yes' }] }] }, /tasks\[0\]\.exec must be true or false/],
    [{ clusters: [{ name: 'a', tasks: [{ agent: { reason: 'x' } }] }] }, /agent\.stopped must be there/],
    [
      { clusters: [{ name: 'a', tasks: [{ containers: { app: { exitCode: '1' } } }] }] },
      /containers\.app\.exitCode must be a number/,
    ],
    [{ clusters: [{ name: 'a', services: [{ name: 'b', tasks: true }] }] }, /services\[0\]\.tasks must be a number/],
    [
      { clusters: [{ name: 'a', tasks: [{ containers: { app: { shell: 'zsh' } } }] }] },
      /containers\.app\.shell must be one of false, dash, bash, ash/,
    ],
    [{ clusters: [], keys: [{ enabled: 1 }] }, /keys\[0\]\.enabled must be true or false/],
    [{ clusters: [], ports: { 80: '8080' } }, /ports\.80 must be a number/],
    [{ clusters: [], hosts: { db: 10 } }, /hosts\.db must be a text/],
    [{ clusters: [], taskDefinitions: [{ containerDefinitions: [] }] }, /taskDefinitions\[0\]\.family must be there/],
  ];
  for (const [scenario, message] of mistakes) {
    test(`${JSON.stringify(scenario)} is told its mistake`, () => {
      assert.throws(() => checkScenario(scenario), { message });
    });
  }

  test('is read from a file', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'scenario-'));
    try {
      const path = join(folder, 'mine.json');
      await writeFile(path, '{"region":"us-east-1","clusters":[{"name":"mine"}]}');
      await using simulator = await startSimulator({ scenario: path });
      assert.deepEqual([...simulator.world.clusters.keys()], ['mine']);
      assert.equal(simulator.environment['AWS_REGION'], 'us-east-1');
      await writeFile(path, '{"clusters":');
      await assert.rejects(startSimulator({ scenario: path }), { message: /mine\.json/ });
      await assert.rejects(startSimulator({ scenario: join(folder, 'none.json') }), { code: 'ENOENT' });
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
