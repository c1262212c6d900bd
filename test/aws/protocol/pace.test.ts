import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import type { ConnectOptions } from '../../../src/aws/api/aws.ts';
import { FakeClock } from '../../session/support/fake-clock.ts';
import { manyTasks, type Simulator, startSimulator } from '../../simulator/index.ts';
import { connect, enterHome } from '../support/connected.ts';

/** Until what is on its way to the simulator and back has arrived. */
async function answered(promise: Promise<unknown>, clock: FakeClock, step: number): Promise<number> {
  const state = { isOver: false };
  const over = promise.finally(() => (state.isOver = true));
  let passed = 0;
  while (!state.isOver) {
    await new Promise((resolve) => setTimeout(resolve, 1));
    if (clock.pending > 0) {
      clock.advance(step);
      passed += step;
    }
  }
  await over;
  return passed;
}

async function drain(pages: AsyncIterable<unknown>): Promise<void> {
  for await (const _ of pages) {
    // Only that they come.
  }
}

async function all<T>(pages: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const page of pages) {
    found.push(page);
  }
  return found;
}

suite('the pace of calls', () => {
  let simulator: Simulator;
  let home: AsyncDisposable;
  const options = (): Partial<ConnectOptions> => ({ endpoint: simulator.endpoint });
  const counted = (operation: string): number =>
    simulator.requests.filter((request) => request.operation === operation).length;

  before(async () => {
    simulator = await startSimulator({ scenario: manyTasks(300, 60) });
    const { AWS_ACCESS_KEY_ID: id = '', AWS_SECRET_ACCESS_KEY: secret = '' } = simulator.environment;
    const keys = `aws_access_key_id = ${id}\naws_secret_access_key = ${secret}`;
    const of = (profile: string, account: string): string => `[${profile}]\n${keys}\naws_account_id = ${account}\n`;
    home = await enterHome({
      credentials: `${of('web', '111111111111')}${of('admin', '111111111111')}${of('other', '222222222222')}[unknown]\n${keys}\n`,
    });
    Object.assign(process.env, simulator.environment);
  });
  after(async () => {
    await simulator.close();
    await home[Symbol.asyncDispose]();
  });

  test('is that of all connections which follow one another, of each kind by itself', async () => {
    const clock = new FakeClock();
    const buckets = new Map<string, object>();
    const first = await connect({ ...options(), timing: clock, buckets });
    const [{ arns } = { arns: [] }] = await all(first.clusters.clusterArns());
    const cluster = arns[0] ?? '';
    // A burst of 50, of which lists and descriptions of tasks take 2 each; the services' is another.
    for (let time = 0; time < 24; time += 1) {
      await drain(first.clusters.taskArns(cluster, 'service-001'));
    }
    await drain(first.clusters.serviceArns(cluster));
    assert.equal(clock.pending, 0);
    first.dispose();
    const second = await connect({ ...options(), timing: clock, buckets });
    const passed = await answered(
      Promise.all(Array.from({ length: 46 }, () => drain(second.clusters.taskArns(cluster, 'service-001')))),
      clock,
      10,
    );
    assert.ok(passed >= 1900 && passed <= 2200, `${passed} ms`);
    second.dispose();
  });

  test('is shared by the profiles of one account in a region, and by no others', async () => {
    const buckets = new Map<string, object>();
    /** How many buckets a list of clusters has made. */
    const madeBy = async (profile: string, region: string): Promise<number> => {
      const gateway = await connect({ ...options(), profile, region, buckets });
      const before = buckets.size;
      // The simulator, which is in one region, refuses the call for another.
      await Promise.allSettled([drain(gateway.clusters.clusterArns())]);
      gateway.dispose();
      return buckets.size - before;
    };
    assert.equal(await madeBy('web', 'eu-central-1'), 1);
    assert.equal(await madeBy('admin', 'eu-central-1'), 0);
    assert.equal(await madeBy('admin', 'eu-west-1'), 1);
    assert.equal(await madeBy('other', 'eu-central-1'), 1);
    assert.equal(await madeBy('unknown', 'eu-central-1'), 1);
  });

  test('counts each try of the SDK, and slows down once AWS refuses one', async () => {
    const clock = new FakeClock();
    const gateway = await connect({ ...options(), timing: clock });
    simulator.faults.add({ kind: 'throttle', operation: 'ListClusters', times: 2 });
    const before = counted('ListClusters');
    const passed = await answered(drain(gateway.clusters.clusterArns()), clock, 10);
    assert.equal(counted('ListClusters') - before, 3);
    // The second try waits for a token at half of the rate, the third one at a quarter.
    assert.ok(passed >= 500, `${passed} ms`);
    // What takes from another bucket goes out at once.
    const waiting = clock.pending;
    await assert.rejects(gateway.taskDefinitions.describe('nothing:1'));
    assert.equal(waiting, 0);
    gateway.dispose();
  });

  test('lets the calls of users go first, and those that are called off never', async () => {
    const clock = new FakeClock();
    let isUnasked = true;
    const gateway = await connect({ ...options(), timing: clock, isUnasked: () => isUnasked });
    const [{ arns } = { arns: [] }] = await all(gateway.clusters.clusterArns());
    const cluster = arns[0] ?? '';
    const before = counted('ListTasks');
    const abort = new AbortController();
    const background = Promise.allSettled(
      Array.from({ length: 30 }, () => drain(gateway.clusters.taskArns(cluster, 'service-001', abort.signal))),
    );
    while (counted('ListTasks') < before + 25) {
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
    isUnasked = false;
    await drain(gateway.clusters.taskArns(cluster, 'service-002'));
    assert.equal(counted('ListTasks') - before, 26);
    abort.abort();
    const settled = await background;
    assert.equal(settled.filter(({ status }) => status === 'rejected').length, 5);
    assert.equal(clock.pending, 0);
    assert.equal(counted('ListTasks') - before, 26);
    gateway.dispose();
  });

  test('descriptions come in full batches, in the order of their names, and say what they lack', async () => {
    const gateway = await connect({ ...options(), timing: new FakeClock() });
    const [cluster = ''] = (await all(gateway.clusters.clusterArns())).flatMap(({ arns }) => arns);
    const services = (await all(gateway.clusters.serviceArns(cluster))).flatMap(({ arns }) => arns);
    assert.equal(services.length, 60);
    const before = counted('DescribeServices');
    const gone = services[0]?.replace('service-001', 'nobody') ?? '';
    const { items, failures } = await gateway.clusters.describeServices(cluster, [...services.slice(0, 24), gone]);
    assert.equal(counted('DescribeServices') - before, 3);
    assert.deepEqual(
      items.map(({ arn }) => arn),
      services.slice(0, 24),
    );
    assert.deepEqual([...failures], [[gone, 'MISSING']]);
    gateway.dispose();
  });
});
