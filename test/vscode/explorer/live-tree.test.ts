import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { Problem } from '../../../src/problem.ts';
import { sentence } from '../../../src/text.ts';
import type { ListNode } from '../../../src/vscode/explorer/nodes.ts';
import { Watch } from '../../../src/vscode/explorer/watch.ts';
import { FakeClock } from '../../session/support/fake-clock.ts';
import { Cloud } from './support/cloud.ts';
import { isList, settled, Shown } from './support/shown.ts';

/** A tree of these clusters, all of which are expanded, with their services. */
async function open(
  clusters: readonly (readonly [name: string, services: number, tasks: number, standalone?: number])[],
  depth: number,
  clock?: FakeClock,
) {
  const cloud = new Cloud();
  clusters.forEach((each) => cloud.add(...each));
  const shown = new Shown(cloud, clock);
  await settled();
  const expand = async (nodes: readonly ListNode[], left: number): Promise<void> => {
    for (const node of left > 0 ? nodes : []) {
      await expand((await shown.expand(node)).filter(isList), left - 1);
    }
  };
  await expand(shown.children().filter(isList), depth);
  await settled();
  return { cloud, shown };
}

/** A node among those that are shown, by what its id ends with. */
function node(shown: Shown, end: string, parent?: ListNode): ListNode {
  const found = shown.children(parent).find(({ id }) => id.endsWith(end));
  assert.ok(found !== undefined && isList(found), end);
  return found;
}

suite('the live tree', () => {
  test('asks for names in full pages, and describes only those that are shown', async () => {
    const { cloud, shown } = await open([['big', 950, 20]], 1);
    const named = { ListClusters: 1, DescribeClusters: 1, ListServices: 10, DescribeServices: 10 };
    assert.deepEqual({ ...cloud.calls }, named);
    assert.equal(shown.lines().length, 1 + 100 + 2);
    assert.equal(shown.lines().at(-2), '  more 850');
    await shown.expand(node(shown, '/big-web-1', node(shown, '/big')));
    assert.deepEqual({ ...cloud.calls }, { ...named, ListTasks: 1, DescribeTasks: 1 });
  });

  test('a look at it takes the fewest calls: tasks of all services of a cluster are asked for together', async () => {
    const { cloud, shown } = await open([['shop', 20, 5, 3]], 2);
    const before = { ...cloud.calls };
    const look = await shown.look();
    const taken = Object.entries(cloud.calls).map(([name, count]) => [name, count - (before[name] ?? 0)] as const);
    assert.deepEqual(Object.fromEntries(taken.filter(([, count]) => count > 0)), {
      DescribeClusters: 1,
      DescribeServices: 2,
      DescribeTasks: 2,
    });
    assert.deepEqual(look, { calls: 5, hasChanged: false, isBusy: false, problem: undefined });
  });

  test('draws nothing anew where nothing has changed, be it looked at or refreshed', async () => {
    const { shown } = await open([['shop', 20, 5, 3]], 2);
    const lines = shown.lines();
    shown.drawn.length = 0;
    await shown.look();
    const { only } = shown.tree;
    assert.ok(only);
    shown.tree.refresh(only);
    await settled();
    assert.deepEqual(shown.drawn, []);
    assert.deepEqual(shown.lines(), lines);
  });

  test('draws anew what looks otherwise, and nothing else; it stays the same node', async () => {
    const { cloud, shown } = await open([['shop', 3, 2]], 2);
    const shop = node(shown, '/shop');
    const web = node(shown, '/shop-web-2', shop);
    const [first] = shown.children(web);
    shown.drawn.length = 0;
    cloud.changeTask('shop', 'shop-web-2-0', { lastStatus: 'DEACTIVATING', desiredStatus: 'STOPPED' });
    const look = await shown.look();
    assert.deepEqual(shown.drawn, [first?.id]);
    assert.deepEqual([look.hasChanged, look.isBusy], [true, true]);
    assert.equal(shown.children(web)[0], first);
    assert.ok(first?.kind === 'task' && first.task.lastStatus === 'DEACTIVATING');

    shown.drawn.length = 0;
    cloud.changeService('shop', 'shop-web-1', { desired: 4 });
    await shown.look();
    assert.deepEqual(shown.drawn, [node(shown, '/shop-web-1', shop).id]);
  });

  test('a task that is replaced gives way to the other one, and its containers with it', async () => {
    const { cloud, shown } = await open([['shop', 3, 2]], 2);
    const web = node(shown, '/shop-web-2', node(shown, '/shop'));
    const [stopped, stays] = shown.children(web);
    shown.drawn.length = 0;
    const tasks = cloud.tasks.get('shop');
    const gone = [...(tasks?.values() ?? [])].find(({ id }) => id === 'shop-web-2-0');
    assert.ok(gone);
    tasks?.delete(gone.arn);
    tasks?.set(`${gone.arn}-new`, { ...gone, arn: `${gone.arn}-new`, id: 'new' });
    await shown.look();
    assert.ok(shown.drawn.length > 0 && shown.drawn.every((id) => id === web.id), shown.drawn.join());
    const now = shown.children(web);
    assert.ok(!now.includes(stopped ?? web) && now.includes(stays ?? web));
    assert.deepEqual(now.flatMap((each) => (each.kind === 'task' ? each.task.id : [])).sort(), ['new', 'shop-web-2-1']);
  });

  test('a service that has had an event has its tasks listed anew, and a cluster its services', async () => {
    const { cloud, shown } = await open([['shop', 3, 2]], 2);
    const before = { ...cloud.calls };
    const lastEvent = { id: 'e1', at: undefined, message: 'has started 1 tasks' };
    cloud.changeService('shop', 'shop-web-1', { lastEvent });
    await shown.look();
    assert.equal(cloud.calls['ListTasks'], (before['ListTasks'] ?? 0) + 1);
    await shown.look();
    assert.equal(cloud.calls['ListTasks'], (before['ListTasks'] ?? 0) + 1);
    const shop = cloud.clusters.get('shop');
    assert.ok(shop);
    cloud.clusters.set('shop', { ...shop, activeServices: 2 });
    await shown.look();
    assert.equal(cloud.calls['ListServices'], (before['ListServices'] ?? 0) + 1);
  });

  test('a service that is deleted meanwhile is said to be, and is gone after that', async () => {
    const { cloud, shown } = await open([['shop', 3, 0]], 1);
    const services = cloud.services.get('shop');
    const [arn = ''] = services?.keys() ?? [];
    services?.delete(arn);
    await shown.look();
    assert.deepEqual(shown.lines(), ['shop 0 running', '  shop-web-2 0 of 0', '  shop-web-3 0 of 0', '  standalone']);
  });

  test('what is collapsed is not asked for any more, and again when it is expanded', async () => {
    const { cloud, shown } = await open([['shop', 2, 2]], 2);
    const shop = node(shown, '/shop');
    await shown.collapse(shop);
    const before = { ...cloud.calls };
    assert.equal((await shown.look()).calls, 1);
    assert.deepEqual(cloud.calls, { ...before, DescribeClusters: (before['DescribeClusters'] ?? 0) + 1 });
    await shown.expand(shop);
    assert.equal((await shown.look()).calls, 3);
  });

  test('what changes while a node above is collapsed is drawn when that is expanded', async () => {
    const { cloud, shown } = await open([['shop', 2, 2]], 2);
    const shop = node(shown, '/shop');
    const web = node(shown, '/shop-web-1', shop);
    await shown.collapse(shop);
    shown.drawn.length = 0;
    cloud.changeTask('shop', 'shop-web-1-0', { lastStatus: 'DEACTIVATING' });
    shown.tree.lookAgain(web.id);
    await settled();
    assert.deepEqual(shown.drawn, []);
    await shown.expand(shop);
    await settled();
    const [task] = shown.children(web);
    assert.deepEqual(shown.drawn, [task?.id]);
  });

  test('what the filter hides is not looked at', async () => {
    const { shown } = await open([['shop', 2, 2]], 2);
    assert.equal((await shown.look()).calls, 3);
    shown.tree.narrow('web-2');
    await settled();
    assert.equal((await shown.look()).calls, 3);
    shown.tree.narrow('nothing');
    await settled();
    assert.ok((await shown.look()).calls <= 1);
    shown.tree.narrow('');
    await settled();
    assert.equal((await shown.look()).calls, 3);
  });

  test('what is collapsed while it is asked for is called off, and asked for when it is expanded', async () => {
    const { cloud, shown } = await open([['big', 2000, 1]], 0);
    const big = node(shown, '/big');
    shown.tree.open(big);
    await new Promise(setImmediate);
    await shown.collapse(big);
    const asked = cloud.calls['ListServices'] ?? 0;
    assert.ok(asked < 5, String(asked));
    await shown.expand(big);
    await settled();
    assert.equal(shown.lines().at(-2), '  more 1900');
  });

  test('keeps what it shows when a look fails, says so, and is well again after the next', async () => {
    const { cloud, shown } = await open([['shop', 1, 1]], 2);
    const lines = shown.lines();
    cloud.refusal = new Problem('throttled', sentence('Too much.'));
    const look = await shown.look();
    assert.equal(look.problem?.code, 'throttled');
    assert.deepEqual(
      shown.lines().filter((line) => !line.trim().startsWith('throttled')),
      lines,
    );
    assert.equal(shown.lines().filter((line) => line.trim() === 'throttled').length, 4);
    cloud.refusal = undefined;
    await shown.look();
    assert.deepEqual(shown.lines(), lines);
  });

  test('asks again by itself for what the network has kept away, and not for what is denied', async () => {
    for (const [code, rows] of [
      ['no-network', ['shop 0 running']],
      ['access-denied', ['access-denied']],
    ] as const) {
      const cloud = new Cloud();
      cloud.add('shop', 1, 0);
      cloud.refusal = new Problem(code, sentence('It did not work.'));
      const shown = new Shown(cloud);
      await settled();
      assert.deepEqual(shown.lines(), [code]);
      cloud.refusal = undefined;
      await shown.look();
      await settled();
      assert.deepEqual(shown.lines(), rows);
    }
  });

  test('is narrowed to services by words from their names and that of their cluster, wherever they are', async () => {
    const { cloud, shown } = await open(
      [
        ['shop', 30, 0],
        ['office', 30, 0],
        ['lab', 0, 0],
      ],
      0,
    );
    shown.tree.narrow('SHOP 12');
    await settled();
    assert.deepEqual(shown.lines(), ['shop 0 running']);
    assert.equal(cloud.calls['DescribeServices'], undefined);
    assert.deepEqual(
      (await shown.expand(node(shown, '/shop'))).map(({ kind }) => kind),
      ['service', 'standalone'],
    );
    assert.deepEqual(shown.tree.hidden, { clusters: 2, services: 29 });
    shown.tree.narrow('web-3');
    await settled();
    assert.deepEqual(shown.lines().slice(0, 4), [
      'office 0 running',
      'shop 0 running',
      '  shop-web-3 0 of 0',
      '  shop-web-30 0 of 0',
    ]);
    shown.tree.narrow('');
    await settled();
    assert.equal(shown.lines().length, 3 + 30 + 1);
  });

  test('shows more of the tasks of a large service, and says how many are left', async () => {
    const { cloud, shown } = await open([['big', 1, 250]], 1);
    const web = node(shown, '/big-web-1', node(shown, '/big'));
    await shown.expand(web);
    assert.deepEqual([cloud.calls['ListTasks'], cloud.calls['DescribeTasks']], [1, 1]);
    // Below them are the tasks that have stopped, and those that no service started.
    assert.equal(shown.lines().at(-3)?.trim(), 'more 150');
    shown.tree.more(web);
    await settled();
    assert.equal(shown.lines().at(-3)?.trim(), 'more 50');
    shown.tree.more(web);
    await settled();
    assert.equal(shown.children(web).filter(({ kind }) => kind === 'task').length, 250);
    assert.deepEqual([cloud.calls['ListTasks'], cloud.calls['DescribeTasks']], [3, 3]);
  });
});

suite('watching the live tree', () => {
  /** Lets the time pass second by second, and what happens in each of them. */
  async function pass(clock: FakeClock, seconds: number): Promise<void> {
    for (let second = 0; second < seconds; second += 1) {
      clock.advance(1000);
      await settled();
    }
  }

  function watched(shown: Shown, clock: FakeClock, isWatched: () => boolean = () => true): Watch {
    const watch = new Watch({
      now: () => clock.now(),
      after: (delay, call) => clock.after(delay, call),
      isWatched,
      look: () => shown.look(),
    });
    watch.update();
    return watch;
  }

  for (const [what, most, clusters] of [
    ['100 tasks in 20 services', 12, [['shop', 20, 5]]],
    ['100 services', 15, [['shop', 100, 1]]],
    ['ten clusters', 35, Array.from({ length: 10 }, (_, index) => [`c${index}`, 5, 2] as const)],
  ] as const) {
    test(`takes at most 12 calls a minute, for ten minutes, of ${what}, all expanded, while nothing changes`, async () => {
      const clock = new FakeClock();
      const { cloud, shown } = await open(clusters, 2, clock);
      const watch = watched(shown, clock);
      shown.drawn.length = 0;
      const inMinute: number[] = [];
      for (let minute = 0; minute < 10; minute += 1) {
        const before = cloud.total;
        await pass(clock, 60);
        inMinute.push(cloud.total - before);
      }
      watch.dispose();
      const average = inMinute.reduce((sum, calls) => sum + calls, 0) / 10;
      assert.ok(average > 0 && average <= 12, inMinute.join(' '));
      assert.ok(Math.max(...inMinute) <= most, inMinute.join(' '));
      assert.deepEqual(shown.drawn, []);
    });
  }

  test('looks every few seconds while a deployment is under way, and seldom again after it', async () => {
    const clock = new FakeClock();
    const { cloud, shown } = await open([['shop', 2, 2]], 2, clock);
    const watch = watched(shown, clock);
    cloud.changeService('shop', 'shop-web-1', { desired: 4, pending: 2 });
    await pass(clock, 15);
    const before = cloud.calls['DescribeServices'] ?? 0;
    await pass(clock, 20);
    const busy = (cloud.calls['DescribeServices'] ?? 0) - before;
    assert.ok(busy >= 3 && busy <= 6, String(busy));
    cloud.changeService('shop', 'shop-web-1', { running: 4, pending: 0 });
    await pass(clock, 60);
    const after = cloud.calls['DescribeServices'] ?? 0;
    await pass(clock, 120);
    assert.ok((cloud.calls['DescribeServices'] ?? 0) - after <= 4);
    watch.dispose();
  });

  test('looks at nothing while nobody sees it, and at once when somebody does again', async () => {
    const clock = new FakeClock();
    const { cloud, shown } = await open([['shop', 2, 2]], 2, clock);
    let isSeen = false;
    const watch = watched(shown, clock, () => isSeen);
    const before = cloud.total;
    await pass(clock, 300);
    assert.equal(cloud.total, before);
    assert.equal(clock.pending, 0);
    isSeen = true;
    watch.update();
    await pass(clock, 1);
    assert.ok(cloud.total > before);
    isSeen = false;
    watch.update();
    assert.equal(clock.pending, 0);
  });

  test('looks ever more seldom while AWS refuses', async () => {
    const clock = new FakeClock();
    const { cloud, shown } = await open([['shop', 2, 2]], 2, clock);
    cloud.refusal = new Problem('throttled', sentence('Too much.'));
    const watch = watched(shown, clock);
    const before = cloud.calls['DescribeTasks'] ?? 0;
    await pass(clock, 15 + 60 + 120 + 240 + 480 + 10);
    assert.equal((cloud.calls['DescribeTasks'] ?? 0) - before, 5);
    watch.dispose();
  });
});
