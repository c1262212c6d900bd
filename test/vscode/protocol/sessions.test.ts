import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import type { Ecs, ExecRequest } from '../../../src/aws/api.ts';
import { aws } from '../../../src/aws/index.ts';
import { openSession } from '../../../src/session/index.ts';
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

  const sessionsOf = (): Sessions => new Sessions({ ecs: () => Promise.resolve(ecs) }, () => Promise.resolve(openSession), { debug: () => undefined });

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
});
