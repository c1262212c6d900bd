import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import type { Gateway } from '../../../src/aws/api/gateway.ts';
import { aws } from '../../../src/aws/index.ts';
import { Aftermath } from '../../../src/live/aftermath.ts';
import type { ContainerPlace } from '../../../src/live/container.ts';
import { Sessions } from '../../../src/live/sessions.ts';
import { TaskWatch } from '../../../src/live/task-watch.ts';
import { hindranceOf } from '../../../src/readiness/container.ts';
import { openSession, runCommand } from '../../../src/session/index.ts';
import { CommandRunner } from '../../../src/vscode/terminal/command-runner.ts';
import { HeadAndTail, type LeftOut, LONGEST_HEAD, LONGEST_TAIL } from '../../../src/vscode/terminal/head-and-tail.ts';
import { PlainText } from '../../../src/vscode/terminal/plain-text.ts';
import { QUICK_AGENT, type Simulator, startSimulator } from '../../simulator/index.ts';
import { connectionTo } from '../../support/connections.ts';

suite('the output of a command that floods', { timeout: 120_000 }, () => {
  let simulator: Simulator;
  let gateway: Gateway;
  let container: ContainerPlace;
  let commands: CommandRunner;
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
      container = {
        connection: connectionTo(gateway),
        clusterArn: task!.clusterArn,
        taskArn: task!.arn,
        container: task!.containers[0]!.name,
      };
      break;
    }
    const onGone = (): void => assert.fail('The task is there.');
    const watch = new TaskWatch({
      after: () => () => undefined,
      isWatched: () => true,
      ask: (question) => question(),
      onGone,
    });
    const sessions = new Sessions({
      loadSession: () => Promise.resolve(openSession),
      watch,
      log: () => undefined,
    });
    commands = new CommandRunner(
      sessions,
      () => Promise.resolve(runCommand),
      new Aftermath({ ask: (question) => question(), hindrance: hindranceOf, onGone }),
    );
  });

  after(async () => {
    gateway.dispose();
    process.env = kept;
    await simulator.close();
  });

  /** Shows the output of a command as Run Command does. `onWrite` is called after each piece. */
  async function show(command: string, signal: AbortSignal, onWrite: (output: HeadAndTail) => void) {
    let text = '';
    let leftOut: LeftOut | undefined;
    const output = new HeadAndTail(
      (part) => (text += part),
      () => undefined,
    );
    const plain = new PlainText((part) => output.write(part));
    const write = (part: string): void => {
      plain.write(part);
      onWrite(output);
    };
    const outcome = await commands.run({ container, command, signal, write }).catch((error: unknown) => error);
    plain.end();
    output.end((given) => {
      leftOut = given;
      return '<left out>';
    });
    return { text, leftOut, outcome };
  }

  test('is shown from its beginning and to its end, with its exit code, and no more of it is kept', async () => {
    const last = 1_000_000;
    let mostKept = 0;
    const { text, leftOut, outcome } = await show(
      `seq 1 ${last}; exit 3`,
      new AbortController().signal,
      ({ kept }) => (mostKept = Math.max(mostKept, kept)),
    );
    assert.equal(outcome, 3);
    const [head = '', tail = ''] = text.split('\n<left out>\n\n');
    const first = head.split('\n').length - 1;
    assert.equal(head, Array.from({ length: first }, (_, index) => `${index + 1}\n`).join(''));
    const shown = tail.split('\n').length - 1;
    assert.equal(tail, Array.from({ length: shown }, (_, index) => `${last - shown + index + 1}\n`).join(''));
    assert.equal(leftOut?.lines, last - first - shown);
    assert.ok(text.length < LONGEST_HEAD + LONGEST_TAIL + 20);
    assert.ok(mostKept < 4 * LONGEST_TAIL + 1, `${mostKept} characters`);
  });

  test('is cancelled while it floods', async () => {
    const abort = new AbortController();
    const { outcome } = await show('yes', abort.signal, ({ heldBack }) => {
      if (heldBack > 4_000_000) {
        abort.abort('cancelled');
      }
    });
    assert.equal(outcome, 'cancelled');
    // Where the key does not help, the session is closed, and AWS is asked to end it.
    const states = (): readonly string[] => [...simulator.gateway.sessions.values()].map(({ state }) => state);
    while (states().includes('connected')) {
      await setImmediate();
    }
    assert.deepEqual(states(), ['ended', 'ended']);
  });
});
