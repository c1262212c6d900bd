import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import type { Gateway } from '../../../src/aws/api/gateway.ts';
import type { Task } from '../../../src/aws/api/tasks.ts';
import { aws } from '../../../src/aws/index.ts';
import { Aftermath } from '../../../src/live/aftermath.ts';
import { Sessions, type SessionTarget } from '../../../src/live/sessions.ts';
import { TaskWatch } from '../../../src/live/task-watch.ts';
import type { Problem } from '../../../src/problem.ts';
import { hindranceOf } from '../../../src/readiness/container.ts';
import { type Clock, systemClock } from '../../../src/session/clock.ts';
import { openSession } from '../../../src/session/index.ts';
import type { OpenSession } from '../../../src/session/shell/api.ts';
import { ShellSession } from '../../../src/session/shell/session.ts';
import { openWebSocket } from '../../../src/session/transport/socket.ts';
import { english } from '../../../src/text.ts';
import { QUICK_AGENT, type Simulator, startSimulator } from '../../simulator/index.ts';
import { connectionTo } from '../../support/connections.ts';

suite('the sessions of all terminals', { timeout: 60_000 }, () => {
  let simulator: Simulator;
  let gateway: Gateway;
  let target: SessionTarget;
  const kept = { ...process.env };

  before(async () => {
    simulator = await startSimulator({ agent: QUICK_AGENT });
    Object.assign(process.env, simulator.environment);
    const mfaCode = (): Promise<string> => Promise.reject(new Error('nobody is there'));
    gateway = await aws.connect({
      profile: undefined,
      region: 'eu-central-1',
      endpoint: simulator.endpoint,
      mfaCode,
      log: () => undefined,
    });
    for await (const [task] of gateway.clusters.listTasks('shop', { kind: 'all' })) {
      target = {
        connection: connectionTo(gateway),
        clusterArn: task!.clusterArn,
        taskArn: task!.arn,
        container: task!.containers[0]!.name,
        command: '/bin/sh',
      };
      break;
    }
  });

  after(async () => {
    gateway.dispose();
    process.env = kept;
    await simulator.close();
  });

  const idle = (): TaskWatch =>
    new TaskWatch({
      after: () => () => undefined,
      isWatched: () => true,
      ask: (question) => question(),
      onGone: () => undefined,
    });
  const sessionsOf = (watch = idle(), open: OpenSession = openSession): Sessions =>
    new Sessions({
      loadSession: () => Promise.resolve(open),
      watch,
      log: () => undefined,
    });

  /** Does something at the moment at which AWS opens the next session. */
  function whenOpening(act: () => void): void {
    const { gateway } = simulator;
    const open = gateway.open.bind(gateway);
    gateway.open = (request) => {
      gateway.open = open;
      act();
      return open(request);
    };
  }

  const states = (): readonly string[] => [...simulator.gateway.sessions.values()].map(({ state }) => state);

  test('one that nobody waits for any more when it is granted is ended', async () => {
    const sessions = sessionsOf();
    const abort = new AbortController();
    whenOpening(() => abort.abort(new Error('closed')));
    await assert.rejects(sessions.start(target, { onOutput: () => undefined, signal: abort.signal }), {
      message: 'closed',
    });
    await sessions.close();
    assert.deepEqual(states(), ['ended']);
  });

  test('one that is granted while all are closed is ended, and none is asked for after it', async () => {
    const sessions = sessionsOf();
    const closing: Promise<void>[] = [];
    whenOpening(() => {
      closing.push(sessions.close());
    });
    const { signal } = new AbortController();
    await assert.rejects(sessions.start(target, { onOutput: () => undefined, signal }), { name: 'AbortError' });
    await Promise.all(closing);
    await assert.rejects(sessions.start(target, { onOutput: () => undefined, signal }), { name: 'AbortError' });
    assert.deepEqual(states(), ['ended', 'ended']);
  });

  test('one that is open is ended when all are closed', async () => {
    const sessions = sessionsOf();
    const session = await sessions.start(target, { onOutput: () => undefined, signal: new AbortController().signal });
    await sessions.close();
    assert.deepEqual(await session.ended, { reason: 'left' });
    assert.deepEqual(states(), ['ended', 'ended', 'ended']);
  });

  test('one in a task that ends fails with the reason, though neither agent nor service say a word', async () => {
    const looks: (() => void)[] = [];
    const gone: string[] = [];
    const watch = new TaskWatch({
      after: (_delay, look) => {
        looks.push(look);
        return () => undefined;
      },
      isWatched: () => true,
      ask: (question) => question(),
      onGone: (arn) => gone.push(arn),
    });
    const sessions = sessionsOf(watch);
    const tasks: Task[] = [];
    for await (const page of gateway.clusters.listTasks('shop', { kind: 'service', service: 'storefront' })) {
      tasks.push(...page);
    }
    const { clusterArn, arn } = tasks[0]!;
    const connection = connectionTo(gateway);
    const place = { connection, clusterArn, taskArn: arn, container: 'web', command: '/bin/sh' };
    const { signal } = new AbortController();
    let prompted: (() => void) | undefined;
    const prompt = new Promise<void>((resolve) => (prompted = resolve));
    const session = await sessions.start(place, { onOutput: () => prompted?.(), signal });
    await prompt;
    simulator.endTask(arn, { stopCode: 'SpotInterruption', stoppedReason: 'Your Spot Task was interrupted.' });
    session.write('echo is anybody there\r');
    looks.at(-1)?.();
    const end = await session.ended;
    assert.ok(end.reason === 'failed');
    assert.equal(
      english(end.problem.sentence),
      `Task ${arn.slice(-32, -24)} has stopped: AWS took back its Spot capacity (Your Spot Task was interrupted). Container "web": exit code 137, killed.`,
    );
    assert.deepEqual(gone, [arn]);

    // What was said of such a task was that ECS Exec was off when it started.
    const aftermath = new Aftermath({
      ask: (question) => question(),
      hindrance: hindranceOf,
      onGone: () => undefined,
    });
    const error: unknown = await sessions
      .start(place, { onOutput: () => undefined, signal })
      .catch((refused: unknown) => refused);
    assert.equal((error as Problem).code, 'exec-not-enabled');
    assert.equal(((await aftermath.explain(error, place, signal)) as Problem).code, 'task-stopped');
    const next = await aftermath.successor(
      { connection, task: tasks[0]!, container: tasks[0]!.containers[0]! },
      signal,
    );
    assert.ok(
      next !== undefined && !tasks.some((task) => task.arn === next.task.arn),
      'The task that has replaced it is the newest.',
    );
    await sessions.close();
  });

  test(
    'one that takes no input makes somebody look at once, and fails with the reason when its task has ' + 'stopped',
    async () => {
      const gone: string[] = [];
      const watch = new TaskWatch({
        // No look but the one that the silence asks for: nobody watches, and no time passes.
        after: () => () => undefined,
        isWatched: () => false,
        ask: (question) => question(),
        onGone: (arn) => gone.push(arn),
      });
      const sessions = sessionsOf(
        watch,
        (options) => new ShellSession(options, { clock: fastClock, openSocket: openWebSocket(undefined) }),
      );
      let task: Task | undefined;
      for await (const page of gateway.clusters.listTasks('shop', { kind: 'service', service: 'storefront' })) {
        task ??= page.find(({ lastStatus }) => lastStatus === 'RUNNING');
      }
      const { clusterArn, arn } = task!;
      const stalls: boolean[] = [];
      let prompted: (() => void) | undefined;
      const prompt = new Promise<void>((resolve) => (prompted = resolve));
      const { signal } = new AbortController();
      const session = await sessions.start(
        { connection: connectionTo(gateway), clusterArn, taskArn: arn, container: 'web', command: '/bin/sh' },
        { onOutput: () => prompted?.(), onStall: (isStalled) => stalls.push(isStalled), signal },
      );
      await prompt;
      simulator.endTask(arn, { stopCode: 'UserInitiated', stoppedReason: 'Task stopped by user' });
      session.write('echo is anybody there\r');
      const end = await session.ended;
      assert.ok(end.reason === 'failed');
      assert.match(english(end.problem.sentence), /has stopped: somebody stopped it \(Task stopped by user\)\./);
      assert.deepEqual(gone, [arn]);
      assert.deepEqual(stalls, [true]);
      await sessions.close();
    },
  );

  test('the one after an agent that insists on its random challenge answers it, and the first does not', async () => {
    await using strict = await startSimulator({ agent: { ...QUICK_AGENT, randomChallenge: 'required' } });
    Object.assign(process.env, strict.environment);
    const there = await aws.connect({
      profile: undefined,
      region: 'eu-central-1',
      endpoint: strict.endpoint,
      mfaCode: () => Promise.reject(new Error('nobody is there')),
      log: () => undefined,
    });
    try {
      const sessions = sessionsOf();
      let place: SessionTarget | undefined;
      for await (const [task] of there.clusters.listTasks('back-office', { kind: 'service', service: 'ledger' })) {
        place = {
          connection: connectionTo(there),
          clusterArn: task!.clusterArn,
          taskArn: task!.arn,
          container: 'api',
          command: 'echo hello',
        };
      }
      const { signal } = new AbortController();
      const ends = [];
      let output = '';
      for (let round = 0; round < 2; round += 1) {
        ends.push(
          await (
            await sessions.start(place!, { onOutput: (bytes) => (output += Buffer.from(bytes).toString()), signal })
          ).ended,
        );
      }
      assert.deepEqual(
        ends.map((end) => end.reason === 'closed' && end.problem?.code),
        ['session/challenge-required', undefined],
      );
      assert.equal(output.trim(), 'hello');
      assert.deepEqual(strict.gateway.violations, []);
      await sessions.close();
    } finally {
      there.dispose();
      Object.assign(process.env, simulator.environment);
    }
  });
});

/** Ten times as fast as time. */
const fastClock: Clock = {
  now: () => 10 * systemClock.now(),
  date: () => systemClock.date(),
  after: (ms, call) => systemClock.after(ms / 10, call),
};
