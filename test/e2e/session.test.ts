import assert from 'node:assert/strict';
import { test } from 'node:test';
import { until } from '../host/runner/until.ts';
import { QUICK_AGENT, startSimulator } from '../simulator/index.ts';
import { withEditor } from './driver/editor.ts';
import { packagedExtension } from './driver/vsix.ts';

const FILE = 'task-definition.json';

test('an encrypted session, a cut and its end by somebody else', async () => {
  await using simulator = await startSimulator({ agent: QUICK_AGENT });
  await withEditor({ vsix: await packagedExtension(), file: FILE, simulator }, async (editor) => {
    await editor.command('ECS Exec: Exec into Container');
    await editor.searchContainers('back-office ledger');
    simulator.faults.latency = 2_000;
    await editor.pick('ledger');
    await editor.terminal.shows('Connecting to');
    await editor.screenshot('21-connecting');
    simulator.faults.latency = 0;
    await editor.terminal.shows(/^[#$]$/m);
    await editor.screenshot('13-encrypted');

    // The connection is closed, as the service does about once an hour, and is there again at once: no trace of it.
    const [session] = simulator.gateway.sessions.values();
    const before = await editor.terminal.text();
    session?.bye();
    await editor.terminal.enter('echo $((40+1))');
    await editor.terminal.shows(/^41\n[#$]$/m);
    assert.equal(await editor.terminal.text(), `${before} echo $((40+1))\n41\n${before.slice(-1)}`);

    // The connection is lost, and Systems Manager cannot be reached for a while. The screen stays the container's.
    simulator.faults.add({ kind: 'reset', operation: 'ResumeSession' });
    session?.cut();
    const status = editor.page.locator('.statusbar').getByText('lost, reconnecting…').first();
    await status.waitFor();
    await editor.terminal.enter('echo $((6*7))');
    await editor.screenshot('14-reconnecting');
    simulator.faults.clear();
    await status.waitFor({ state: 'detached' });
    await editor.terminal.shows(/^42$/m);
    assert.doesNotMatch((await editor.terminal.text()).replace('Connecting to', ''), /connect/i);
    await editor.screenshot('15-connected-again');

    // A flood leaves the editor able to say stop.
    await editor.terminal.enter('yes');
    await editor.terminal.shows(/^y\ny\ny$/m);
    await editor.press('Control+C');
    await editor.terminal.shows(/\^C\n[#$]$/);

    // What a program has left on does not make the end unreadable, and what was there before it is there again.
    await editor.terminal.enter("printf '\\033[?1049h\\033[2;4r\\033(0'; sleep 600");
    await until('the other screen', async () => !(await editor.terminal.text()).includes('^C'));
    session?.terminate();
    await editor.terminal.shows('Session ended.');
    await editor.terminal.shows('^C');
  });
});

test('a container that is not ready says why, and what AWS answers', async () => {
  await using simulator = await startSimulator({ agent: QUICK_AGENT });
  await withEditor({ vsix: await packagedExtension(), file: FILE, simulator }, async (editor) => {
    await editor.command('ECS Exec: Exec into Container');
    await editor.pickContainer('back-office reports');
    // In a host for tests, VS Code shows only errors by itself.
    await editor.command('Notifications: Show Notifications');
    const center = editor.page.locator('.notifications-center');
    await center.getByText('ECS Exec cannot be enabled for a running task').waitFor();
    await editor.screenshot('16-not-ready');
    await center.getByRole('button', { name: 'Try Anyway' }).click();
    await editor.terminal.shows('Exec was off when service "reports" started task');
    await editor.screenshot('17-refused');
  });
});
