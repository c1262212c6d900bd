import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  linkSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, beforeEach, suite, test } from 'node:test';
import { root } from '../scripts/command.ts';
import { replaceFile } from '../src/replace-file.ts';

const isWindows = process.platform === 'win32';
const isRoot = process.getuid?.() === 0;
/** Somebody whom the system does not let do everything. */
const NOBODY = 65534;

const folder = mkdtempSync(join(tmpdir(), 'ecs-exec-replace-'));
after(() => rmSync(folder, { recursive: true }));

const file = join(folder, 'td.json');
const modeOf = (path: string): number => statSync(path).mode & 0o7777;

/** Runs in a process of its own, as nobody where this one may do everything; after the shell commands. */
function replaceInShell(before: string, content: string): { code: number | null; error: string } {
  // Only once it runs: nobody may not get at the sources where the checkout is in a folder of somebody's own.
  const becomeNobody = `process.setgroups([${NOBODY}]); process.setgid(${NOBODY}); process.setuid(${NOBODY});`;
  const code = `
    import { replaceFile } from ${JSON.stringify(join(root, 'src/replace-file.ts'))};
    ${isRoot ? becomeNobody : ''}
    replaceFile(${JSON.stringify(file)}, ${content});`;
  const { status, stderr } = spawnSync('/bin/sh', ['-c', `${before}; exec "$NODE" --input-type=module -e "$CODE"`], {
    encoding: 'utf8',
    env: { PATH: process.env.PATH, NODE: process.execPath, CODE: code, TMPDIR: folder },
  });
  return { code: status, error: stderr };
}

function ownByNobody(...paths: readonly string[]): void {
  if (isRoot) {
    for (const path of paths) {
      chownSync(path, NOBODY, NOBODY);
    }
  }
}

suite('a file that gets another content', () => {
  beforeEach(() => {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder);
    writeFileSync(file, 'old');
  });

  test('is another file in the place of the old one, and nothing is left beside it', () => {
    const before = statSync(file);
    replaceFile(file, 'new');
    assert.equal(readFileSync(file, 'utf8'), 'new');
    assert.notEqual(statSync(file).ino, before.ino);
    assert.deepEqual(readdirSync(folder), ['td.json']);
  });

  test('keeps its mode', { skip: isWindows }, () => {
    for (const mode of [0o600, 0o644, 0o755]) {
      chmodSync(file, mode);
      replaceFile(file, 'new');
      assert.equal(modeOf(file), mode);
    }
  });

  test('is for its owner alone where that is asked, there or not', { skip: isWindows }, () => {
    chmodSync(file, 0o644);
    const made = join(folder, 'made.json');
    for (const path of [file, made]) {
      replaceFile(path, 'secret', { isPrivate: true });
      assert.equal(readFileSync(path, 'utf8'), 'secret');
      assert.equal(modeOf(path), 0o600);
    }
  });

  test('keeps its owner, where that can be', { skip: !isRoot }, () => {
    chownSync(file, 1234, 5678);
    replaceFile(file, 'new');
    const { uid, gid } = statSync(file);
    assert.deepEqual([uid, gid], [1234, 5678]);
  });

  test('stays where a link leads', { skip: isWindows }, () => {
    mkdirSync(join(folder, 'elsewhere'));
    const target = join(folder, 'elsewhere', 'real.json');
    writeFileSync(target, 'old');
    rmSync(file);
    symlinkSync(join('elsewhere', 'real.json'), file);
    replaceFile(file, 'new');
    assert.ok(lstatSync(file).isSymbolicLink());
    assert.equal(readFileSync(target, 'utf8'), 'new');
    assert.deepEqual(readdirSync(join(folder, 'elsewhere')), ['real.json']);
  });

  test('keeps its other names', () => {
    const other = join(folder, 'other.json');
    linkSync(file, other);
    replaceFile(file, 'new');
    assert.equal(readFileSync(other, 'utf8'), 'new');
    assert.deepEqual(readdirSync(folder).sort(), ['other.json', 'td.json']);
  });

  test('is made where there is none', () => {
    replaceFile(join(folder, 'made.json'), 'new');
    assert.equal(readFileSync(join(folder, 'made.json'), 'utf8'), 'new');
    assert.deepEqual(readdirSync(folder).sort(), ['made.json', 'td.json']);
  });

  test('is as it was when the disk is full', { skip: isWindows }, () => {
    writeFileSync(file, 'o'.repeat(20_000));
    ownByNobody(folder, file);
    // No file can be longer than 8 blocks: what is written beside ends in the middle.
    const { code, error } = replaceInShell('ulimit -f 8', "'n'.repeat(30_000)");
    assert.equal(code, 1);
    assert.match(error, /EFBIG/);
    assert.equal(readFileSync(file, 'utf8'), 'o'.repeat(20_000));
    assert.deepEqual(readdirSync(folder), ['td.json']);
  });

  test('has its old content back when it is written over and the disk is full', { skip: isWindows }, () => {
    const old = 'o'.repeat(3000);
    writeFileSync(file, old);
    linkSync(file, join(folder, 'other.json'));
    ownByNobody(folder, file);
    const { code, error } = replaceInShell('ulimit -f 8', "'n'.repeat(30_000)");
    assert.equal(code, 1);
    assert.match(error, /EFBIG/);
    assert.equal(readFileSync(file, 'utf8'), old);
    assert.deepEqual(readdirSync(folder).sort(), ['other.json', 'td.json']);
  });

  test('is written over in a folder in which nothing can be made', { skip: isWindows }, () => {
    mkdirSync(join(folder, 'closed'));
    const inside = join(folder, 'closed', 'td.json');
    writeFileSync(inside, 'old');
    rmSync(file);
    symlinkSync(inside, file);
    ownByNobody(folder, inside);
    chmodSync(join(folder, 'closed'), 0o555);
    const { code, error } = replaceInShell(':', "'new'");
    chmodSync(join(folder, 'closed'), 0o755);
    assert.equal(error, '');
    assert.equal(code, 0);
    assert.equal(readFileSync(inside, 'utf8'), 'new');
    assert.deepEqual(readdirSync(folder).sort(), ['closed', 'td.json']);
  });

  test('is not replaced by somebody who may not write it', { skip: isWindows }, () => {
    ownByNobody(folder, file);
    chmodSync(file, 0o444);
    const { code, error } = replaceInShell(':', "'new'");
    assert.equal(code, 1);
    assert.match(error, /EACCES/);
    assert.equal(readFileSync(file, 'utf8'), 'old');
  });
});
