import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import type { Problem } from '../../../src/problem.ts';
import { untar } from '../../../src/session/files/untar.ts';

/** A header as a hostile container might write it; its sum is right. */
function header(name: string, type: string, content = '', linkName = ''): Buffer {
  const block = Buffer.alloc(512 + Math.ceil(content.length / 512) * 512);
  block.write(name, 0);
  block.write('0000644\0', 100);
  block.write(`${content.length.toString(8).padStart(11, '0')}\0`, 124);
  block.write('        ', 148);
  block.write(type, 156);
  block.write(linkName, 157);
  block.write('ustar\x0000', 257);
  block.write(`${block.subarray(0, 512).reduce((sum, byte) => sum + byte, 0).toString(8).padStart(6, '0')}\0 `, 148);
  block.write(content, 512);
  return block;
}

async function unpack(...blocks: readonly Buffer[]): Promise<{ readonly files: Readonly<Record<string, string>>; readonly skipped: number }> {
  const folder = await mkdtemp(join(tmpdir(), 'ecs-exec-untar-'));
  try {
    const all = Buffer.concat([...blocks, Buffer.alloc(1024)]);
    // In pieces that fit no block.
    const pieces = Array.from({ length: Math.ceil(all.length / 333) }, (_, index) => all.subarray(index * 333, (index + 1) * 333));
    const skipped = await untar((async function* () { yield* await Promise.resolve(pieces); })(), folder);
    const names = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
    const files = await Promise.all(names.map(async ({ parentPath, name }) => [join(parentPath, name).slice(folder.length + 1), await readFile(join(parentPath, name), 'utf8')] as const));
    return { files: Object.fromEntries(files), skipped };
  } finally {
    await rm(folder, { recursive: true });
  }
}

test('files, folders, long names and hard links are written', async () => {
  const long = 'n'.repeat(200);
  assert.deepEqual(
    await unpack(header('./', '5'), header('./a', '0', 'x'.repeat(700)), header('././@LongLink', 'L', `sub/${long}\0`), header('sub/nnn', '0', 'long'), header('b', '1', '', './a'), header('h', 'x', '19 path=pax/name.x\n'), header('short', '0', 'pax'), header('h', 'x', '16 comment=none\n22 path=pax/two\nlines\n'), header('short', '0', 'two')),
    { files: { a: 'x'.repeat(700), b: 'x'.repeat(700), [join('sub', long)]: 'long', [join('pax', 'name.x')]: 'pax', [join('pax', 'two\nlines')]: 'two' }, skipped: 0 },
  );
});

test('links and devices are left out, and nothing is written through them', async () => {
  assert.deepEqual(await unpack(header('link', '2', '', '/tmp'), header('link/file', '0', 'in a folder'), header('null', '3')), { files: { [join('link', 'file')]: 'in a folder' }, skipped: 2 });
});

test('a hard link to what was left out is left out too', async () => {
  assert.deepEqual(await unpack(header('link', '2', '', 'nowhere'), header('sub/again', '1', '', 'link'), header('a', '0', 'x')), { files: { a: 'x' }, skipped: 2 });
});

for (const [what, block] of [
  ['leads up', header('a/../../b', '0', 'x')],
  ['begins at the root', header('/etc/b', '0', 'x')],
  ['is that of a hard link to outside', header('b', '1', '', '../../etc/passwd')],
] as const) {
  test(`a name that ${what} is refused`, async () => {
    await assert.rejects(unpack(block), { code: 'copy/unsafe-name' });
  });
}

test('what is no archive, or not a whole one, is refused', async () => {
  const damaged = header('a', '0', 'x');
  damaged.write('b', 0);
  for (const block of [damaged, Buffer.from('sh: tar: not found\n'.repeat(60)), header('a', 'L', '').fill('7', 124, 135), header('a', 'x', 'path=b\n'), header('a', '0', 'x').subarray(0, 300)]) {
    await assert.rejects(unpack(block), (problem: Problem) => problem.code === 'copy/no-archive');
  }
});
