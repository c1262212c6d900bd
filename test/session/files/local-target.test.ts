import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readdir, readFile, readlink, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, suite, test } from 'node:test';
import { findTarget, giveFile, giveFolder, namingIn } from '../../../src/session/files/local-target.ts';

suite('a target on this side', { skip: process.platform === 'win32' }, () => {
  let root: string;
  before(async () => {
    root = await mkdtemp(join(tmpdir(), 'ecs-exec-target-'));
  });
  after(() => rm(root, { recursive: true, force: true }));

  async function withFile(content: string, mode: number): Promise<string> {
    const path = join(await mkdtemp(join(root, 'case-')), 'file');
    await writeFile(path, content);
    await chmod(path, mode);
    return path;
  }

  test('that is new gets the mode of the source', async () => {
    const path = join(await mkdtemp(join(root, 'case-')), 'file');
    const target = await findTarget(path, 'file');
    assert.equal(target.there, 'none');
    await writeFile(target.temporary, 'new');
    await giveFile(target, 0o751);
    assert.equal((await stat(path)).mode & 0o7777, 0o751);
    assert.deepEqual(await readdir(join(path, '..')), ['file']);
  });

  test('that is replaced keeps its mode', async () => {
    const path = await withFile('old', 0o4640);
    const target = await findTarget(path, 'file');
    await writeFile(target.temporary, 'new');
    await giveFile(target, 0o777);
    assert.deepEqual([await readFile(path, 'utf8'), (await stat(path)).mode & 0o7777], ['new', 0o4640]);
  });

  // From another file system nothing can take a name, as nothing can take that of a mount, which only root can make.
  test(
    'that cannot be replaced is written in its place, whatever lengths they have',
    { skip: !existsSync('/dev/shm') },
    async () => {
      const elsewhere = await mkdtemp('/dev/shm/ecs-exec-target-');
      for (const content of ['longer than the old one', '']) {
        const path = await withFile('the old one', 0o640);
        const target = { ...(await findTarget(path, 'file')), temporary: join(elsewhere, 'new') };
        const { ino } = await stat(path);
        await writeFile(target.temporary, content);
        await giveFile(target, 0o777);
        assert.deepEqual(
          [await readFile(path, 'utf8'), (await stat(path)).ino, (await stat(path)).mode & 0o777],
          [content, ino, 0o640],
        );
        assert.deepEqual(await readdir(elsewhere), []);
      }
      await rm(elsewhere, { recursive: true });
    },
  );

  test('that cannot be written either stays as it is', async () => {
    const path = await withFile('the old one', 0o640);
    const target = await findTarget(path, 'file');
    // A folder does not take a file's name, and nothing can be read of it.
    await mkdir(target.temporary);
    await assert.rejects(giveFile(target, 0o777), { code: 'EISDIR' });
    assert.equal(await readFile(path, 'utf8'), 'the old one');
    assert.deepEqual(
      (await readdir(join(path, '..'))).filter((name) => name.endsWith('.old')),
      [],
    );
  });

  test('that is a link that leads in a circle is no file', async () => {
    const folder = await mkdtemp(join(root, 'case-'));
    await symlink('b', join(folder, 'a'));
    await symlink('a', join(folder, 'b'));
    assert.equal((await findTarget(join(folder, 'a'), 'file')).there, 'link');
    assert.equal(await readlink(join(folder, 'a')), 'b');
  });

  test('that is a folder gets its new content in one step, and keeps its mode', async () => {
    const folder = join(await mkdtemp(join(root, 'case-')), 'folder');
    await mkdir(folder);
    await chmod(folder, 0o711);
    await writeFile(join(folder, 'old'), '');
    const target = await findTarget(folder, 'folder');
    await mkdir(target.temporary);
    await writeFile(join(target.temporary, 'new'), '');
    await giveFolder(target);
    assert.deepEqual([await readdir(folder), (await stat(folder)).mode & 0o777], [['new'], 0o711]);
    assert.deepEqual(await readdir(join(folder, '..')), ['folder']);
  });

  // Root may write into any folder.
  test(
    'that is a folder goes with all that is in it, also where that may not be written into; not with ' +
      'what a link leads to',
    { skip: process.getuid?.() === 0 },
    async () => {
      const folder = join(await mkdtemp(join(root, 'case-')), 'folder');
      const elsewhere = await mkdtemp(join(root, 'elsewhere-'));
      await mkdir(join(folder, 'locked', 'deep'), { recursive: true });
      await writeFile(join(folder, 'locked', 'deep', 'file'), '');
      await symlink(elsewhere, join(folder, 'locked', 'link'));
      for (const path of [join(folder, 'locked', 'deep'), join(folder, 'locked'), elsewhere]) {
        await chmod(path, 0o500);
      }
      const target = await findTarget(folder, 'folder');
      await mkdir(target.temporary);
      await giveFolder(target);
      assert.deepEqual(
        [await readdir(folder), await readdir(join(folder, '..')), (await stat(elsewhere)).mode & 0o777],
        [[], ['folder'], 0o500],
      );
    },
  );

  test('is tried for names that it takes for the same', { skip: process.platform !== 'linux' }, async () => {
    const folder = await mkdtemp(join(root, 'case-'));
    assert.deepEqual(await namingIn(folder), { platform: 'linux', foldsCase: false });
    assert.deepEqual(await readdir(folder), []);
  });
});
