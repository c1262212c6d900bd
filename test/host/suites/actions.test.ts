import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { changeDesiredCount } from '../../../src/vscode/commands/change-desired-count.ts';
import { continueDeployment } from '../../../src/vscode/commands/continue-deployment.ts';
import { disableExec } from '../../../src/vscode/commands/disable-exec.ts';
import { enableExec } from '../../../src/vscode/commands/enable-exec.ts';
import { forceNewDeployment } from '../../../src/vscode/commands/force-new-deployment.ts';
import { rollBackDeployment } from '../../../src/vscode/commands/roll-back-deployment.ts';
import { runDebugTask } from '../../../src/vscode/commands/run-debug-task.ts';
import { stopTask } from '../../../src/vscode/commands/stop-task.ts';
import { PERMISSIONS } from '../../support/permissions.ts';
import { suite } from '../runner/harness.ts';
import { until } from '../runner/until.ts';
import { actionParts, callsOf, WRITES } from './action-parts.ts';
import { Answers } from './answers.ts';
import { changeSimulator, lookAtSimulator, openedBy, untilEnded } from './simulator.ts';

export default suite('changes of what runs', ({ test, before, after, afterEach }) => {
  let actions: ReturnType<typeof actionParts>;
  let answers: Answers;
  before(() => {
    actions = actionParts();
    answers = new Answers();
  });
  afterEach(() => answers.reset());
  after(async () => {
    answers.dispose();
    await actions.close();
  });

  /** The input of the only change that a command made, which asked for no more than the docs say. */
  const changed = async <N>(
    command: { readonly id: string; run(parts: typeof actions.parts, node: N): Promise<void> },
    node: N,
    operation: string,
  ): Promise<Readonly<Record<string, unknown>>> => {
    const calls = await callsOf(() => command.run(actions.parts, node));
    const told = [...(PERMISSIONS[command.id] ?? []), 'ecs:ExecuteCommand', 'ecs:DescribeTaskDefinition'];
    assert.deepEqual(
      calls.map((call) => `${call.service}:${call.operation}`).filter((permission) => !told.includes(permission)),
      [],
      `What docs/live.md says of ${command.id}`,
    );
    const writes = calls.filter((call) => WRITES.includes(call.operation));
    assert.deepEqual(
      writes.map((call) => [call.operation, call.error]),
      [[operation, undefined]],
    );
    const [write] = writes;
    assert.ok(write);
    return write.input;
  };
  const modal = (): Answers['shown'][number] => {
    const [question, ...others] = answers.shown.filter(({ kind }) => kind === 'modal');
    assert.ok(question);
    assert.deepEqual(others, []);
    return question;
  };

  test('ECS would refuse these, so they are refused before anybody is asked anything', async () => {
    const invoices = await actions.service('payments-prod', 'invoices');
    const reports = await actions.service('back-office', 'reports');
    const ledger = await actions.service('back-office', 'ledger');
    answers.agree();
    const calls = await callsOf(async () => {
      for (const [command, node, code] of [
        [enableExec, invoices, 'other-controller'],
        [disableExec, invoices, 'other-controller'],
        [forceNewDeployment, invoices, 'other-controller'],
        [enableExec, reports, 'no-task-role'],
        [runDebugTask, reports, 'no-task-role'],
        [rollBackDeployment, ledger, 'no-deployment'],
        [continueDeployment, ledger, 'no-deployment'],
      ] as const) {
        await assert.rejects(command.run(actions.parts, node), { code }, `${command.id}: ${code}`);
      }
    });
    assert.deepEqual(
      calls.filter(({ operation }) => WRITES.includes(operation)),
      [],
    );
    assert.deepEqual(answers.shown, []);
  });

  test('each says what it does, to what and where; dismissed, it does nothing', async () => {
    const ledger = await actions.service('back-office', 'ledger');
    const task = await actions.task('back-office', 'ledger');
    const calls = await callsOf(async () => {
      for (const [run, question] of [
        [() => disableExec.run(actions.parts, ledger), 'Disable ECS Exec for service "ledger"?'],
        [() => enableExec.run(actions.parts, ledger), 'Enable ECS Exec for service "ledger"?'],
        [() => forceNewDeployment.run(actions.parts, ledger), 'Force a new deployment of service "ledger"?'],
        [() => runDebugTask.run(actions.parts, ledger), 'Run a debug copy of a task of service "ledger"?'],
        [() => stopTask.run(actions.parts, task), `Stop task ${task.task.id.slice(0, 8)} (ledger:8)?`],
      ] as const) {
        answers.reset();
        await run();
        const { message, detail } = modal();
        assert.equal(message, question);
        assert.match(
          detail,
          /\nCluster "back-office" in eu-central-1, account 123456789012, profile "default"\.$/,
          question,
        );
      }
    });
    assert.deepEqual(
      calls.filter(({ operation }) => WRITES.includes(operation)),
      [],
    );
  });

  test('exec is switched off, and on again, in one call that names no task definition', async () => {
    const off = await actions.service('back-office', 'ledger');
    const service = { cluster: off.parent.cluster.arn, service: off.service.arn };
    answers.agree();
    assert.deepEqual(await changed(disableExec, off, 'UpdateService'), {
      ...service,
      enableExecuteCommand: false,
      forceNewDeployment: true,
    });
    const on = await actions.service('back-office', 'ledger');
    assert.equal(on.service.execEnabled, false);
    // The shell that is offered in the end is opened.
    answers.answer = ({ kind, buttons }) => (kind === 'input' ? undefined : buttons[0]);
    let input: unknown;
    const { sessionId, taskArn } = await openedBy(async () => {
      input = await changed(enableExec, on, 'UpdateService');
    });
    assert.deepEqual(input, { ...service, enableExecuteCommand: true, forceNewDeployment: true });
    const offer = answers.shown.at(-1);
    assert.match(offer?.message ?? '', /^Task [0-9a-f]{8} of service "ledger" is ready for exec\.$/);
    assert.equal(taskArn, (await actions.task('back-office', 'ledger')).task.arn);
    vscode.window.terminals.at(-1)?.dispose();
    await untilEnded(sessionId);
  });

  test('a new deployment is forced, and the desired count changed', async () => {
    const ledger = await actions.service('back-office', 'ledger');
    const service = { cluster: ledger.parent.cluster.arn, service: ledger.service.arn };
    answers.agree();
    assert.deepEqual(await changed(forceNewDeployment, ledger, 'UpdateService'), {
      ...service,
      forceNewDeployment: true,
    });
    for (const count of [2, 1]) {
      answers.reset();
      answers.answer = ({ kind, buttons }) => (kind === 'input' ? ` ${count} ` : buttons[0]);
      assert.deepEqual(await changed(changeDesiredCount, ledger, 'UpdateService'), {
        ...service,
        desiredCount: count,
      });
      assert.match(modal().message, new RegExp(`^Change the desired count of service "ledger" from ${3 - count} to`));
    }
  });

  test('the desired count of a service that Auto Scaling holds says so', async () => {
    const storefront = await actions.service('shop', 'storefront');
    answers.answer = ({ kind }) => (kind === 'input' ? '40' : undefined);
    const calls = await callsOf(() => changeDesiredCount.run(actions.parts, storefront));
    assert.match(
      answers.shown[0]?.message ?? '',
      /Auto Scaling sets it between 2 and 12 tasks, and may override this\.$/,
    );
    assert.match(modal().detail, /Auto Scaling keeps it between 2 and 12 tasks, and will soon override this\./);
    assert.ok(calls.every(({ operation }) => !WRITES.includes(operation)));
  });

  test('a task is stopped, with a reason only where the user gives one', async () => {
    const first = await actions.task('back-office', 'ledger');
    answers.agree();
    assert.deepEqual(await changed(stopTask, first, 'StopTask'), {
      cluster: first.task.clusterArn,
      task: first.task.arn,
    });
    assert.match(modal().detail, /Service "ledger" starts another task in its place\./);
    const second = await actions.task('back-office', 'ledger');
    answers.reset();
    answers.answer = ({ kind, buttons }) => (kind === 'input' ? 'it hangs' : buttons[1]);
    assert.deepEqual(await changed(stopTask, second, 'StopTask'), {
      cluster: second.task.clusterArn,
      task: second.task.arn,
      reason: 'it hangs',
    });
    await assert.rejects(
      () => {
        answers.agree();
        return stopTask.run(actions.parts, {
          ...second,
          task: { ...second.task, arn: second.task.arn.replace(/.{8}$/, '00000000') },
        });
      },
      { code: 'task-not-known' },
    );
  });

  test('a deployment is rolled back, or continued where it waits, as the user decides', async () => {
    // It waits for a decision before its traffic shifts.
    await changeSimulator({ pace: 'by hand' });
    try {
      for (const [command, button, operation, decided, status] of [
        [rollBackDeployment, 0, 'StopServiceDeployment', { stopType: 'ROLLBACK' }, 'ROLLBACK_SUCCESSFUL'],
        [continueDeployment, 0, 'ContinueServiceDeployment', { action: 'CONTINUE' }, 'SUCCESSFUL'],
        [continueDeployment, 1, 'ContinueServiceDeployment', { action: 'ROLLBACK' }, 'ROLLBACK_SUCCESSFUL'],
      ] as const) {
        const checkout = await actions.service('payments-prod', 'checkout');
        const name = { clusterArn: checkout.parent.cluster.arn, serviceArn: checkout.service.arn };
        const { changes } = await actions.parts.connections.main.gateway();
        await changes.updateService(name, { kind: 'deploy' });
        await changeSimulator({ advance: 120 });
        const { deployment: arn = '' } = await changes.service(name);
        const { waiting } = await changes.deployment(arn);
        answers.reset();
        answers.answer = ({ buttons }) => buttons[button];
        const input = await changed(command, checkout, operation);
        const { hookId, ...rest } = input;
        assert.deepEqual(rest, { serviceDeploymentArn: arn, ...decided });
        assert.equal(hookId, operation === 'ContinueServiceDeployment' ? waiting[0]?.id : undefined);
        assert.match(modal().detail, /at stage POST_TEST_TRAFFIC_SHIFT/);
        await changeSimulator({ advance: 240 });
        assert.equal((await changes.deployment(arn)).status, status);
      }
    } finally {
      await changeSimulator({ pace: 'at once' });
    }
  });

  test('a debug copy runs as its service does, opens a shell, and is stopped with its last terminal', async () => {
    const ledger = await actions.service('back-office', 'ledger');
    answers.agree();
    let input: Readonly<Record<string, unknown>> = {};
    const { sessionId, taskArn } = await openedBy(async () => {
      input = await changed(runDebugTask, ledger, 'RunTask');
    });
    const { clientToken, networkConfiguration, ...rest } = input;
    assert.match(String(clientToken), /^[0-9a-f-]{36}$/);
    assert.ok(networkConfiguration);
    assert.deepEqual(rest, {
      cluster: ledger.parent.cluster.arn,
      count: 1,
      taskDefinition: 'arn:aws:ecs:eu-central-1:123456789012:task-definition/ledger:8',
      launchType: 'FARGATE',
      platformVersion: rest['platformVersion'],
      enableExecuteCommand: true,
      overrides: { containerOverrides: [{ name: 'api', command: ['sleep', '3600'] }] },
      startedBy: 'ecs-exec-debug',
    });
    vscode.window.terminals.at(-1)?.dispose();
    await untilEnded(sessionId);
    await until('the end of the copy', async () =>
      (await lookAtSimulator()).calls.some(
        ({ operation, input: { task } }) => operation === 'StopTask' && task === taskArn,
      ),
    );
    await until('the word of it', () => actions.stopped.includes(taskArn));
  });
});
