import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import type { Gateway } from '../../../src/aws/api/gateway.ts';
import { type ContainerQuery, containersOfService, findContainer } from '../../../src/live/find-container.ts';
import type { Problem } from '../../../src/problem.ts';
import { hindranceOf } from '../../../src/readiness/container.ts';
import { english } from '../../../src/text.ts';
import { connect } from '../../aws/support/connected.ts';
import { type Scenario, type Simulator, startSimulator } from '../../simulator/index.ts';
import { connectionTo } from '../../support/connections.ts';

const OLD = 'a'.repeat(32);
const NEW = 'b'.repeat(32);
const NEWEST = 'c'.repeat(32);
/** Of the kind that tasks had before the accounts' longer ARNs. */
const LONG = '4b1c7e8a-90b3-4f4d-8a37-5fd9ed3d8f0c';
const scenario: Scenario = {
  clusters: [
    {
      name: 'shop',
      services: [
        {
          name: 'web',
          tasks: [
            { id: OLD, age: 100 },
            { id: NEW, age: 10 },
            { id: NEWEST, age: 1, agent: 'PENDING' },
          ],
          sidecars: ['service-connect'],
        },
        { name: 'pair', exec: false },
        { name: 'empty', tasks: 0 },
      ],
      tasks: [
        { taskDefinition: 'migrate', id: 'd'.repeat(32) },
        { taskDefinition: 'old:3', id: LONG },
      ],
    },
    {
      name: 'crowd',
      services: [{ name: 'many', tasks: 250 }],
      tasks: [
        { taskDefinition: 'migrate', id: 'd'.repeat(32) },
        { taskDefinition: 'decade', id: 'decade'.padEnd(32, '0') },
      ],
    },
  ],
  taskDefinitions: [
    { family: 'old', revision: 3, containerDefinitions: [{ name: 'app', image: 'a' }] },
    {
      family: 'pair',
      containerDefinitions: [
        { name: 'one', image: 'a' },
        { name: 'two', image: 'b' },
      ],
    },
  ],
};

suite('a container is found', () => {
  let simulator: Simulator;
  let gateway: Gateway;
  const environment = { ...process.env };

  before(async () => {
    simulator = await startSimulator({ scenario });
    Object.assign(process.env, simulator.environment);
    gateway = await connect();
  });
  after(async () => {
    process.env = environment;
    gateway.dispose();
    await simulator.close();
  });

  const find = async (query: ContainerQuery): Promise<string> => {
    const { task, container } = await findContainer(
      connectionTo(gateway),
      query,
      hindranceOf,
      new AbortController().signal,
    );
    return `${task.id.slice(0, 1)} ${container.name}`;
  };

  for (const [what, query, expected] of [
    ['in the newest task of a service that is ready', { cluster: 'shop', service: 'web' }, 'b app'],
    ['by its own name', { cluster: 'shop', service: 'web', container: 'app' }, 'b app'],
    ['by the id of its task', { cluster: 'shop', task: OLD }, 'a app'],
    ['by the beginning of that', { cluster: 'shop', service: 'web', task: OLD.slice(0, 8) }, 'a app'],
    ['by a long id of its task', { cluster: 'shop', task: LONG }, '4 app'],
    ['by the beginning of that, too', { cluster: 'shop', task: LONG.slice(0, 13) }, '4 app'],
    ['by family and revision', { cluster: 'shop', task: 'old:3' }, '4 app'],
    ['by the family of its task', { cluster: 'shop', task: 'migrate' }, 'd app'],
  ] as const) {
    test(what, async () => {
      assert.equal(await find(query), expected);
    });
  }

  for (const [what, service, expected] of [
    ['where one is ready, in the newest such task', 'web', ['b app']],
    ['where none is ready, all the same', 'pair', ['? one off', '? two off']],
  ] as const) {
    test(`for a service, each once, and ${what}`, async () => {
      const found = await containersOfService(
        connectionTo(gateway),
        { cluster: 'shop', service },
        hindranceOf,
        new AbortController().signal,
      );
      assert.deepEqual(
        found.map(({ task, container }) =>
          task.execEnabled ? `${task.id.slice(0, 1)} ${container.name}` : `? ${container.name} off`,
        ),
        expected,
      );
    });
  }

  test('for a service, unless none of its tasks runs', async () => {
    const { signal } = new AbortController();
    await assert.rejects(
      containersOfService(connectionTo(gateway), { cluster: 'shop', service: 'empty' }, hindranceOf, signal),
      {
        code: 'no-running-task',
      },
    );
  });

  for (const [what, query, code, next] of [
    ['cluster', { cluster: 'shops', service: 'web' }, 'cluster-not-found', 'The clusters are: crowd, shop.'],
    ['service', { cluster: 'shop', service: 'wep' }, 'service-not-found', 'The services are: empty, pair, web.'],
    [
      'task',
      { cluster: 'shop', task: 'migrat' },
      'task-not-found',
      'The tasks are: migrate:1 (dddddddd), old:3 (4b1c7e8a), pair:1 (',
    ],
    [
      'container',
      { cluster: 'shop', service: 'web', container: 'ap' },
      'container-not-found',
      'Name one of its containers: app.',
    ],
    ['running task', { cluster: 'shop', service: 'empty' }, 'no-running-task', 'Start one, then try again.'],
    [
      'container that is meant',
      { cluster: 'shop', service: 'pair' },
      'which-container',
      'Name one of its containers: one, two.',
    ],
    [
      'container that is ready',
      { cluster: 'shop', service: 'pair', container: 'one' },
      'not-ready',
      'ECS Exec cannot be enabled for a running task',
    ],
  ] as const) {
    test(`where there is no such ${what}, it says what there is`, async () => {
      await assert.rejects(find(query), (problem: Problem) => {
        assert.equal(problem.code, code, problem.message);
        assert.ok(problem.nextStep);
        assert.ok(english(problem.nextStep).startsWith(next), english(problem.nextStep));
        return true;
      });
    });
  }

  const ARN = `arn:aws:ecs:eu-central-1:123456789012:task/crowd/${'d'.repeat(32)}`;
  for (const [what, query, calls] of [
    ['whole id', { task: 'd'.repeat(32) }, ['DescribeTasks']],
    ['ARN', { task: ARN }, ['DescribeTasks']],
    ['family', { task: 'migrate' }, ['ListTasks', 'DescribeTasks']],
    ['family and revision', { task: 'migrate:1' }, ['ListTasks', 'DescribeTasks']],
    ['family that could begin an id', { task: 'decade' }, ['ListTasks', 'DescribeTasks']],
  ] as const) {
    test(`among many tasks, by its ${what}, with few calls`, async () => {
      const before = simulator.requests.length;
      await find({ cluster: 'crowd', ...query });
      assert.deepEqual(
        simulator.requests.slice(before).map(({ operation }) => operation),
        calls,
      );
    });
  }

  for (const [what, query, most] of [
    ['an id that no task has', { task: 'e'.repeat(32) }, 5],
    ['the ARN of a task of another cluster', { task: ARN.replace('crowd', 'shop') }, 4],
    ['the id of a task of no service, in a service', { service: 'many', task: 'd'.repeat(32) }, 10],
    ['what can be no name', { task: 'two words' }, 3],
  ] as const) {
    test(`among many tasks it is not found by ${what}`, async () => {
      const before = simulator.requests.length;
      await assert.rejects(find({ cluster: 'crowd', ...query }), { code: 'task-not-found' });
      assert.ok(simulator.requests.length - before <= most, `${simulator.requests.length - before} calls`);
    });
  }
});
