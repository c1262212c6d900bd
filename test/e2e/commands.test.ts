import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { until } from '../host/runner/until.ts';
import { QUICK_AGENT, startSimulator } from '../simulator/index.ts';
import { withEditor } from './driver/editor.ts';
import { packagedExtension } from './driver/vsix.ts';

const FILE = 'task-definition.json';
const place = { type: 'ecs-exec', cluster: 'shop', service: 'storefront', container: 'web' };
const TASKS = [
  { label: 'migrate', ...place, command: 'echo 3 tables migrated' },
  // VS Code says of one that ends at once that it could not be started.
  { label: 'warm up', ...place, command: 'echo filling the cache; sleep 1; echo out of memory >&2; exit 5' },
];

test('commands, tasks, and as many shells as a container allows', async () => {
  await using simulator = await startSimulator({ agent: QUICK_AGENT });
  await withEditor({ vsix: await packagedExtension(), file: FILE, simulator }, async (editor) => {
    const run = async (command: string): Promise<void> => {
      await editor.command('ECS Exec: Run Command in Container…');
      await editor.pickContainer('shop migrate');
      await editor.enter('A command line for the shell in container "migrate"', command);
    };
    const output = (line: RegExp): Promise<unknown> =>
      until(`the line ${line}`, async () => (await editor.output()).some((each) => line.test(each)));
    await run('echo $((6*7))');
    await output(/^db-migrate\/migrate · [0-9a-f]{4} \$ echo \$\(\(6\*7\)\)$/);
    await output(/^42$/);
    await output(/^Exit code 0 after [\d.]+ s$/);
    await run('ls /nowhere; exit 3');
    await output(/No such file or directory$/);
    await output(/^Exit code 3 after [\d.]+ s$/);
    const center = await editor.notificationCenter();
    await center.getByText('Exit code 3: ls /nowhere; exit 3').waitFor();
    await editor.screenshot('18-run-command');
    await editor.command('Notifications: Clear All Notifications');

    await mkdir(join(editor.workspace, '.vscode'));
    await writeFile(
      join(editor.workspace, '.vscode', 'tasks.json'),
      JSON.stringify({ version: '2.0.0', tasks: TASKS }),
    );
    await editor.runTask('migrate');
    await editor.terminal.shows(/^3 tables migrated$/m);
    await editor.runTask('warm up');
    await editor.terminal.shows(/^out of memory$[^]*terminated with exit code: 5/m);
    await editor.screenshot('19-task');
    await editor.command('Terminal: Kill All Terminals');

    await editor.command('ECS Exec: Exec into Container');
    await editor.pickContainer('back-office ledger');
    await editor.terminal.shows(/^[#$]$/m);
    await editor.terminal.enter('first=$((6*7))');
    await editor.terminal.openProfile('ECS container');
    await editor.pickContainer('back-office ledger');
    // Not that of the first terminal, which is in front until then.
    await editor.terminal.shows(/(?<!first=[^]*)^[#$]$/m);
    await editor.terminal.enter('echo "[$first]"');
    await editor.terminal.shows('[]');
    await editor.terminal.openProfile('ECS container');
    await editor.pickContainer('back-office ledger');
    await editor.terminal.shows('The container already has two sessions, and its exec agent allows no more.');
    const [name, ...others] = await editor.terminal.names();
    assert.match(name ?? '', /^ledger\/api · [0-9a-f]{4}$/);
    assert.deepEqual(others, [name, name]);
    await editor.screenshot('20-third-session');
    // What it says is true.
    [...simulator.gateway.sessions.values()].at(-1)?.terminate();
    await editor.terminal.enter('');
    await editor.terminal.shows(/^[#$]$/m);

    // Who changes their mind is left alone.
    await editor.terminal.openProfile('ECS container');
    await editor.dismiss();
    await editor.notificationCenter();
    await center.getByText('No new notifications').waitFor();
    assert.equal((await editor.terminal.names()).length, 3);
  });
  assert.deepEqual(simulator.gateway.violations, []);
});
