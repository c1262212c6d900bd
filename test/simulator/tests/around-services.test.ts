import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import {
  ApplicationAutoScalingClient,
  DescribeScalableTargetsCommand,
  DescribeScalingPoliciesCommand,
} from '@aws-sdk/client-application-auto-scaling';
import {
  DescribeCapacityProvidersCommand,
  DescribeContainerInstancesCommand,
  DescribeDaemonCommand,
  DescribeServicesCommand,
  DescribeTaskSetsCommand,
  type ECSClient,
  GetTaskProtectionCommand,
  ListContainerInstancesCommand,
  ListDaemonsCommand,
  ListTasksCommand,
  UpdateServiceCommand,
  UpdateTaskProtectionCommand,
} from '@aws-sdk/client-ecs';
import { type Scenario, type Simulator, startSimulator } from '../index.ts';
import { connect } from './client.ts';
import { signedForm } from './request.ts';

const scenario: Scenario = {
  clusters: [
    {
      name: 'shop',
      instances: [{}, { kind: 'external', agentConnected: false }],
      capacityProviders: [
        { name: 'own-asg', kind: 'auto-scaling-group' },
        { name: 'managed', kind: 'managed-instances' },
        ...Array.from({ length: 12 }, (_, index) => ({ name: `more-${index}`, kind: 'auto-scaling-group' as const })),
      ],
      daemons: [{ name: 'metrics' }],
      services: [
        { name: 'web', tasks: [{ count: 1 }, { protectedFor: 30 }], scaling: { min: 1, max: 8, cpu: 55 } },
        { name: 'green', controller: 'CODE_DEPLOY' },
        { name: 'express', express: true },
        { name: 'worker', taskDefinition: 'worker', launchType: 'EC2' },
      ],
      tasks: [{ group: 'daemon:metrics', launchType: 'MANAGED_INSTANCES' }],
    },
  ],
  taskDefinitions: [{ family: 'worker', containerDefinitions: [{ name: 'app', image: 'worker:1' }] }],
};

let simulator: Simulator;
let ecs: ECSClient;

before(async () => {
  simulator = await startSimulator({ scenario });
  ecs = connect(simulator);
});
after(() => simulator.close());

suite('around services', () => {
  test('Application Auto Scaling says what it may set, for the services that are asked for', async () => {
    const scaling = new ApplicationAutoScalingClient({
      endpoint: simulator.endpoint,
      region: simulator.world.region,
      credentials: simulator.credentials,
    });
    const { ScalableTargets } = await scaling.send(
      new DescribeScalableTargetsCommand({
        ServiceNamespace: 'ecs',
        ResourceIds: ['service/shop/web', 'service/shop/green'],
        ScalableDimension: 'ecs:service:DesiredCount',
      }),
    );
    assert.deepEqual(
      ScalableTargets?.map(({ ResourceId, MinCapacity, MaxCapacity }) => [ResourceId, MinCapacity, MaxCapacity]),
      [['service/shop/web', 1, 8]],
    );
    const { ScalingPolicies } = await scaling.send(
      new DescribeScalingPoliciesCommand({ ServiceNamespace: 'ecs', ResourceId: 'service/shop/web' }),
    );
    assert.equal(ScalingPolicies?.[0]?.TargetTrackingScalingPolicyConfiguration?.TargetValue, 55);
    scaling.destroy();
  });

  test('STS says whose the credentials are', async () => {
    const answer = await signedForm(simulator, 'sts', 'Action=GetCallerIdentity&Version=2011-06-15');
    assert.equal(answer.status, 200);
    assert.match(answer.body, /<Account>123456789012<\/Account>/);
    const wrong = await signedForm(simulator, 'sts', 'Action=GetCallerIdentity&Version=2010-01-01');
    assert.deepEqual([wrong.status, /<Code>(\w+)/.exec(wrong.body)?.[1]], [400, 'InvalidAction']);
  });

  test('capacity providers come ten at a time, those of Managed Instances only with their cluster', async () => {
    const names = async (cluster?: string): Promise<(string | undefined)[]> => {
      const found: (string | undefined)[] = [];
      let nextToken: string | undefined;
      do {
        const page = await ecs.send(new DescribeCapacityProvidersCommand({ cluster, nextToken, maxResults: 100 }));
        assert.ok((page.capacityProviders ?? []).length <= 10);
        found.push(...(page.capacityProviders ?? []).map(({ name }) => name));
        ({ nextToken } = page);
      } while (nextToken !== undefined);
      return found;
    };
    const anywhere = await names();
    assert.ok(anywhere.includes('FARGATE_SPOT') && anywhere.includes('own-asg') && !anywhere.includes('managed'));
    assert.ok((await names('shop')).includes('managed'));
    const { failures } = await ecs.send(new DescribeCapacityProvidersCommand({ capacityProviders: ['none'] }));
    assert.deepEqual(
      failures?.map(({ reason }) => reason),
      ['MISSING'],
    );
  });

  test('instances are listed, and say what they are', async () => {
    const { containerInstanceArns } = await ecs.send(new ListContainerInstancesCommand({ cluster: 'shop' }));
    const { containerInstances = [] } = await ecs.send(
      new DescribeContainerInstancesCommand({ cluster: 'shop', containerInstances: containerInstanceArns }),
    );
    assert.deepEqual(
      containerInstances
        .map(({ ec2InstanceId, agentConnected }) => [ec2InstanceId?.split('-')[0], agentConnected])
        .sort(),
      [
        ['i', true],
        ['mi', false],
      ],
    );
  });

  test('a service of AWS CodeDeploy has a task set in place of deployments; one of ECS has none', async () => {
    const { taskSets } = await ecs.send(new DescribeTaskSetsCommand({ cluster: 'shop', service: 'green' }));
    assert.deepEqual(
      taskSets?.map(({ status, stabilityStatus, runningCount }) => [status, stabilityStatus, runningCount]),
      [['PRIMARY', 'STEADY_STATE', 1]],
    );
    await assert.rejects(ecs.send(new DescribeTaskSetsCommand({ cluster: 'shop', service: 'web' })), {
      name: 'InvalidParameterException',
    });
    const { services = [] } = await ecs.send(
      new DescribeServicesCommand({ cluster: 'shop', services: ['green', 'express'] }),
    );
    const told = services.map(({ serviceName, deployments, taskSets: sets, resourceManagementType }) => [
      serviceName,
      deployments?.length,
      sets?.length,
      resourceManagementType,
    ]);
    assert.deepEqual(told.toSorted(), [
      ['express', 1, undefined, 'ECS'],
      ['green', 0, 1, 'CUSTOMER'],
    ]);
  });

  test('daemons are no services, and their tasks are listed by their name', async () => {
    const { daemonSummariesList } = await ecs.send(
      new ListDaemonsCommand({ clusterArn: simulator.world.clusters.get('shop')?.description.clusterArn }),
    );
    const [daemonArn] = (daemonSummariesList ?? []).map((summary) => summary.daemonArn);
    assert.match(daemonArn ?? '', /:daemon\/shop\/metrics$/);
    const { daemon } = await ecs.send(new DescribeDaemonCommand({ daemonArn }));
    assert.equal(daemon?.currentRevisions?.[0]?.totalRunningCount, 1);
    const { taskArns } = await ecs.send(new ListTasksCommand({ cluster: 'shop', daemonName: 'metrics' }));
    assert.equal(taskArns?.length, 1);
  });

  test('a protected task outlives scaling, one of no service cannot be protected', async () => {
    const { taskArns: tasks = [] } = await ecs.send(new ListTasksCommand({ cluster: 'shop', serviceName: 'web' }));
    const { protectedTasks = [] } = await ecs.send(new GetTaskProtectionCommand({ cluster: 'shop', tasks }));
    const kept = protectedTasks.filter(({ protectionEnabled }) => protectionEnabled).map(({ taskArn }) => taskArn);
    assert.equal(kept.length, 1);
    await ecs.send(new UpdateServiceCommand({ cluster: 'shop', service: 'web', desiredCount: 0 }));
    const left = async () => (await ecs.send(new ListTasksCommand({ cluster: 'shop', serviceName: 'web' }))).taskArns;
    assert.deepEqual(await left(), kept);
    const { taskArns: lone } = await ecs.send(new ListTasksCommand({ cluster: 'shop', daemonName: 'metrics' }));
    const { failures } = await ecs.send(
      new UpdateTaskProtectionCommand({ cluster: 'shop', tasks: lone, protectionEnabled: true }),
    );
    assert.deepEqual(
      failures?.map(({ reason }) => reason),
      ['TASK_NOT_VALID'],
    );
  });
});
