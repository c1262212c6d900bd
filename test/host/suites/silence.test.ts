import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { LiveContainer } from '../../../src/live/container.ts';
import { execIntoContainer } from '../../../src/vscode/commands/exec-into-container.ts';
import { forwardPort } from '../../../src/vscode/commands/forward-port.ts';
import { type ContainerNode, containerOf } from '../../../src/vscode/explorer/nodes.ts';
import { runInOutput } from '../../../src/vscode/terminal/command-output.ts';
import { suite } from '../runner/harness.ts';
import { until } from '../runner/until.ts';
import { containerNode } from './containers.ts';
import { liveParts } from './parts.ts';
import { answerLate } from './simulator.ts';
import { terminalWords } from './support.ts';

/**
 * Milliseconds. Much longer than any of these tests goes on; short enough to wait for what is granted late, and has to
 * be ended.
 */
const LATE = 15_000;

export default suite('while AWS does not answer', ({ test, before, after }) => {
  let parts: ReturnType<typeof liveParts>;
  let web: ContainerNode;
  let target: LiveContainer;

  before(async () => {
    parts = liveParts();
    web = await containerNode({ cluster: 'shop', service: 'storefront', container: 'web' });
    target = containerOf(web);
    // Settled before the silence: who asks, and where.
    await parts.connections.main.gateway();
    await target.connection.gateway();
    await answerLate(LATE);
  });
  after(async () => {
    await answerLate(0);
    await parts.close();
  });

  /** Presses the button of the notification in front, which is Cancel, until it has come to an end. */
  async function cancelled(running: Promise<unknown>): Promise<unknown> {
    let end: unknown;
    running.then(
      () => (end = 'done'),
      (error: unknown) => (end = error),
    );
    return until('the end', async () => {
      await vscode.commands.executeCommand('notification.acceptPrimaryAction');
      return end;
    });
  }

  test('a terminal says after a few seconds that it waits, and Ctrl+C closes it', async () => {
    await execIntoContainer.run(parts, web);
    const terminal = await until('the terminal', () =>
      vscode.window.terminals.find(({ name }) => name.startsWith('storefront/web · ')),
    );
    await until('the word', async () =>
      /Connecting to storefront\/web · .*Still waiting for AWS… Press Ctrl\+C to cancel\./.test(await terminalWords()),
    );
    terminal.sendText('\x03', false);
    await until('its end', () => !vscode.window.terminals.includes(terminal));
  });

  test('a command is cancelled', async () => {
    const running = runInOutput(target, 'echo never', () => assert.fail('nobody has asked for it'), parts);
    assert.ok((await cancelled(running)) instanceof vscode.CancellationError);
  });

  test('a forward is cancelled, with the button that comes after a few seconds', async () => {
    const running = forwardPort.run(parts, { ...target, destination: { host: undefined, port: 80 }, localPort: 0 });
    assert.ok((await cancelled(running)) instanceof vscode.CancellationError);
    assert.deepEqual(parts.forwards.running, []);
  });
});
