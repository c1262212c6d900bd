import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { ArnsPage } from '../../../src/aws/api/clusters.ts';
import type { Gateway } from '../../../src/aws/api/gateway.ts';
import type { Task } from '../../../src/aws/api/tasks.ts';
import { operatingSystemOf } from '../../../src/live/platform.ts';
import { serviceStanding } from '../../../src/live/standing/service.ts';
import { stopCauseOf } from '../../../src/live/standing/stop-cause.ts';
import { taskStanding } from '../../../src/live/standing/task.ts';
import { english } from '../../../src/text.ts';
import { connect } from '../../aws/support/connected.ts';
import { type Simulator, startSimulator } from '../../simulator/index.ts';

const SCENARIO = fileURLToPath(new URL('../../simulator/scenarios/everywhere.json', import.meta.url));

/** What the rows of a service and of its first task say, what it runs on, and whether an instance has it. */
type Row = readonly [service: string, task: string, system: string, instance: string];

suite('services and tasks wherever ECS runs them', () => {
  let simulator: Simulator;
  let gateway: Gateway;
  const environment = { ...process.env };

  before(async () => {
    simulator = await startSimulator({ scenario: SCENARIO });
    Object.assign(process.env, simulator.environment);
    gateway = await connect();
  });

  after(async () => {
    process.env = environment;
    gateway.dispose();
    await simulator.close();
  });

  async function all<T>(pages: AsyncIterable<readonly T[]>): Promise<T[]> {
    const items: T[] = [];
    for await (const page of pages) {
      items.push(...page);
    }
    return items;
  }

  async function* pageByPage(pages: AsyncIterable<ArnsPage>): AsyncGenerator<readonly string[]> {
    for await (const { arns } of pages) {
      yield arns;
    }
  }

  const words = (standing: { readonly words: readonly Parameters<typeof english>[0][] }): string =>
    standing.words.map(english).join(' · ');

  async function rowOf(cluster: string, name: string): Promise<Row> {
    const service = (await all(gateway.clusters.listServices(cluster))).find((each) => each.name === name);
    assert.ok(service);
    const [task] = await all(gateway.clusters.listTasks(cluster, { kind: 'service', service: name }));
    assert.ok(task);
    return [
      words(serviceStanding(service)),
      // Zones are made of ids.
      words(taskStanding(task, service, new Date())).replace(/ · 1[ab]\b/, ''),
      await operatingSystemOf(gateway, task),
      await instanceOf(task),
    ];
  }

  async function instanceOf({ clusterArn, containerInstanceArn }: Task): Promise<string> {
    const instance =
      containerInstanceArn === undefined ? undefined : await gateway.details.instance(clusterArn, containerInstanceArn);
    return instance?.ec2InstanceId?.replace(/-.*/, '') ?? 'none';
  }

  for (const [cluster, name, ...row] of [
    ['serverless', 'fargate', '1 running', '1 h', 'linux', 'none'],
    ['serverless', 'spot', '1 running', '39 min · Spot', 'linux', 'none'],
    ['serverless', 'windows', '1 running', '1 h', 'windows', 'none'],
    ['serverless', 'express', '1 running · Express', '1 h', 'linux', 'none'],
    ['serverless', 'blue-green', '1 running', '1 h', 'linux', 'none'],
    ['serverless', 'code-deploy', '1 running · CodeDeploy', '1 h', 'linux', 'none'],
    ['serverless', 'external', '1 running · external controller', '1 h', 'linux', 'none'],
    ['instances', 'daemon', '1 running · daemon', '1 h', 'windows', 'i'],
    ['instances', 'windows', '1 running', '1 h', 'windows', 'i'],
    ['anywhere', 'factory', '1 running', '1 h', 'linux', 'mi'],
    ['managed', 'batch', '1 running', '4 min', 'linux', 'i'],
    ['trouble', 'cannot-place', 'cannot place tasks · 1 of 2 running', '1 h', 'linux', 'none'],
    ['trouble', 'exec-off', 'exec off · 1 running', 'exec off · 1 h', 'linux', 'none'],
    ['trouble', 'draining', 'draining · 1 running, 0 wanted', '1 h', 'linux', 'none'],
    ['trouble', 'unhealthy', '1 running', 'unhealthy · 1 h', 'linux', 'none'],
  ] as const) {
    test(`${cluster}: ${name}`, async () => assert.deepEqual(await rowOf(cluster, name), row));
  }

  test('a service without any of its tasks', async () => {
    const service = (await all(gateway.clusters.listServices('trouble'))).find(({ name }) => name === 'none-of-three');
    assert.ok(service);
    const { mood } = serviceStanding(service);
    assert.deepEqual([mood, words(serviceStanding(service))], ['bad', '0 of 3 running']);
  });

  test('tasks that have stopped, of a service and of none', async () => {
    const stoppedOf = async (service: string | undefined) => {
      const pages = await all(pageByPage(gateway.details.stoppedArns('trouble', service)));
      return pages.length === 0 ? [] : (await gateway.details.describeStopped('trouble', pages)).items;
    };
    const stopped = await stoppedOf('stopped');
    const causes = stopped.map((report) => english(stopCauseOf(report).text)).sort();
    assert.deepEqual(causes, ['Spot interruption', 'cannot pull the image', 'crashed, exit code 139', 'out of memory']);
    assert.equal((await stoppedOf(undefined)).length, stopped.length);
    assert.deepEqual(await stoppedOf('exec-off'), []);
    const gone = stopped[0]?.arn.replace(/.$/, 'x') ?? '';
    assert.deepEqual([...(await gateway.details.describeStopped('trouble', [gone])).failures], [[gone, 'MISSING']]);
  });

  test('what scales a service, and that nothing scales another', async () => {
    assert.deepEqual(await gateway.scaling.targetOf('serverless', 'fargate'), {
      least: 1,
      most: 4,
      suspended: { in: true, out: true, scheduled: true },
    });
    assert.equal(await gateway.scaling.targetOf('serverless', 'spot'), undefined);
  });

  test('its deployments and their revisions, also one under way', async () => {
    const [service] = await all(gateway.clusters.listServices('serverless'));
    assert.ok(service);
    const [newest] = await gateway.details.deployments('serverless', service.arn);
    assert.equal(newest?.status, 'SUCCESSFUL');
    const revision = newest.targetServiceRevision?.arn ?? '';
    const revisions = await gateway.details.revisions([revision, revision]);
    assert.deepEqual([...revisions], [[revision, service.definition]]);
    assert.equal((await gateway.details.service('serverless', service.arn)).serviceName, service.name);
  });

  test('what does not exist, and what may not be asked, is said', async () => {
    await assert.rejects(gateway.details.service('serverless', 'no-such'), { code: 'service-not-found' });
    await assert.rejects(gateway.details.cluster('no-such'), { code: 'cluster-not-found' });
    assert.equal(await gateway.details.task('serverless', '0'.repeat(32)), undefined);
    simulator.faults.add({ kind: 'access-denied', operation: 'DescribeScalableTargets' });
    await assert.rejects(gateway.scaling.targetOf('serverless', 'fargate'), { code: 'access-denied' });
  });
});
