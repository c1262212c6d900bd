import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { createReadiness } from '../../../src/vscode/bundles/readiness.ts';
import { type ContainerNode, containerNodes } from '../../../src/vscode/explorer/nodes.ts';
import type { ReportPanel } from '../../../src/vscode/readiness/report-panel.ts';
import { suite } from '../runner/harness.ts';
import { until } from '../runner/until.ts';
import { callsOf } from './action-parts.ts';
import { Answers } from './answers.ts';
import { mendOf, readinessParts, writesOf } from './readiness-parts.ts';
import { changeSimulator, endTask, openedBy, untilEnded } from './simulator.ts';
import { closeAll } from './support.ts';

export default suite('what helps where exec does not work', ({ test, before, after, afterEach }) => {
  let live: ReturnType<typeof readinessParts>;
  let answers: Answers;
  /** Ends what a report waits for until it looks again; undefined while it does not wait. */
  let lookAgain: (() => void) | undefined;
  before(() => {
    live = readinessParts(
      createReadiness(),
      () =>
        new Promise<void>((resolve) => {
          lookAgain = () => {
            lookAgain = undefined;
            resolve();
          };
        }),
    );
    answers = new Answers();
  });
  afterEach(async () => {
    answers.reset();
    live.parts.reports.open.forEach((panel) => panel.close());
    await closeAll();
  });
  after(async () => {
    answers.dispose();
    await live.close();
  });

  const assertMended = ({ content }: ReportPanel): void => {
    assert.notEqual(content.state, 'not-ready', content.verdict);
    assert.ok(['ready', 'could-not-tell'].includes(content.state), `${content.state}: ${content.verdict}`);
    assert.deepEqual(
      content.deeds.filter(({ kind }) => kind === 'exec'),
      [{ kind: 'exec' }],
    );
  };
  const questions = () => answers.shown.filter(({ kind }) => kind === 'modal');
  const exec = (node: ContainerNode) => () => vscode.commands.executeCommand('ecs-exec.execIntoContainer', node);

  test('too many sessions: one is ended once the user agrees, and there is room again', async () => {
    const node = await live.container('back-office', 'ledger');
    const [first, second] = [await openedBy(exec(node)), await openedBy(exec(node))];
    const panel = await live.open(node);
    assert.equal(panel.content.verdict, 'Sessions open with container "api": 2. ECS allows 2.');
    const mend = mendOf(panel, 'end-session');
    assert.ok(mend.kind === 'mend' && mend.mend.kind === 'end-session');
    const { sessionId } = mend.mend;
    assert.ok([first.sessionId, second.sessionId].includes(sessionId));

    assert.deepEqual(await writesOf(() => panel.press(mend)), []);
    assert.deepEqual(
      questions().map(({ message }) => message),
      [`End session ${sessionId}?`],
    );
    assert.equal(panel.content.state, 'not-ready');

    answers.agree();
    const calls = await callsOf(() => panel.press(mend));
    assert.deepEqual(
      calls.filter(({ operation }) => operation === 'TerminateSession').map(({ input }) => input['SessionId']),
      [sessionId],
    );
    await untilEnded(sessionId);
    assertMended(panel);
    assert.match(panel.content.body, /Sessions open with container &quot;api&quot;: 1 of 2\./);

    // It has ended meanwhile, as it would have by itself.
    assert.deepEqual(await writesOf(() => panel.press(mend)), ['TerminateSession']);
    assertMended(panel);
    vscode.window.terminals.forEach((terminal) => terminal.dispose());
    await Promise.all([first, second].map((session) => untilEnded(session.sessionId)));
  });

  test('an agent that gave up: a new deployment once the user agrees, and its task is reported on', async () => {
    const node = await live.container('back-office', 'ledger');
    const { arn } = node.parent.task;
    await changeSimulator({ deadAgents: { [arn]: 'ExecuteCommandAgent cannot be restarted' } });
    const panel = await live.open(node);
    assert.equal(panel.content.verdict, 'The exec agent in container "api" ended, and ECS cannot start it again.');
    const mend = mendOf(panel, 'force-new-deployment');
    assert.deepEqual(await writesOf(() => panel.press(mend)), []);
    assert.deepEqual(
      questions().map(({ message }) => message),
      ['Force a new deployment of service "ledger"?'],
    );
    assert.equal(panel.place.taskArn, arn);

    answers.agree();
    assert.deepEqual(await writesOf(() => panel.press(mend)), ['UpdateService']);
    assert.notEqual(panel.place.taskArn, arn);
    assert.equal(panel.place.container, 'api');
    assertMended(panel);
  });

  test('a task that starts: the report waits, says what for, and is made again once it runs', async () => {
    const before = await live.task('back-office', 'ledger');
    await changeSimulator({ pace: 'by hand' });
    try {
      await endTask(before.task.arn);
      const node = await until('the task that starts', async () => {
        const { clusters } = await live.parts.connections.main.gateway();
        const filter = { kind: 'service', service: 'ledger' } as const;
        for await (const tasks of clusters.listTasks(before.parent.parent.cluster.arn, filter)) {
          const starting = tasks.find(({ lastStatus }) => lastStatus !== 'RUNNING' && lastStatus !== 'STOPPED');
          return starting && containerNodes({ ...before, task: starting })[0];
        }
        return undefined;
      });
      const panel = await live.open(node);
      assert.match(panel.content.verdict, /^Task [0-9a-f]{8} is still starting: it is [A-Z]+\.$/);
      const pressed = writesOf(() => panel.press(mendOf(panel, 'wait')));
      await until('the first wait', () => lookAgain);
      // Nothing has changed yet.
      const looked = await callsOf(async () => {
        lookAgain?.();
        await until('the second wait', () => lookAgain);
      });
      assert.ok(looked.some(({ operation }) => operation === 'DescribeTasks'));
      assert.equal(panel.content.state, 'not-ready');
      await changeSimulator({ advance: 600 });
      lookAgain?.();
      assert.deepEqual(await pressed, []);
      assert.deepEqual(questions(), []);
      assert.equal(panel.place.taskArn, node.parent.task.arn);
      assertMended(panel);
    } finally {
      await changeSimulator({ pace: 'at once' });
    }
  });

  test('another container is checked in its stead, and a page of the console opens', async () => {
    const node = await live.container('shop', 'order-worker');
    const panel = await live.open(node);
    await panel.press({ kind: 'mend', mend: { kind: 'other-container', container: 'statsd' } });
    assert.equal(panel.place.container, 'statsd');
    assert.match(panel.content.title, /container "statsd"/);
    await panel.press({ kind: 'mend', mend: { kind: 'console', what: 'task', name: panel.place.taskArn } });
    assert.match(
      live.opened.at(-1) ?? '',
      /^https:\/\/eu-central-1\.console\.aws\.amazon\.com\/ecs\/v2\/clusters\/shop\/tasks\//,
    );
  });
});
