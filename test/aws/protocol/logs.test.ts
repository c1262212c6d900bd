import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { Gateway } from '../../../src/aws/api/gateway.ts';
import type { LogEvent, TailUpdate } from '../../../src/aws/api/logs.ts';
import { groupKey, type Simulator, startSimulator, writeLog } from '../../simulator/index.ts';
import { connect, enterHome, problemOf } from '../support/connected.ts';

const credentials = { accessKeyId: 'test', secretAccessKey: 'secret' };
const HOME = { config: '[default]\naws_access_key_id = test\naws_secret_access_key = secret\n' };
const GROUP = '/ecs/web';
const STREAM = 'ecs/app/1';

interface Scene extends AsyncDisposable {
  readonly simulator: Simulator;
  readonly gateway: Gateway;
  write(message: string, time?: number, stream?: string): void;
}

/** A log group with one stream, `ecs/app/1`, and a connection. */
async function scene(region = 'eu-central-1'): Promise<Scene> {
  const home = await enterHome(HOME);
  const simulator = await startSimulator({ credentials, scenario: { clusters: [], logs: { [GROUP]: {} } } });
  const gateway = await connect({ endpoint: simulator.endpoint });
  const group = simulator.world.logs.get(groupKey('eu-central-1', GROUP));
  assert.ok(group);
  simulator.world.logs.set(groupKey(region, GROUP), { ...group, region });
  simulator.logs.tick = 5;
  return {
    simulator,
    gateway,
    write: (message, time = Date.now(), stream = STREAM) => writeLog(group, stream, message, { time }),
    [Symbol.asyncDispose]: async () => {
      gateway.dispose();
      await simulator.close();
      await home[Symbol.asyncDispose]();
    },
  };
}

const query = { region: 'eu-central-1', group: GROUP, streams: [STREAM], from: Date.now() - 60_000 };
const tail = { ...query, groupArn: `arn:aws:logs:eu-central-1:123456789012:log-group:${GROUP}` };
const messages = (events: readonly LogEvent[]) => events.map(({ message }) => message);
const forever = () => new AbortController().signal;

/** The updates of a session until one is enough. */
async function updates(
  gateway: Gateway,
  enough: (all: readonly TailUpdate[]) => boolean,
  asked = tail,
): Promise<readonly TailUpdate[]> {
  const all: TailUpdate[] = [];
  for await (const update of gateway.logs.liveTail(asked, forever())) {
    all.push(update);
    if (enough(all)) {
      break;
    }
  }
  return all;
}

suite('log events through the SDK', () => {
  test('come with the newest first, page by page, also where pages are empty', async () => {
    await using at = await scene();
    at.simulator.logs.emptyPages = 2;
    at.write('one', Date.now() - 2000);
    at.write('two', Date.now() - 1000);
    at.write('of another', Date.now(), 'ecs/app/2');
    const first = await at.gateway.logs.events(query);
    assert.deepEqual(messages(first.events), []);
    const second = await at.gateway.logs.events({ ...query, token: first.token });
    const third = await at.gateway.logs.events({ ...query, token: second.token });
    assert.deepEqual(messages(third.events), ['two', 'one']);
    assert.equal(third.token, undefined);
    assert.ok(third.events.every(({ id, stream }) => id !== undefined && stream === STREAM));
    assert.deepEqual(messages((await at.gateway.logs.events({ ...query, pattern: 'two' })).events), []);
  });

  test('are had from the region that the container writes to', async () => {
    await using at = await scene('us-east-1');
    at.write('far away');
    assert.deepEqual(messages((await at.gateway.logs.events({ ...query, region: 'us-east-1' })).events), ['far away']);
  });

  test('are refused in words', async () => {
    await using at = await scene();
    const codeOf = async (asked: Partial<typeof query & { pattern: string }>) =>
      problemOf(at.gateway.logs.events({ ...query, ...asked }));
    assert.deepEqual(await codeOf({ group: '/none' }), {
      code: 'log-group-not-found',
      words:
        'The log group "/none" does not exist in eu-central-1. Create it, or set awslogs-create-group to "true" in ' +
        'the task definition, then start new tasks.',
    });
    assert.equal((await codeOf({ streams: ['none'] })).code, 'log-stream-not-found');
    at.write('one');
    assert.deepEqual(await codeOf({ pattern: '{ $.level' }), {
      code: 'bad-filter-pattern',
      words: 'CloudWatch Logs does not accept this filter pattern: Invalid filter pattern. Correct the filter.',
    });
    assert.equal((await codeOf({ streams: Array.from({ length: 101 }, () => STREAM) })).code, 'invalid-parameter');
    at.simulator.faults.add({ kind: 'access-denied', operation: 'FilterLogEvents', times: 1 });
    assert.match(
      (await codeOf({})).words,
      /^You are not allowed logs:FilterLogEvents on arn:aws:logs:eu-central-1:123456789012:log-group:\/ecs\/web/,
    );
    const group = at.simulator.world.logs.get(groupKey('eu-central-1', GROUP));
    assert.ok(group);
    group.logClass = 'INFREQUENT_ACCESS';
    assert.equal((await codeOf({})).code, 'log-class');
    assert.equal((await problemOf(updates(at.gateway, () => true))).code, 'log-class');
  });
});

suite('Live Tail through the SDK', () => {
  test('begins with an empty update, brings what comes, and ends with whoever reads it', async () => {
    await using at = await scene();
    at.write('before');
    const all = await updates(at.gateway, (some) => {
      if (some.length === 1) {
        at.write('one');
        at.write('two');
      }
      return some.flatMap(({ events }) => events).length >= 2;
    });
    assert.deepEqual(all[0], { events: [], sampled: false });
    assert.deepEqual(messages(all.flatMap(({ events }) => events)), ['one', 'two']);
    await ended(at.simulator);
  });

  test('says when it is a sample', async () => {
    await using at = await scene();
    at.write('before');
    const all = await updates(at.gateway, (some) => {
      if (some.length === 1) {
        Array.from({ length: 501 }, (_, line) => at.write(`line ${line}`));
      }
      return some.some(({ sampled }) => sampled);
    });
    assert.ok((all.at(-1)?.events.length ?? 0) <= 500);
  });

  test('ends when its time is over, and when nobody waits any more', async () => {
    await using at = await scene();
    at.write('one');
    at.simulator.logs.sessionLength = 20;
    await updates(at.gateway, () => false);
    at.simulator.logs.sessionLength = Infinity;
    const stop = new AbortController();
    await assert.rejects(
      async () => {
        for await (const update of at.gateway.logs.liveTail(tail, stop.signal)) {
          assert.ok(update);
          stop.abort(new Error('nobody waits'));
        }
      },
      { message: 'nobody waits' },
    );
    await ended(at.simulator);
  });

  test('tells that there are as many sessions as there may be', async () => {
    await using at = await scene();
    at.write('one');
    at.simulator.logs.mostSessions = 0;
    const { code, words } = await problemOf(updates(at.gateway, () => true));
    assert.equal(code, 'live-tail-limit');
    assert.match(words, /^The account has as many Live Tail sessions in this region as AWS allows\./);
  });

  test('that is cut tells so', async () => {
    await using at = await scene();
    at.write('one');
    const cut = updates(at.gateway, (some) => {
      if (some.length === 2) {
        at.simulator.cut();
      }
      return false;
    });
    assert.equal((await problemOf(cut)).code, 'no-network');
  });
});

async function ended({ logs }: Simulator): Promise<void> {
  while (logs.sessions > 0) {
    await new Promise((resolve) => setImmediate(resolve));
  }
}
