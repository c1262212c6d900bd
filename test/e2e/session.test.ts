import { test } from 'node:test';
import { packageExtension } from '../../scripts/package.ts';
import { QUICK_AGENT, startSimulator } from '../simulator/index.ts';
import { withEditor } from './driver/editor.ts';

const FILE = 'task-definition.json';

test('an encrypted session, a cut and its end by somebody else', async () => {
  await using simulator = await startSimulator({ agent: QUICK_AGENT });
  await withEditor({ vsix: await packageExtension(), file: FILE, simulator }, async (editor) => {
    await editor.command('ECS Exec: Exec into Container');
    await editor.searchContainers('back-office ledger');
    simulator.faults.latency = 2_000;
    await editor.pick('ledger');
    await editor.terminal.shows('Connecting to');
    await editor.screenshot('21-connecting');
    simulator.faults.latency = 0;
    await editor.terminal.shows(/^[#$]$/m);
    await editor.screenshot('13-encrypted');

    // The connection is lost, and Systems Manager cannot be reached for a while.
    simulator.faults.add({ kind: 'reset', operation: 'ResumeSession' });
    const [session] = simulator.gateway.sessions.values();
    session?.cut();
    await editor.terminal.shows('Connection lost. Reconnecting…');
    await editor.terminal.enter('echo $((6*7))');
    await editor.screenshot('14-reconnecting');
    simulator.faults.clear();
    await editor.terminal.shows('Connected again.');
    await editor.terminal.shows(/^42$/m);
    await editor.screenshot('15-connected-again');

    // A flood leaves the editor able to say stop.
    await editor.terminal.enter('yes');
    await editor.terminal.shows(/^y\ny\ny$/m);
    await editor.press('Control+C');
    await editor.terminal.shows(/\^C\n[#$]$/);

    session?.terminate();
    await editor.terminal.shows('Session ended.');
  });
});

test('a container that is not ready says why, and what AWS answers', async () => {
  await using simulator = await startSimulator({ agent: QUICK_AGENT });
  await withEditor({ vsix: await packageExtension(), file: FILE, simulator }, async (editor) => {
    await editor.command('ECS Exec: Exec into Container');
    await editor.pickContainer('back-office reports');
    // In a host for tests, VS Code shows only errors by itself.
    await editor.command('Notifications: Show Notifications');
    const center = editor.page.locator('.notifications-center');
    await center.getByText('Exec cannot be turned on for a running task').waitFor();
    await editor.screenshot('16-not-ready');
    await center.getByRole('button', { name: 'Try Anyway' }).click();
    await editor.terminal.shows('ECS Exec was off when this task started');
    await editor.screenshot('17-refused');
  });
});
