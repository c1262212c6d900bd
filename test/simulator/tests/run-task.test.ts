import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { DescribeTasksCommand, RunTaskCommand, type RunTaskCommandInput } from '@aws-sdk/client-ecs';
import { type Scenario, startSimulator } from '../index.ts';
import { connect } from './client.ts';

const role = 'arn:aws:iam::123456789012:role/job';
const network = { awsvpcConfiguration: { subnets: ['subnet-0a'] } };

const scenario: Scenario = {
  clusters: [
    { name: 'shop', services: [{ name: 'worker', taskDefinition: 'worker', launchType: 'EC2' }] },
    { name: 'empty' },
  ],
  taskDefinitions: [
    {
      family: 'job',
      networkMode: 'awsvpc',
      requiresCompatibilities: ['FARGATE'],
      taskRoleArn: role,
      containerDefinitions: [{ name: 'app', image: 'job:1', environment: [{ name: 'A', value: '1' }] }],
    },
    { family: 'worker', taskRoleArn: role, containerDefinitions: [{ name: 'app', image: 'worker:1' }] },
    { family: 'huge', taskRoleArn: role, containerDefinitions: [{ name: 'app', image: 'huge:1', memory: 999_999 }] },
    { family: 'roleless', containerDefinitions: [{ name: 'app', image: 'roleless:1' }] },
    { family: 'past', status: 'INACTIVE', containerDefinitions: [{ name: 'app', image: 'past:1' }] },
  ],
};

const job: RunTaskCommandInput = {
  cluster: 'shop',
  taskDefinition: 'job',
  launchType: 'FARGATE',
  networkConfiguration: network,
};

suite('RunTask', () => {
  test('starts tasks with what it is told', async () => {
    await using simulator = await startSimulator({ scenario });
    const ecs = connect(simulator);
    const { tasks = [], failures } = await ecs.send(
      new RunTaskCommand({
        ...job,
        count: 2,
        enableExecuteCommand: true,
        startedBy: 'me',
        overrides: { containerOverrides: [{ name: 'app', command: ['sleep', '3600'] }] },
      }),
    );
    assert.deepEqual(failures, []);
    assert.deepEqual(
      tasks.map(({ lastStatus, group, startedBy }) => [lastStatus, group, startedBy]),
      [
        ['PROVISIONING', 'family:job', 'me'],
        ['PROVISIONING', 'family:job', 'me'],
      ],
    );
    const { tasks: later = [] } = await ecs.send(
      new DescribeTasksCommand({ cluster: 'shop', tasks: tasks.map(({ taskArn = '' }) => taskArn) }),
    );
    for (const { lastStatus, containers, overrides } of later) {
      assert.deepEqual(
        [lastStatus, containers?.[0]?.managedAgents?.[0]?.lastStatus, overrides?.containerOverrides?.[0]?.command],
        ['RUNNING', 'RUNNING', ['sleep', '3600']],
      );
    }
    assert.equal(later.length, 2);
  });

  test('a token starts its tasks once', async () => {
    await using simulator = await startSimulator({ scenario });
    const ecs = connect(simulator);
    const first = await ecs.send(new RunTaskCommand({ ...job, clientToken: 'one' }));
    const again = await ecs.send(new RunTaskCommand({ ...job, clientToken: 'one' }));
    assert.equal(again.tasks?.[0]?.taskArn, first.tasks?.[0]?.taskArn);
    await assert.rejects(ecs.send(new RunTaskCommand({ ...job, count: 3, clientToken: 'one' })), {
      name: 'ConflictException',
      resourceIds: [first.tasks?.[0]?.taskArn],
    });
  });

  test('what no instance can take is a failure in the answer', async () => {
    await using simulator = await startSimulator({ scenario });
    const { tasks, failures } = await connect(simulator).send(
      new RunTaskCommand({ cluster: 'shop', taskDefinition: 'huge', launchType: 'EC2' }),
    );
    assert.deepEqual(tasks, []);
    assert.deepEqual(
      failures?.map(({ reason, arn }) => [reason, arn?.includes(':container-instance/shop/')]),
      [['RESOURCE:MEMORY', true]],
    );
  });

  const refusals: [input: RunTaskCommandInput, name: string, message: RegExp][] = [
    [{ ...job, cluster: 'none' }, 'ClusterNotFoundException', /^Cluster not found\.$/],
    [{ ...job, taskDefinition: 'none' }, 'ClientException', /^TaskDefinition not found\.$/],
    [{ ...job, taskDefinition: 'past:1' }, 'ClientException', /inactive/],
    [
      { ...job, networkConfiguration: undefined },
      'InvalidParameterException',
      /^Network Configuration must be provided when networkMode 'awsvpc' is specified\.$/,
    ],
    [
      { cluster: 'shop', taskDefinition: 'worker', networkConfiguration: network },
      'InvalidParameterException',
      /^Network Configuration is only valid when networkMode 'awsvpc' is specified\.$/,
    ],
    [
      { ...job, capacityProviderStrategy: [{ capacityProvider: 'FARGATE_SPOT' }] },
      'InvalidParameterException',
      /^Specifying both a launch type and capacity provider strategy is not supported\./,
    ],
    [
      { cluster: 'shop', taskDefinition: 'roleless', enableExecuteCommand: true },
      'InvalidParameterException',
      /valid taskRoleArn is not being used/,
    ],
    [{ cluster: 'shop', taskDefinition: 'worker', launchType: 'FARGATE' }, 'InvalidParameterException', /FARGATE/],
    [
      { cluster: 'empty', taskDefinition: 'worker' },
      'InvalidParameterException',
      /^No Container Instances were found in your cluster\.$/,
    ],
    [{ ...job, count: 11 }, 'InvalidParameterException', /count/],
    [{ ...job, startedBy: 'x'.repeat(129) }, 'InvalidParameterException', /startedBy/],
    [
      { ...job, overrides: { containerOverrides: [{ name: 'other' }] } },
      'InvalidParameterException',
      /^Override for container named other is not a container in the TaskDefinition\.$/,
    ],
  ];
  for (const [input, name, message] of refusals) {
    test(`refuses ${JSON.stringify(input).slice(0, 150)}`, async () => {
      await using simulator = await startSimulator({ scenario });
      await assert.rejects(connect(simulator).send(new RunTaskCommand(input)), { name, message });
    });
  }
});
