import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import {
  DescribeClustersCommand,
  DescribeContainerInstancesCommand,
  DescribeServicesCommand,
  DescribeTaskDefinitionCommand,
  DescribeTasksCommand,
  type ECSClient,
  ListTasksCommand,
  type Task,
} from '@aws-sdk/client-ecs';
import { type Simulator, startSimulator } from '../index.ts';
import { connect } from './client.ts';

let simulator: Simulator;
let ecs: ECSClient;

before(async () => {
  simulator = await startSimulator();
  ecs = connect(simulator);
});
after(() => simulator.close());

suite('the demo', () => {
  test('has two clusters with what runs in them', async () => {
    const { clusters = [] } = await ecs.send(new DescribeClustersCommand({ clusters: ['shop', 'back-office'] }));
    assert.deepEqual(
      clusters
        .toReversed()
        .map(
          ({
            clusterName,
            runningTasksCount,
            pendingTasksCount,
            activeServicesCount,
            registeredContainerInstancesCount,
          }) => [
            clusterName,
            runningTasksCount,
            pendingTasksCount,
            activeServicesCount,
            registeredContainerInstancesCount,
          ],
        ),
      [
        ['shop', 5, 1, 2, 2],
        ['back-office', 2, 0, 2, 0],
      ],
    );
  });

  test('has a Fargate service whose tasks have both sidecars, one of them still starting', async () => {
    const tasks = await tasksOf('shop', 'storefront');
    assert.deepEqual(
      tasks.map(({ lastStatus }) => lastStatus),
      ['RUNNING', 'RUNNING', 'PENDING'],
    );
    const [first, , starting] = tasks;
    assert.ok(first && starting);
    assert.deepEqual(
      first.containers?.map(({ name, image, managedAgents }) => [
        name?.replace(/-[0-9a-f]{6}$/, '-…'),
        image?.split('/').at(-1),
        managedAgents?.[0]?.lastStatus,
      ]),
      [
        ['web', 'storefront:2.14.0', 'RUNNING'],
        ['ecs-service-connect-…', undefined, undefined],
        ['aws-guardduty-agent-…', undefined, undefined],
      ],
    );
    assert.equal(first.platformVersion, '1.4.0');
    assert.deepEqual(
      first.attachments?.map(({ type }) => type),
      ['Service Connect', 'ElasticNetworkInterface'],
    );
    assert.equal(starting.startedAt, undefined);
    assert.deepEqual(
      starting.containers?.map(({ runtimeId }) => runtimeId),
      [undefined, undefined, undefined],
    );
  });

  test('has an EC2 service, in one task of which the exec agent stopped and says why', async () => {
    const tasks = await tasksOf('shop', 'order-worker');
    assert.deepEqual(
      tasks.map(({ launchType }) => launchType),
      ['EC2', 'EC2'],
    );
    assert.match(tasks[0]?.containerInstanceArn ?? '', /:container-instance\/shop\/[0-9a-f]{32}$/);
    const agents = tasks.map(({ containers }) => containers?.[0]?.managedAgents?.[0]);
    assert.deepEqual(
      agents.map((agent) => agent?.lastStatus),
      ['RUNNING', 'STOPPED'],
    );
    assert.match(agents[1]?.reason ?? '', /could not find certs required for exec agent/);
  });

  test('has a standalone task, a task with exec off, and a stopped one', async () => {
    const [standalone] = await tasksOf('shop', undefined, 'db-migrate');
    assert.equal(standalone?.group, 'family:db-migrate');
    const [off] = await tasksOf('back-office', 'reports');
    assert.equal(off?.enableExecuteCommand, false);
    assert.equal(off.containers?.[0]?.managedAgents, undefined);
    const { taskArns } = await ecs.send(new ListTasksCommand({ cluster: 'back-office', desiredStatus: 'STOPPED' }));
    const { tasks } = await ecs.send(new DescribeTasksCommand({ cluster: 'back-office', tasks: taskArns }));
    assert.deepEqual(
      tasks?.map(({ lastStatus, containers }) => [lastStatus, containers?.[0]?.exitCode]),
      [['STOPPED', 1]],
    );
  });

  test('gives dates as dates, and the same ids every time', async () => {
    const [task] = await tasksOf('shop', 'storefront');
    assert.ok(task?.createdAt && task.startedAt && task.createdAt < task.startedAt && task.startedAt < new Date());
    await using again = await startSimulator();
    const ids = (world: Simulator['world']): string[] =>
      [...world.clusters.values()].flatMap(({ tasks }) => [...tasks.keys()]);
    assert.deepEqual(ids(again.world), ids(simulator.world));
  });
});

suite('clusters', () => {
  test('show configuration, settings, statistics and tags only where they are asked for', async () => {
    const input = { clusters: ['back-office'] };
    const { clusters: [plain] = [] } = await ecs.send(new DescribeClustersCommand(input));
    assert.deepEqual([plain?.configuration, plain?.settings, plain?.statistics, plain?.tags], [undefined, [], [], []]);
    const include = ['CONFIGURATIONS', 'SETTINGS', 'STATISTICS', 'TAGS', 'ATTACHMENTS'] as const;
    const { clusters: [full] = [] } = await ecs.send(new DescribeClustersCommand({ ...input, include: [...include] }));
    assert.equal(full?.configuration?.executeCommandConfiguration?.logging, 'OVERRIDE');
    assert.deepEqual(full.settings, [{ name: 'containerInsights', value: 'disabled' }]);
    assert.deepEqual(full.tags, [
      { key: 'environment', value: 'production' },
      { key: 'team', value: 'finance' },
    ]);
    const statistics = new Map(full.statistics?.map(({ name, value }) => [name, value]));
    assert.equal(statistics.get('runningFargateTasksCount'), '2');
    assert.equal(statistics.get('activeEC2ServiceCount'), '0');
  });

  test('are found by name and by ARN, and a missing one is a failure', async () => {
    const arn = 'arn:aws:ecs:eu-central-1:123456789012:cluster/shop';
    const { clusters, failures } = await ecs.send(new DescribeClustersCommand({ clusters: [arn, 'nowhere'] }));
    assert.deepEqual(
      clusters?.map(({ clusterArn }) => clusterArn),
      [arn],
    );
    assert.deepEqual(failures, [{ arn: arn.replace('shop', 'nowhere'), reason: 'MISSING' }]);
  });

  test('are the one called default where none is named', async () => {
    const { failures } = await ecs.send(new DescribeClustersCommand({}));
    assert.deepEqual(
      failures?.map(({ arn }) => arn?.split('/').at(-1)),
      ['default'],
    );
  });

  test('are a hundred at most', async () => {
    const clusters = Array.from({ length: 101 }, (_, index) => `c${index}`);
    await assert.rejects(ecs.send(new DescribeClustersCommand({ clusters })), {
      name: 'InvalidParameterException',
      message: 'clusters can have at most 100 items.',
    });
    assert.equal((await ecs.send(new DescribeClustersCommand({ clusters: clusters.slice(1) }))).failures?.length, 100);
  });

  test('of another account or region, and what is no cluster, are refused', async () => {
    const refused: [arn: string, message: RegExp][] = [
      [
        'arn:aws:ecs:eu-central-1:210987654321:cluster/shop',
        /^Identifier is for 210987654321. Your accountId is 123456789012$/,
      ],
      ['arn:aws:ecs:us-east-1:123456789012:cluster/shop', /^Identifier is for us-east-1/],
      ['arn:aws:ecs:eu-central-1:123456789012:service/shop/storefront', /^Unsupported resource type: service$/],
      ['arn:aws:s3:::bucket', /^Invalid identifier/],
    ];
    for (const [arn, message] of refused) {
      await assert.rejects(ecs.send(new DescribeClustersCommand({ clusters: [arn] })), {
        name: 'InvalidParameterException',
        message,
      });
    }
  });
});

suite('services', () => {
  test('are described with counts, deployments and, where asked for, tags', async () => {
    const input = { cluster: 'shop', services: ['storefront', 'nobody'] };
    const { services: [plain] = [], failures } = await ecs.send(new DescribeServicesCommand(input));
    assert.deepEqual([plain?.desiredCount, plain?.runningCount, plain?.pendingCount], [3, 2, 1]);
    assert.equal(plain?.deployments?.[0]?.runningCount, 2);
    assert.equal(plain.deployments[0].serviceConnectConfiguration?.enabled, true);
    assert.equal(plain.enableExecuteCommand, true);
    assert.equal(plain.tags, undefined);
    assert.deepEqual(
      failures?.map(({ reason }) => reason),
      ['MISSING'],
    );
    const { services: [full] = [] } = await ecs.send(new DescribeServicesCommand({ ...input, include: ['TAGS'] }));
    assert.deepEqual(full?.tags, [{ key: 'component', value: 'storefront' }]);
  });

  test('are ten at most, and one at least', async () => {
    const services = Array.from({ length: 11 }, (_, index) => `s${index}`);
    await assert.rejects(ecs.send(new DescribeServicesCommand({ cluster: 'shop', services })), {
      name: 'InvalidParameterException',
      message: 'service names can have at most 10 items.',
    });
    await assert.rejects(ecs.send(new DescribeServicesCommand({ cluster: 'shop', services: [] })), {
      message: 'Services cannot be empty.',
    });
  });
});

suite('tasks', () => {
  test('are found by id and by ARN, and a missing one is a failure', async () => {
    const [task] = await tasksOf('shop', 'storefront');
    const arn = task?.taskArn ?? '';
    const missing = '0'.repeat(32);
    const { tasks, failures } = await ecs.send(
      new DescribeTasksCommand({ cluster: 'shop', tasks: [arn, arn.split('/').at(-1) ?? '', missing] }),
    );
    assert.deepEqual(
      tasks?.map(({ taskArn }) => taskArn),
      [arn, arn],
    );
    assert.deepEqual(failures, [{ arn: `${arn.slice(0, arn.lastIndexOf('/'))}/${missing}`, reason: 'MISSING' }]);
  });

  test('of another cluster are refused', async () => {
    const [task] = await tasksOf('shop', 'storefront');
    await assert.rejects(ecs.send(new DescribeTasksCommand({ cluster: 'back-office', tasks: [task?.taskArn ?? ''] })), {
      name: 'InvalidParameterException',
      message: 'Invalid identifier: Identifier is for cluster shop. Your cluster is back-office',
    });
  });

  test('are a hundred at most, and one at least, with ids of the right length', async () => {
    const refused = async (tasks: string[], message: string): Promise<void> =>
      assert.rejects(ecs.send(new DescribeTasksCommand({ cluster: 'shop', tasks })), {
        name: 'InvalidParameterException',
        message,
      });
    await refused(
      Array.from({ length: 101 }, () => '0'.repeat(32)),
      'taskIds can have at most 100 items.',
    );
    await refused([], 'Tasks cannot be empty.');
    await refused(['abc'], 'taskId length should be one of [32,36]');
  });

  test('change when a test changes the world', async () => {
    const [task] = await tasksOf('back-office', 'reports');
    const known = simulator.world.clusters.get('back-office')?.tasks.get(task?.taskArn?.split('/').at(-1) ?? '');
    assert.ok(known);
    known.description.lastStatus = 'DEACTIVATING';
    const [changed] = await tasksOf('back-office', 'reports');
    const { services: [service] = [] } = await ecs.send(
      new DescribeServicesCommand({ cluster: 'back-office', services: ['reports'] }),
    );
    known.description.lastStatus = 'RUNNING';
    assert.equal(changed?.lastStatus, 'DEACTIVATING');
    assert.equal(service?.runningCount, 0);
  });
});

suite('container instances', () => {
  test('say which operating system and which agent they have, and what runs on them', async () => {
    const tasks = await tasksOf('shop', 'order-worker');
    const arns = [...new Set(tasks.map(({ containerInstanceArn }) => containerInstanceArn ?? ''))];
    const missing = '0'.repeat(32);
    const { containerInstances = [], failures } = await ecs.send(
      new DescribeContainerInstancesCommand({
        cluster: 'shop',
        containerInstances: [...arns, arns[0]?.split('/').at(-1) ?? '', missing],
      }),
    );
    assert.deepEqual(
      new Set(containerInstances.map(({ containerInstanceArn }) => containerInstanceArn)),
      new Set(arns),
    );
    assert.equal(containerInstances.length, arns.length + 1);
    assert.deepEqual(failures, [{ arn: arns[0]?.replace(/[^/]+$/, missing), reason: 'MISSING' }]);
    const [instance] = containerInstances;
    assert.equal(instance?.attributes?.find(({ name }) => name === 'ecs.os-type')?.value, 'linux');
    assert.match(instance.versionInfo?.agentVersion ?? '', /^1\.\d+\.\d+$/);
    assert.equal(instance.healthStatus, undefined);
    assert.equal(
      instance.runningTasksCount,
      tasks.filter(({ containerInstanceArn }) => containerInstanceArn === instance.containerInstanceArn).length,
    );
  });

  test('run Windows where the scenario says so', async () => {
    await using windows = await startSimulator({
      scenario: { clusters: [{ name: 'w', instances: [{ os: 'windows' }], tasks: [{ launchType: 'EC2' }] }] },
    });
    const client = connect(windows);
    const [task] = [...(windows.world.clusters.get('w')?.tasks.values() ?? [])];
    const input = {
      cluster: 'w',
      containerInstances: [task?.description.containerInstanceArn ?? ''],
      include: ['CONTAINER_INSTANCE_HEALTH' as const],
    };
    const { containerInstances: [instance] = [] } = await client.send(new DescribeContainerInstancesCommand(input));
    assert.equal(instance?.attributes?.find(({ name }) => name === 'ecs.os-type')?.value, 'windows');
    assert.equal(instance.healthStatus?.overallStatus, 'OK');
  });

  test('are a hundred at most, and one at least, of the cluster, with ids of the right length', async () => {
    const refused = (containerInstances: string[], message: RegExp): Promise<void> =>
      assert.rejects(ecs.send(new DescribeContainerInstancesCommand({ cluster: 'shop', containerInstances })), {
        name: 'InvalidParameterException',
        message,
      });
    await refused([], /cannot be empty/);
    await refused(
      Array.from({ length: 101 }, () => '0'.repeat(32)),
      /at most 100 items/,
    );
    await refused(['abc'], /length should be one of \[32,36\]/);
    await refused(
      ['arn:aws:ecs:eu-central-1:123456789012:container-instance/back-office/0'],
      /Identifier is for cluster back-office/,
    );
  });
});

suite('task definitions', () => {
  test('are found by family, by revision and by ARN', async () => {
    const arn = 'arn:aws:ecs:eu-central-1:123456789012:task-definition/storefront:41';
    const revision = async (taskDefinition: string): Promise<number | undefined> =>
      (await ecs.send(new DescribeTaskDefinitionCommand({ taskDefinition }))).taskDefinition?.revision;
    assert.equal(await revision('storefront'), 42);
    assert.equal(await revision('storefront:41'), 41);
    assert.equal(await revision(arn), 41);
  });

  test('are described as registered, with what AWS adds', async () => {
    const { taskDefinition, tags } = await ecs.send(
      new DescribeTaskDefinitionCommand({ taskDefinition: 'storefront', include: ['TAGS'] }),
    );
    assert.equal(taskDefinition?.taskRoleArn, 'arn:aws:iam::123456789012:role/storefront-task');
    assert.deepEqual(taskDefinition.compatibilities, ['EC2', 'FARGATE', 'MANAGED_INSTANCES']);
    assert.ok(taskDefinition.registeredAt && taskDefinition.registeredAt < new Date());
    const [web] = taskDefinition.containerDefinitions ?? [];
    assert.equal(web?.linuxParameters?.initProcessEnabled, true);
    assert.deepEqual(web.mountPoints, []);
    assert.deepEqual(tags, [{ key: 'component', value: 'storefront' }]);
  });

  test('that do not exist are refused', async () => {
    await assert.rejects(ecs.send(new DescribeTaskDefinitionCommand({ taskDefinition: 'storefront:7' })), {
      name: 'ClientException',
      message: 'Unable to describe task definition.',
    });
  });
});

/** The tasks in the order of the list; DescribeTasks keeps none. */
async function tasksOf(cluster: string, serviceName?: string, family?: string): Promise<Task[]> {
  const { taskArns } = await ecs.send(new ListTasksCommand({ cluster, serviceName, family }));
  const { tasks = [] } = await ecs.send(new DescribeTasksCommand({ cluster, tasks: taskArns }));
  return (taskArns ?? []).flatMap((arn) => tasks.find(({ taskArn }) => taskArn === arn) ?? []);
}
