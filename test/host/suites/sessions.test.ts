import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { suite } from '../runner/harness.ts';
import { until } from '../runner/until.ts';
import { containerNode, serviceNodeOf } from './containers.ts';
import { answerLate, endTask, isTerminated, lookAtSimulator, openedBy, untilEnded } from './simulator.ts';
import { terminalText, terminalWords } from './support.ts';

export default suite('sessions', ({ test }) => {
  test('closing a terminal ends its session, here an encrypted one', async () => {
    const ledger = await containerNode({ cluster: 'back-office', service: 'ledger' });
    const { sessionId } = await openedBy(() => vscode.commands.executeCommand('ecs-exec.execIntoContainer', ledger));
    const terminal = await until('the terminal', () =>
      vscode.window.terminals.find(({ name }) => name.startsWith('ledger/api · ')),
    );
    terminal.sendText('echo $((6*7))');
    await until('the answer', async () => /^42$/m.test(await terminalText()));
    terminal.dispose();
    await untilEnded(sessionId);
    assert.ok(await isTerminated(sessionId));
  });

  test('a service and a task are as good as their one container, and the terminal says where it is', async () => {
    const { service, task } = await serviceNodeOf({ cluster: 'shop', service: 'storefront' });
    const inService = await openedBy(() => vscode.commands.executeCommand('ecs-exec.execIntoContainer', service));
    assert.equal(inService.container, 'web');
    await until('what it is', async () => {
      const words = await terminalWords();
      return (
        /Task [0-9a-f]{8} is the newest of its service that is ready\. Connecting to storefront\/web · /.test(words) &&
        words.includes('in cluster shop, profile default, eu-central-1, account 123456789012…')
      );
    });
    const inTask = await openedBy(() => vscode.commands.executeCommand('ecs-exec.execIntoContainer', task));
    assert.equal(inTask.container, 'web');
    await until('its name', () =>
      vscode.window.terminals.some(({ name }) => name === `storefront/web · ${task.task.id.slice(0, 4)}`),
    );
    vscode.window.terminals.forEach((terminal) => terminal.dispose());
    await untilEnded(inService.sessionId);
    await untilEnded(inTask.sessionId);
  });

  test('the container that was used last is there again, in the newest task of its service', async () => {
    const again = await openedBy(() => vscode.commands.executeCommand('ecs-exec.execAgain'));
    assert.equal(again.container, 'web');
    const terminal = await until('the terminal', () =>
      vscode.window.terminals.find(({ name }) => name.startsWith('storefront/web · ')),
    );
    await until('what it is', async () =>
      (await terminalWords()).includes('is the newest of its service that is ready.'),
    );
    terminal.dispose();
    await untilEnded(again.sessionId);
  });

  test('Ctrl+C while a terminal connects ends the session that is granted afterwards', async () => {
    const ledger = await containerNode({ cluster: 'back-office', service: 'ledger' });
    const before = new Set((await lookAtSimulator()).sessions.map(({ sessionId }) => sessionId));
    await answerLate(3_000);
    try {
      await vscode.commands.executeCommand('ecs-exec.execIntoContainer', ledger);
      const terminal = await until('the terminal', () =>
        vscode.window.terminals.find(({ name }) => name.startsWith('ledger/api · ')),
      );
      await until('the request', async () =>
        (await lookAtSimulator()).sessions.some(({ sessionId }) => !before.has(sessionId)),
      );
      terminal.sendText('\x03', false);
      await until('the end of the terminal', () => !vscode.window.terminals.includes(terminal));
    } finally {
      await answerLate(0);
    }
    const granted = (await lookAtSimulator()).sessions.filter(({ sessionId }) => !before.has(sessionId));
    assert.equal(granted.length, 1);
    for (const { sessionId } of granted) {
      await untilEnded(sessionId);
    }
  });

  test('a terminal whose task has ended says why, and goes on in the task that runs in its stead', async () => {
    const place = { cluster: 'shop', service: 'order-worker', container: 'worker' };
    const worker = await containerNode(place);
    const { task } = worker.parent;
    await openedBy(() => vscode.commands.executeCommand('ecs-exec.execIntoContainer', worker));
    const terminal = await until('the terminal', () =>
      vscode.window.terminals.find(({ name }) => name.startsWith('order-worker/worker · ')),
    );
    await until('the prompt', async () => /^[#$]/m.test(await terminalText()));
    await endTask(task.arn);
    await until('the reason', async () =>
      (await terminalWords()).includes(`Task ${task.id.slice(0, 8)} has stopped: its service stopped it`),
    );
    const { parent } = await containerNode(place);
    assert.notEqual(parent.task.arn, task.arn);
    const name = `order-worker/worker · ${parent.task.id.slice(0, 4)}`;
    await until('the offer', async () => (await terminalWords()).includes(`Press Enter for a session in ${name}`));
    const next = await openedBy(() => {
      terminal.sendText('', true);
      return Promise.resolve();
    });
    assert.equal(next.container, 'worker');
    await until('its new name', () => terminal.name === name);
    terminal.dispose();
    await untilEnded(next.sessionId);
  });
});
