import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import {
  type ECSClient,
  ListClustersCommand,
  ListServicesCommand,
  type ListServicesCommandInput,
  ListTaskDefinitionsCommand,
  ListTasksCommand,
  type ListTasksCommandInput,
  paginateListClusters,
  paginateListServices,
  paginateListTaskDefinitions,
  paginateListTasks,
} from '@aws-sdk/client-ecs';
import { manyTasks, type Simulator, startSimulator } from '../index.ts';
import { connect, pagesOf } from './client.ts';

suite('long lists', () => {
  let simulator: Simulator;
  let ecs: ECSClient;

  before(async () => {
    const { clusters } = manyTasks(1_050, 25);
    const empty = Array.from({ length: 204 }, (_, index) => ({ name: `empty-${index}` }));
    const taskDefinitions = Array.from({ length: 130 }, (_, index) => ({ family: 'many', revision: index + 1 }));
    simulator = await startSimulator({ scenario: { clusters: [...clusters, ...empty], taskDefinitions } });
    ecs = connect(simulator);
  });
  after(() => simulator.close());

  test('of clusters come a hundred at a time', async () => {
    const pages = await pagesOf(paginateListClusters({ client: ecs }, {}), ({ clusterArns }) => clusterArns ?? []);
    assert.deepEqual(
      pages.map(({ length }) => length),
      [100, 100, 5],
    );
    assert.equal(new Set(pages.flat()).size, 205);
  });

  test('of services come ten at a time unless more are asked for', async () => {
    const sizes = async (maxResults?: number): Promise<number[]> => {
      const pages = paginateListServices({ client: ecs }, { cluster: 'many', maxResults });
      return pagesOf(pages, ({ serviceArns }) => serviceArns?.length ?? 0);
    };
    assert.deepEqual(await sizes(), [10, 10, 5]);
    assert.deepEqual(await sizes(20), [20, 5]);
    assert.deepEqual(await sizes(25), [25]);
  });

  test('of tasks come a hundred at a time, each task once', async () => {
    const pages = await pagesOf(
      paginateListTasks({ client: ecs }, { cluster: 'many' }),
      ({ taskArns }) => taskArns ?? [],
    );
    assert.deepEqual(
      pages.map(({ length }) => length),
      [...Array.from({ length: 10 }, () => 100), 50],
    );
    assert.equal(new Set(pages.flat()).size, 1_050);
  });

  test('of task definitions are sorted by revision, either way', async () => {
    const revisions = async (sort: 'ASC' | 'DESC'): Promise<number[]> => {
      const pages = paginateListTaskDefinitions({ client: ecs }, { sort, familyPrefix: 'many' });
      const arns = await pagesOf(pages, ({ taskDefinitionArns }) => taskDefinitionArns ?? []);
      return arns.flat().map((arn) => Number(arn.split(':').at(-1)));
    };
    const ascending = Array.from({ length: 130 }, (_, index) => index + 1);
    assert.deepEqual(await revisions('ASC'), ascending);
    assert.deepEqual(await revisions('DESC'), ascending.toReversed());
  });

  test('refuse page sizes out of range', async () => {
    for (const maxResults of [0, -1, 101]) {
      await assert.rejects(ecs.send(new ListTasksCommand({ cluster: 'many', maxResults })), {
        name: 'InvalidParameterException',
      });
    }
  });

  test('refuse a token that is made up, or another list’s, or another simulator’s', async () => {
    const { nextToken } = await ecs.send(new ListTasksCommand({ cluster: 'many' }));
    assert.ok(nextToken);
    const invalid = { name: 'InvalidParameterException', message: 'Invalid token.' };
    await assert.rejects(ecs.send(new ListTasksCommand({ cluster: 'many', nextToken: 'abc' })), invalid);
    await assert.rejects(ecs.send(new ListTasksCommand({ cluster: 'many', nextToken: '' })), invalid);
    await assert.rejects(
      ecs.send(new ListTasksCommand({ cluster: 'many', nextToken, launchType: 'FARGATE' })),
      invalid,
    );
    await assert.rejects(ecs.send(new ListClustersCommand({ nextToken })), invalid);
    await using other = await startSimulator({ scenario: manyTasks(1_050, 25) });
    await assert.rejects(connect(other).send(new ListTasksCommand({ cluster: 'many', nextToken })), invalid);
  });
});

suite('filters', () => {
  let simulator: Simulator;
  let ecs: ECSClient;

  before(async () => {
    simulator = await startSimulator({
      scenario: {
        clusters: [
          {
            name: 'default',
            services: [
              { name: 'web', tasks: 3 },
              { name: 'worker', launchType: 'EC2', schedulingStrategy: 'DAEMON', tasks: [{}, { status: 'PENDING' }] },
            ],
            tasks: [
              { taskDefinition: 'migrate', startedBy: 'ci' },
              { taskDefinition: 'migrate', startedBy: 'ci', status: 'STOPPED' },
            ],
          },
          { name: 'gone', status: 'INACTIVE' },
        ],
        taskDefinitions: [{ family: 'web' }, { family: 'worker' }, { family: 'old', status: 'INACTIVE' }],
      },
    });
    ecs = connect(simulator);
  });
  after(() => simulator.close());

  const tasks = async (input: ListTasksCommandInput): Promise<number> =>
    (await ecs.send(new ListTasksCommand(input))).taskArns?.length ?? 0;

  test('take tasks that are to run, of the cluster called default, unless told otherwise', async () => {
    assert.equal(await tasks({}), 6);
    assert.equal(await tasks({ desiredStatus: 'STOPPED' }), 1);
    assert.equal(await tasks({ desiredStatus: 'PENDING' }), 0);
  });

  test('take tasks by service, family, starter, launch type and instance', async () => {
    assert.equal(await tasks({ serviceName: 'web' }), 3);
    assert.equal(
      await tasks({ serviceName: simulator.world.clusters.get('default')?.services.get('web')?.serviceArn }),
      3,
    );
    assert.equal(await tasks({ family: 'migrate' }), 1);
    assert.equal(await tasks({ family: 'mig' }), 0);
    assert.equal(await tasks({ startedBy: 'ci' }), 1);
    assert.equal(await tasks({ startedBy: 'ci', desiredStatus: 'STOPPED' }), 1);
    assert.equal(await tasks({ launchType: 'EC2' }), 2);
    assert.equal(await tasks({ launchType: 'FARGATE', serviceName: 'worker' }), 0);
    const [instance] = [...(simulator.world.clusters.get('default')?.tasks.values() ?? [])].flatMap(
      ({ description }) => description.containerInstanceArn ?? [],
    );
    assert.equal(await tasks({ containerInstance: instance }), 2);
    assert.equal(await tasks({ containerInstance: instance?.split('/').at(-1) }), 2);
  });

  test('that exclude each other are refused', async () => {
    const refused = (filter: string): object => ({
      name: 'InvalidParameterException',
      message: `cannot specify ${filter} with other arguments`,
    });
    await assert.rejects(tasks({ serviceName: 'web', family: 'web' }), refused('serviceName'));
    await assert.rejects(tasks({ startedBy: 'ci', family: 'migrate' }), refused('startedBy'));
  });

  test('with values that do not exist are refused', async () => {
    await assert.rejects(tasks({ serviceName: 'nobody' }), {
      name: 'ServiceNotFoundException',
      message: 'Service not found.',
    });
    await assert.rejects(tasks({ cluster: 'nowhere' }), {
      name: 'ClusterNotFoundException',
      message: 'Cluster not found.',
    });
    await assert.rejects(tasks({ cluster: 'gone' }), { name: 'ClusterNotFoundException' });
    await assert.rejects(tasks({ cluster: 'not a name' }), {
      name: 'InvalidParameterException',
      message: /^Cluster must match/,
    });
    const wrong = 'SLEEPING' as 'RUNNING';
    await assert.rejects(tasks({ desiredStatus: wrong }), {
      name: 'InvalidParameterException',
      message: /PENDING, RUNNING, STOPPED/,
    });
  });

  test('take services by launch type and strategy', async () => {
    const services = async (input: ListServicesCommandInput): Promise<string[] | undefined> =>
      (await ecs.send(new ListServicesCommand(input))).serviceArns?.map((arn) => arn.split('/').at(-1) ?? '');
    assert.deepEqual(await services({}), ['web', 'worker']);
    assert.deepEqual(await services({ launchType: 'EC2' }), ['worker']);
    assert.deepEqual(await services({ schedulingStrategy: 'REPLICA' }), ['web']);
  });

  test('take task definitions by status', async () => {
    const names = async (status?: 'INACTIVE'): Promise<(string | undefined)[] | undefined> =>
      (await ecs.send(new ListTaskDefinitionsCommand({ status }))).taskDefinitionArns?.map((arn) =>
        arn.split('/').at(-1),
      );
    assert.deepEqual(await names(), ['migrate:1', 'web:1', 'worker:1']);
    assert.deepEqual(await names('INACTIVE'), ['old:1']);
  });
});
