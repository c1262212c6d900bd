import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { connectionOf } from '../../../../src/vscode/explorer/nodes.ts';
import { suite } from '../../runner/harness.ts';
import { containerNode } from '../containers.ts';
import { leaveOpen, openedBy } from '../simulator.ts';
import { startTask, writeTasks } from '../tasks.ts';

/**
 * What is open when VS Code shuts down. Its last is over then, so it is the runner that looks what has become of it
 * (../../runner/afterwards.ts).
 */
export default suite('shutting down', ({ test }) => {
  test('a shell, a command and a forward are left open', async () => {
    await writeTasks([
      {
        label: 'goes on',
        type: 'ecs-exec',
        cluster: 'shop',
        service: 'storefront',
        container: 'web',
        command: "trap '' INT; sleep 600",
      },
    ]);
    const ledger = await containerNode({ cluster: 'back-office', service: 'ledger' });
    const web = await containerNode({ cluster: 'shop', service: 'storefront' });
    const { container, parent } = web;
    const shell = await openedBy(() => vscode.commands.executeCommand('ecs-exec.execIntoContainer', ledger));
    const command = await openedBy(() => startTask('goes on'));
    const forward = await openedBy(() =>
      vscode.commands.executeCommand('ecs-exec.forwardPort', {
        connection: connectionOf(web),
        task: parent.task,
        container,
        destination: { host: undefined, port: 8080 },
        localPort: 0,
      }),
    );
    assert.deepEqual([shell.container, command.container, forward.container], ['api', 'web', 'web']);
    await leaveOpen(shell.sessionId, command.sessionId, forward.sessionId);
  });
});
