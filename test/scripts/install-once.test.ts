import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { installOnce } from '../../scripts/setup/install-once.ts';
import { temporaryFolder } from '../../scripts/temporary-folder.ts';

test('installs where the folder is missing, and not again', async () => {
  await using folder = await temporaryFolder('test');
  const target = join(folder.path, 'deep', 'tool');
  let times = 0;
  const install = async (into: string): Promise<void> => {
    times += 1;
    assert.equal(existsSync(target), false, 'The folder is there before it is whole.');
    await writeFile(join(into, 'file'), 'content');
  };
  await installOnce(target, install);
  await installOnce(target, install);
  assert.equal(times, 1);
  assert.equal(await readFile(join(target, 'file'), 'utf8'), 'content');
});

test('leaves nothing behind when the installation fails, and tries again the next time', async () => {
  await using folder = await temporaryFolder('test');
  const target = join(folder.path, 'tool');
  const broken = async (into: string): Promise<void> => {
    await writeFile(join(into, 'half'), '');
    throw new Error('no network');
  };
  await assert.rejects(installOnce(target, broken), /no network/);
  assert.deepEqual(await readdir(folder.path), []);
  await installOnce(target, (into) => writeFile(join(into, 'whole'), ''));
  assert.deepEqual(await readdir(target), ['whole']);
});

test('of two at the same time one wins, and both find it whole', async () => {
  await using folder = await temporaryFolder('test');
  const target = join(folder.path, 'tool');
  let secondBegan = (): void => undefined;
  const secondBegins = new Promise<void>((resolve) => {
    secondBegan = resolve;
  });
  const first = installOnce(target, async (into) => {
    await secondBegins;
    await writeFile(join(into, 'file'), '');
  });
  const second = installOnce(target, async (into) => {
    secondBegan();
    await writeFile(join(into, 'file'), '');
  });
  await Promise.all([first, second]);
  assert.deepEqual(await readdir(target), ['file']);
  assert.deepEqual(await readdir(folder.path), ['tool']);
});

test('removes what an interrupted installation left long ago, and nothing else', async () => {
  await using folder = await temporaryFolder('test');
  const target = join(folder.path, 'tool');
  const names = { old: 'tool.1.part', recent: 'tool.2.part', other: 'tools.3.part' };
  for (const name of Object.values(names)) {
    await mkdir(join(folder.path, name));
  }
  for (const name of [names.old, names.other]) {
    await utimes(join(folder.path, name), 0, 0);
  }
  await installOnce(target, () => Promise.resolve());
  assert.deepEqual((await readdir(folder.path)).sort(), ['tool', names.recent, names.other].sort());
});
