import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { execIntoContainer } from '../../../src/vscode/commands/exec-into-container.ts';
import { runCommand } from '../../../src/vscode/commands/run-command.ts';
import { chooseForCopy } from '../../../src/vscode/files/copy.ts';
import { suite } from '../runner/harness.ts';
import { until } from '../runner/until.ts';
import { containerNode } from './containers.ts';
import { liveParts } from './parts.ts';
import { changeSimulator, lookAtSimulator } from './simulator.ts';
import { terminalText } from './support.ts';

const place = { cluster: 'shop', service: 'order-worker', container: 'worker' };

/** Tasks on EC2 do not say themselves that they run Windows: their instance does. */
export default suite('a Windows container on EC2', ({ test, before, after }) => {
  let parts: ReturnType<typeof liveParts>;

  before(async () => {
    await changeSimulator({ os: 'windows' });
    parts = liveParts();
  });
  after(async () => {
    await changeSimulator({ os: 'linux' });
    await parts.close();
  });

  test('is refused by Run Command and Copy, which need a POSIX shell, before they ask anything', async () => {
    const worker = await containerNode(place);
    await assert.rejects(runCommand.run(parts, worker), { code: 'windows' });
    await assert.rejects(chooseForCopy(worker, 'Copy', parts), { code: 'windows' });
  });

  test('is exec’d into with PowerShell; and where its image has none, the terminal says so', async () => {
    const worker = await containerNode(place);
    const asked = async (): Promise<readonly unknown[]> =>
      (await lookAtSimulator()).calls
        .filter(({ operation, input }) => operation === 'ExecuteCommand' && input['task'] === worker.parent.task.arn)
        .map(({ input }) => input['command']);
    const before = (await asked()).length;
    await execIntoContainer.run(parts, worker);
    const terminal = await until('the terminal', () =>
      vscode.window.terminals.find(({ name }) => name.startsWith('order-worker/worker · ')),
    );
    try {
      await until('the question', async () => (await asked()).length > before);
      assert.equal((await asked()).at(-1), 'powershell.exe');
      // The simulator's containers are of this machine.
      await until('the reason', async () =>
        /The container does not have powershell\.exe\. Set ecs-exec\.command to .*executable file not found.*Press Enter/s.test(
          (await terminalText()).replaceAll(/\s+/g, ' '),
        ),
      );
    } finally {
      terminal.dispose();
    }
  });
});
