import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import type { Gateway } from '../../../src/aws/api/gateway.ts';
import type { Task } from '../../../src/aws/api/tasks.ts';
import { operatingSystemOf, refuseWindows } from '../../../src/live/platform.ts';
import { connect } from '../../aws/support/connected.ts';
import { type Scenario, type Simulator, startSimulator } from '../../simulator/index.ts';

const containers = [{ name: 'app', image: 'a' }];
const ec2 = { launchType: 'EC2', exec: true } as const;
const scenario: Scenario = {
  clusters: [
    { name: 'fargate', services: [{ name: 'linux' }, { name: 'windows', taskDefinition: 'says-windows' }] },
    {
      name: 'linux',
      tasks: [
        { ...ec2, taskDefinition: 'says-nothing' },
        { ...ec2, taskDefinition: 'says-linux' },
      ],
    },
    {
      name: 'windows',
      instances: [{ os: 'windows' }],
      tasks: [
        { ...ec2, taskDefinition: 'says-nothing', count: 2 },
        { ...ec2, taskDefinition: 'says-windows' },
      ],
    },
  ],
  taskDefinitions: [
    { family: 'says-nothing', requiresCompatibilities: ['EC2'], containerDefinitions: containers },
    { family: 'says-linux', runtimePlatform: { operatingSystemFamily: 'LINUX' }, containerDefinitions: containers },
    {
      family: 'says-windows',
      runtimePlatform: { operatingSystemFamily: 'WINDOWS_SERVER_2022_CORE' },
      containerDefinitions: containers,
    },
  ],
};

suite('what a task runs on', () => {
  let simulator: Simulator;
  let gateway: Gateway;
  const environment = { ...process.env };

  before(async () => {
    simulator = await startSimulator({ scenario });
    Object.assign(process.env, simulator.environment);
  });
  after(async () => {
    process.env = environment;
    await simulator.close();
  });

  const tasksOf = async (cluster: string, family: string): Promise<readonly Task[]> => {
    const found: Task[] = [];
    for await (const tasks of gateway.clusters.listTasks(cluster, { kind: 'all' })) {
      found.push(...tasks.filter(({ definition }) => definition === `${family}:1`));
    }
    return found;
  };
  /** With a connection that remembers nothing yet: the operating systems, and what was asked of AWS to know them. */
  const find = async (
    cluster: string,
    family: string,
  ): Promise<{ systems: readonly string[]; asked: readonly string[] }> => {
    gateway = await connect();
    try {
      const tasks = await tasksOf(cluster, family);
      const before = simulator.requests.length;
      const systems: string[] = [];
      for (const task of [...tasks, ...tasks]) {
        systems.push(await operatingSystemOf(gateway, task));
      }
      return {
        systems: [...new Set(systems)],
        asked: simulator.requests.slice(before).map(({ operation }) => operation),
      };
    } finally {
      gateway.dispose();
    }
  };

  for (const [what, cluster, family, system, asked] of [
    ['on Fargate is said by the task itself', 'fargate', 'linux', 'linux', []],
    ['on Fargate, Windows too', 'fargate', 'says-windows', 'windows', []],
    [
      'on an instance is said by its definition, asked once',
      'linux',
      'says-linux',
      'linux',
      ['DescribeTaskDefinition'],
    ],
    ['on an instance, Windows too', 'windows', 'says-windows', 'windows', ['DescribeTaskDefinition']],
    [
      'is else said by the instance, asked once for all its tasks',
      'windows',
      'says-nothing',
      'windows',
      ['DescribeTaskDefinition', 'DescribeContainerInstances'],
    ],
    ['of Linux too', 'linux', 'says-nothing', 'linux', ['DescribeTaskDefinition', 'DescribeContainerInstances']],
  ] as const) {
    test(what, async () => {
      assert.deepEqual(await find(cluster, family), { systems: [system], asked });
    });
  }

  test('is not known to whom may not ask for it, and then nothing is refused', async () => {
    gateway = await connect();
    const [task] = await tasksOf('windows', 'says-nothing');
    assert.ok(task);
    for (const operation of ['DescribeTaskDefinition', 'DescribeContainerInstances']) {
      simulator.faults.add({ kind: 'access-denied', operation });
    }
    try {
      assert.equal(await operatingSystemOf(gateway, task), 'unknown');
      await refuseWindows(gateway, task);
    } finally {
      simulator.faults.clear();
    }
    // What failed was not remembered.
    await assert.rejects(refuseWindows(gateway, task), { code: 'windows' });
    gateway.dispose();
  });

  test('is not waited for by whom has given up', async () => {
    gateway = await connect();
    const [task] = await tasksOf('windows', 'says-nothing');
    assert.ok(task);
    const reason = new Error('given up');
    await assert.rejects(operatingSystemOf(gateway, task, AbortSignal.abort(reason)), reason);
    gateway.dispose();
  });
});
