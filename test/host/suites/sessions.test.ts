import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { suite } from '../runner/harness.ts';
import { until } from '../runner/until.ts';
import { containerNode } from './containers.ts';
import { isTerminated, openedBy, untilEnded } from './simulator.ts';
import { terminalText } from './support.ts';

export default suite('sessions', ({ test }) => {
  test('closing a terminal ends its session, here an encrypted one', async () => {
    const ledger = await containerNode({ cluster: 'back-office', service: 'ledger' });
    const { sessionId } = await openedBy(() => vscode.commands.executeCommand('ecs-exec.execIntoContainer', ledger));
    const terminal = await until('the terminal', () => vscode.window.terminals.find(({ name }) => name.startsWith('api · ')));
    terminal.sendText('echo $((6*7))');
    await until('the answer', async () => /^42$/m.test(await terminalText()));
    terminal.dispose();
    await untilEnded(sessionId);
    assert.ok(await isTerminated(sessionId));
  });
});
