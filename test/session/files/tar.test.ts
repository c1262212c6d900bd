import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmod, link, lstat, mkdir, mkdtemp, open, readdir, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, suite, test } from 'node:test';
import { archive, list, modeFor } from '../../../src/session/files/tar.ts';
import { readHeader, writeHeader } from '../../../src/session/files/tar-header.ts';

/** GNU's, or another; Windows has one too. */
const TAR = 'tar';
const NINE_GIB = 9 * 1024 ** 3;

suite('an archive of a folder', { skip: process.platform === 'win32' }, () => {
  let root: string;
  before(async () => {
    root = await mkdtemp(join(tmpdir(), 'ecs-exec-tar-'));
  });
  after(() => rm(root, { recursive: true, force: true }));

  /** Writes a folder's archive, and unpacks it with this machine's tar. */
  async function unpacked(folder: string): Promise<string> {
    const target = await mkdtemp(join(root, 'unpacked-'));
    const file = await open(`${target}.tar`, 'wx');
    const listing = await list(folder);
    for await (const piece of archive(listing)) {
      await file.writeFile(piece);
    }
    assert.equal((await file.stat()).size, listing.size);
    await file.close();
    execFileSync(TAR, ['-xpf', `${target}.tar`, '-C', target]);
    return target;
  }

  test('keeps modes and hard links, whose names may be long', async () => {
    const folder = await mkdtemp(join(root, 'folder-'));
    const long = 'l'.repeat(120);
    await mkdir(join(folder, 'private'));
    await chmod(join(folder, 'private'), 0o700);
    await writeFile(join(folder, 'private', long), 'x'.repeat(5000));
    await chmod(join(folder, 'private', long), 0o600);
    await link(join(folder, 'private', long), join(folder, 'again'));
    await link(join(folder, 'private', long), join(folder, `${long}2`));
    await symlink('again', join(folder, 'link'));
    const listing = await list(folder);
    assert.equal(listing.skipped, 1);
    assert.ok(listing.size < 3 * 5000, `the content is there once: ${listing.size}`);
    const target = await unpacked(folder);
    const [first, ...others] = await Promise.all(
      [join('private', long), 'again', `${long}2`].map((name) => lstat(join(target, name))),
    );
    assert.deepEqual(
      others.map(({ ino }) => ino),
      [first?.ino, first?.ino],
    );
    assert.equal((first?.mode ?? 0) & 0o777, 0o600);
    assert.equal((await lstat(join(target, 'private'))).mode & 0o777, 0o700);
  });

  test('has folders that may not be written into twice: with what is in them, and then with their modes', async () => {
    const folder = await mkdtemp(join(root, 'folder-'));
    await mkdir(join(folder, 'locked', 'open'), { recursive: true });
    await chmod(join(folder, 'locked', 'open'), 0o750);
    await chmod(join(folder, 'locked'), 0o550);
    const { entries } = await list(folder);
    assert.deepEqual(
      entries.map(({ name, mode }) => `${name.toString()} ${mode.toString(8)}`),
      ['locked/ 750', 'locked/open/ 750', 'locked/ 550'],
    );
    const target = await unpacked(folder);
    assert.equal((await lstat(join(target, 'locked'))).mode & 0o777, 0o550);
    await Promise.all([folder, target].map((path) => chmod(join(path, 'locked'), 0o700)));
  });

  test('has names as they are, UTF-8 or not', { skip: process.platform !== 'linux' }, async () => {
    const folder = await mkdtemp(join(root, 'folder-'));
    const name = Buffer.concat([Buffer.from(`${folder}/caf`), Buffer.of(0xe9)]);
    await writeFile(name, 'x');
    const names = await readdir(await unpacked(folder), { encoding: 'buffer' });
    assert.deepEqual(
      names.map((found) => found.toString('latin1')),
      ['caf\xe9'],
    );
  });

  test('has files of 8 GiB and more, whose size tar understands', async () => {
    const path = join(root, 'large.tar');
    const header = writeHeader({
      name: Buffer.from('large'),
      linkName: Buffer.alloc(0),
      type: '0',
      size: NINE_GIB,
      mode: 0o600,
      modified: new Date(0),
    });
    await writeFile(path, header);
    // What is not written takes no place on the disk.
    await truncate(path, header.length + NINE_GIB + 1024);
    assert.match(
      execFileSync(TAR, ['-tvf', path], { encoding: 'utf8' }),
      new RegExp(`^-rw-------.* ${NINE_GIB} .*large\n$`),
    );
    assert.equal(readHeader(header)?.size, NINE_GIB);
  });
});

test('modes are passed on without set-id bits, and Windows has none', () => {
  assert.equal(modeFor({ mode: 0o104755 }, 'file', 'linux'), 0o755);
  assert.equal(modeFor({ mode: 0o100600 }, 'file', 'darwin'), 0o600);
  assert.equal(modeFor({ mode: 0o100666 }, 'file', 'win32'), 0o644);
  assert.equal(modeFor({ mode: 0o40666 }, 'folder', 'win32'), 0o755);
});
