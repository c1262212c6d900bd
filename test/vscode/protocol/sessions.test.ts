import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import type { Ecs, ExecRequest, Task } from '../../../src/aws/api.ts';
import { aws } from '../../../src/aws/index.ts';
import { Aftermath } from '../../../src/live/aftermath.ts';
import { TaskWatch } from '../../../src/live/task-watch.ts';
import type { Problem } from '../../../src/problem.ts';
import { hindranceOf } from '../../../src/readiness/container.ts';
import { openSession } from '../../../src/session/index.ts';
import { english } from '../../../src/text.ts';
import { Sessions } from '../../../src/vscode/terminal/sessions.ts';
import { QUICK_AGENT, startSimulator, type Simulator } from '../../simulator/index.ts';

suite('the sessions of all terminals', { timeout: 60_000 }, () => {
  let simulator: Simulator;
  let ecs: Ecs;
  let target: ExecRequest;
  const kept = { ...process.env };

  before(async () => {
    simulator = await startSimulator({ agent: QUICK_AGENT });
    Object.assign(process.env, simulator.environment);
    const mfaCode = (): Promise<string> => Promise.reject(new Error('nobody is there'));
    ecs = await aws.connect({ profile: undefined, region: 'eu-central-1', endpoint: simulator.endpoint, mfaCode, log: () => undefined });
    for await (const [task] of ecs.listTasks('shop', { kind: 'all' })) {
      target = { clusterArn: task!.clusterArn, taskArn: task!.arn, container: task!.containers[0]!.name, command: '/bin/sh' };
      break;
    }
  });

  after(async () => {
    ecs.dispose();
    process.env = kept;
    await simulator.close();
  });

  const sessionsOf = (watch = new TaskWatch({ after: () => () => undefined, isWatched: () => true, ask: (question) => question(), onGone: () => undefined })): Sessions =>
    new Sessions({ connection: { ecs: () => Promise.resolve(ecs) }, loadSession: () => Promise.resolve(openSession), watch, log: { debug: () => undefined } });

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
    await assert.rejects(sessions.start(target, { onOutput: () => undefined, signal: abort.signal }), { message: 'closed' });
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
    for await (const page of ecs.listTasks('shop', { kind: 'service', service: 'storefront' })) tasks.push(...page);
    const { clusterArn, arn } = tasks[0]!;
    const place = { clusterArn, taskArn: arn, container: 'web', command: '/bin/sh' };
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
    assert.equal(english(end.problem.sentence), `Task ${arn.slice(-32, -24)} has stopped: AWS took its Spot capacity back (Your Spot Task was interrupted). Container web: exit code 137, killed.`);
    assert.deepEqual(gone, [arn]);

    // What was said of such a task was that ECS Exec was off when it started.
    const aftermath = new Aftermath({ ecs: () => Promise.resolve(ecs), ask: (question) => question(), hindrance: hindranceOf, onGone: () => undefined });
    const error: unknown = await sessions.start(place, { onOutput: () => undefined, signal }).catch((refused: unknown) => refused);
    assert.equal((error as Problem).code, 'exec-not-enabled');
    assert.equal(((await aftermath.explain(error, place, signal)) as Problem).code, 'task-stopped');
    const next = await aftermath.successor({ task: tasks[0]!, container: tasks[0]!.containers[0]! }, signal);
    assert.ok(next !== undefined && !tasks.some((task) => task.arn === next.task.arn), 'The task that has replaced it is the newest.');
    await sessions.close();
  });
});
