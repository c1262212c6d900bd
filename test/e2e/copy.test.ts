import assert from 'node:assert/strict';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { test } from 'node:test';
import { temporaryFolder } from '../../scripts/temporary-folder.ts';
import { QUICK_AGENT, startSimulator } from '../simulator/index.ts';
import { withEditor } from './driver/editor.ts';
import { packagedExtension } from './driver/vsix.ts';

const FILE = 'task-definition.json';
const BYTES = Buffer.from(Array.from({ length: 400_000 }, (_, index) => (index + (index >> 8)) % 256));

/** What is below a folder, by path: a file's bytes, each as a character, and `/` for a folder. */
async function content(folder: string): Promise<Readonly<Record<string, string>>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const found = entries.map(async (entry): Promise<[string, string]> => {
    const path = join(entry.parentPath, entry.name);
    return [relative(folder, path), entry.isDirectory() ? '/' : await readFile(path, 'latin1')];
  });
  return Object.fromEntries(await Promise.all(found));
}

/** The paths of something in a folder that is elsewhere. */
function within(folder: string, what: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return {
    [folder]: '/',
    ...Object.fromEntries(Object.entries(what).map(([path, bytes]) => [join(folder, path), bytes])),
  };
}

test('files and folders are copied out of a container and into it', async () => {
  await using simulator = await startSimulator({ agent: QUICK_AGENT });
  // The simulator's containers have this machine's files.
  await using there = await temporaryFolder('there');
  const inContainer = (...names: readonly string[]): string => join(there.path, ...names);
  await mkdir(inContainer('logs', 'archive'), { recursive: true });
  await writeFile(inContainer('logs', 'today.log'), 'started\n');
  await writeFile(inContainer('logs', 'archive', 'ö.log'), '');
  await writeFile(inContainer('heap.bin'), BYTES);
  const heap = { 'heap.bin': BYTES.toString('latin1') };
  const logs = await content(inContainer('logs'));

  await withEditor({ vsix: await packagedExtension(), file: FILE, simulator }, async (editor) => {
    const here = (...names: readonly string[]): string => join(editor.workspace, ...names);
    const files = await content(here());
    await editor.view('ECS Exec');
    await editor.tree.expand('shop');
    await editor.tree.expand('storefront');
    await editor.tree.expand(/1 day/);

    await editor.tree.menu('web', 'Copy from Container…');
    await editor.enter('The path of a file or folder in web', inContainer('heap.bin'));
    await editor.chooseFolder('Copy Here');
    const center = editor.page.locator('.notifications-center');
    await editor.told(`Copied to ${here('heap.bin')}.`);
    await editor.screenshot('11-copy');
    assert.deepEqual(await content(here()), { ...files, ...heap });
    await center.getByRole('button', { name: 'Show' }).click();
    await editor.tree.row('heap.bin').and(editor.page.locator('.selected')).waitFor();

    await mkdir(here('from'));
    await editor.view('ECS Exec');
    await editor.tree.menu('web', 'Copy from Container…');
    await editor.enter('The path of a file or folder in web', inContainer('logs'));
    await editor.chooseFolder('Copy Here', 'from');
    await editor.told(`Copied to ${here('from', 'logs')}.`);
    assert.deepEqual(await content(here()), { ...files, ...heap, ...within('from', within('logs', logs)) });

    // What something in a container is called is no link: a click on one would run a command of VS Code's.
    const name = '[Click me](command:workbench.action.terminal.new)';
    await editor.view('ECS Exec');
    await editor.tree.menu('web', 'Copy from Container…');
    await editor.enter('The path of a file or folder in web', inContainer(name));
    await editor.chooseFolder('Copy Here');
    await editor.notificationCenter();
    const error = center
      .locator('.notification-list-item')
      .filter({ hasText: '[Click me] (command:workbench.action.terminal.new)' });
    await error.waitFor();
    assert.equal(await error.locator('.notification-list-item-message a').count(), 0);

    // Into a folder that is there, over what is there, and under a new name.
    await mkdir(inContainer('to'));
    await editor.view('Explorer');
    await editor.tree.menu('heap.bin', 'Copy to ECS Container…');
    await editor.pickContainer('shop storefront web');
    await editor.enter('A path in web', inContainer('to'));
    await editor.told(`Copied to ${inContainer('to', 'heap.bin')} in web.`);
    await editor.tree.menu('README.md', 'Copy to ECS Container…');
    await editor.pickContainer('shop storefront web');
    await editor.enter('A path in web', inContainer('heap.bin'));
    await editor.confirm(`Replace the file ${inContainer('heap.bin')} in web?`, 'Replace');
    await editor.told(`Copied to ${inContainer('heap.bin')} in web.`);
    await editor.tree.menu('from', 'Copy to ECS Container…');
    await editor.pickContainer('shop storefront web');
    await editor.enter('A path in web', inContainer('to', 'new'));
    await editor.told(`Copied to ${inContainer('to', 'new')} in web.`);
    await editor.tree.select('README.md', 'from');
    await editor.tree.menu('from', 'Copy to ECS Container…');
    await editor.told('Only one file or folder can be copied at a time.');
    assert.deepEqual(await content(there.path), {
      'heap.bin': await readFile(here('README.md'), 'latin1'),
      ...within('logs', logs),
      ...within('to', { ...heap, ...within('new', within('logs', logs)) }),
    });
  });
  await Promise.all([...simulator.gateway.sessions.values()].map(({ ended }) => ended));
  assert.deepEqual(simulator.gateway.violations, []);
});
