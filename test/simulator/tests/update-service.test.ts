import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import {
  DescribeServicesCommand,
  DescribeTasksCommand,
  type ECSClient,
  ListTasksCommand,
  type Service,
  type Task,
  UpdateServiceCommand,
  type UpdateServiceCommandInput,
} from '@aws-sdk/client-ecs';
import { type Scenario, type Simulator, startSimulator } from '../index.ts';
import { connect } from './client.ts';

const scenario: Scenario = {
  clusters: [
    {
      name: 'shop',
      instances: 2,
      services: [
        { name: 'web', tasks: 3, exec: false },
        { name: 'roleless', taskDefinition: 'roleless', exec: false },
        { name: 'green', controller: 'CODE_DEPLOY', exec: false },
        { name: 'own', controller: 'EXTERNAL', exec: false },
        { name: 'agent', taskDefinition: 'agent', schedulingStrategy: 'DAEMON', launchType: 'EC2', tasks: 2 },
        { name: 'leaving', status: 'DRAINING', tasks: 1 },
      ],
    },
  ],
  taskDefinitions: [
    { family: 'roleless', containerDefinitions: [{ name: 'app', image: 'alpine' }] },
    { family: 'agent', taskRoleArn: 'arn:aws:iam::123456789012:role/agent', containerDefinitions: [{ name: 'app' }] },
    ...[1, 2].map((revision) => ({
      family: 'web',
      revision,
      networkMode: 'awsvpc' as const,
      taskRoleArn: 'arn:aws:iam::123456789012:role/web',
      containerDefinitions: [{ name: 'app', image: `web:${revision}` }],
    })),
  ],
};

async function open(): Promise<{ simulator: Simulator; ecs: ECSClient } & AsyncDisposable> {
  const simulator = await startSimulator({ scenario });
  return { simulator, ecs: connect(simulator), [Symbol.asyncDispose]: () => simulator.close() };
}

async function serviceOf(ecs: ECSClient, name: string): Promise<Service> {
  const { services } = await ecs.send(new DescribeServicesCommand({ cluster: 'shop', services: [name] }));
  assert.ok(services?.[0]);
  return services[0];
}

async function tasksOf(ecs: ECSClient, serviceName: string): Promise<readonly Task[]> {
  const { taskArns = [] } = await ecs.send(new ListTasksCommand({ cluster: 'shop', serviceName }));
  return taskArns.length === 0
    ? []
    : ((await ecs.send(new DescribeTasksCommand({ cluster: 'shop', tasks: taskArns }))).tasks ?? []);
}

suite('UpdateService', () => {
  test('exec is switched on for tasks that start from now on, and by force for all', async () => {
    await using world = await open();
    const { ecs } = world;
    const before = await tasksOf(ecs, 'web');
    const switched = await ecs.send(
      new UpdateServiceCommand({ cluster: 'shop', service: 'web', enableExecuteCommand: true }),
    );
    assert.equal(switched.service?.enableExecuteCommand, true);
    assert.equal(switched.service.deployments?.length, 1);
    assert.deepEqual(
      (await tasksOf(ecs, 'web')).map(({ taskArn, enableExecuteCommand }) => [taskArn, enableExecuteCommand]),
      before.map(({ taskArn }) => [taskArn, false]),
    );
    const { service } = await ecs.send(
      new UpdateServiceCommand({ cluster: 'shop', service: 'web', forceNewDeployment: true }),
    );
    assert.deepEqual(
      service?.deployments?.map(({ status, rolloutState, desiredCount, runningCount }) => [
        status,
        rolloutState,
        desiredCount,
        runningCount,
      ]),
      [
        ['PRIMARY', 'IN_PROGRESS', 3, 0],
        ['ACTIVE', 'COMPLETED', 3, 3],
      ],
    );
    assert.match(service.currentServiceDeployment ?? '', /:service-deployment\/shop\/web\/[\w-]{21}$/);
    const after = await tasksOf(ecs, 'web');
    assert.deepEqual(
      after.map(({ enableExecuteCommand, lastStatus, containers }) => [
        enableExecuteCommand,
        lastStatus,
        containers?.[0]?.managedAgents?.[0]?.lastStatus,
      ]),
      Array.from({ length: 3 }, () => [true, 'RUNNING', 'RUNNING']),
    );
    const old = new Set(before.map(({ taskArn }) => taskArn));
    assert.ok(after.every(({ taskArn }) => !old.has(taskArn)));
    const done = await serviceOf(ecs, 'web');
    assert.deepEqual(
      done.deployments?.map(({ status, rolloutState }) => [status, rolloutState]),
      [['PRIMARY', 'COMPLETED']],
    );
    assert.equal(done.currentServiceDeployment, undefined);
    const [steady, completed] = done.events ?? [];
    assert.equal(steady?.message, '(service web) has reached a steady state.');
    assert.match(completed?.message ?? '', /^\(service web\) \(deployment ecs-svc\/\d+\) deployment completed\.$/);
  });

  test('the desired count is kept, up and down, without a deployment', async () => {
    await using world = await open();
    const { ecs } = world;
    for (const desiredCount of [5, 1, 0, 2]) {
      await ecs.send(new UpdateServiceCommand({ cluster: 'shop', service: 'web', desiredCount }));
      const service = await serviceOf(ecs, 'web');
      assert.deepEqual(
        [service.desiredCount, service.runningCount, service.pendingCount, service.deployments?.length],
        [desiredCount, desiredCount, 0, 1],
      );
    }
  });

  test('a bare family means its newest revision, and that is a deployment', async () => {
    await using world = await open();
    await world.ecs.send(new UpdateServiceCommand({ cluster: 'shop', service: 'web', taskDefinition: 'web:1' }));
    assert.ok(
      (await tasksOf(world.ecs, 'web')).every(({ taskDefinitionArn }) => taskDefinitionArn?.endsWith('/web:1')),
    );
    await world.ecs.send(new UpdateServiceCommand({ cluster: 'shop', service: 'web', taskDefinition: 'web' }));
    assert.ok(
      (await tasksOf(world.ecs, 'web')).every(({ taskDefinitionArn }) => taskDefinitionArn?.endsWith('/web:2')),
    );
  });

  const refusals: [input: Omit<UpdateServiceCommandInput, 'cluster'>, name: string, message: RegExp][] = [
    [{ service: 'none' }, 'ServiceNotFoundException', /^Service not found\.$/],
    [{ service: 'leaving', desiredCount: 2 }, 'ServiceNotActiveException', /^Service was not ACTIVE\.$/],
    [
      { service: 'roleless', enableExecuteCommand: true },
      'InvalidParameterException',
      /^The service couldn't be updated because a valid taskRoleArn is not being used\. Specify a valid task role/,
    ],
    [
      { service: 'green', enableExecuteCommand: true, forceNewDeployment: true },
      'InvalidParameterException',
      /^Cannot force a new deployment on services with a CODE_DEPLOY deployment controller\. Use AWS CodeDeploy/,
    ],
    [
      { service: 'green', taskDefinition: 'web' },
      'InvalidParameterException',
      /^Unable to update task definition on services with a CODE_DEPLOY deployment controller\. Use AWS CodeDeploy/,
    ],
    [{ service: 'own', forceNewDeployment: true }, 'InvalidParameterException', /EXTERNAL deployment controller/],
    [
      { service: 'agent', desiredCount: 3 },
      'InvalidParameterException',
      /^The daemon scheduling strategy does not support a desired count for services\./,
    ],
    [{ service: 'web', desiredCount: -1 }, 'InvalidParameterException', /desiredCount/],
    [{ service: 'web', taskDefinition: 'web:77' }, 'ClientException', /^TaskDefinition not found\.$/],
  ];
  for (const [input, name, message] of refusals) {
    test(`refuses ${JSON.stringify(input)}`, async () => {
      await using world = await open();
      const command = new UpdateServiceCommand({ cluster: 'shop', ...input });
      await assert.rejects(world.ecs.send(command), { name, message });
    });
  }

  test('exec alone can be switched on where AWS CodeDeploy deploys', async () => {
    await using world = await open();
    const { service } = await world.ecs.send(
      new UpdateServiceCommand({ cluster: 'shop', service: 'green', enableExecuteCommand: true }),
    );
    assert.equal(service?.enableExecuteCommand, true);
    assert.deepEqual(service.deployments, []);
  });

  test('an unknown cluster', async () => {
    await using world = await open();
    await assert.rejects(world.ecs.send(new UpdateServiceCommand({ cluster: 'none', service: 'web' })), {
      name: 'ClusterNotFoundException',
    });
  });
});
