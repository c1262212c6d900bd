import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import type { Problem } from '../../../src/problem.ts';
import { LONGEST_HEADER, MOST_HEADERS } from '../../../src/session/files/tar-header.ts';
import { entry, pax, unpack, unpackPieces } from './archives.ts';

const file = (name: string | Buffer, content: string): Buffer => entry(name, '0', { content });

test('files, folders, long names and hard links are written', async () => {
  const long = 'n'.repeat(200);
  const { files, skipped, count } = await unpack([
    entry('./', '5'),
    file('./a', 'x'.repeat(700)),
    entry('././@LongLink', 'L', { content: `sub/${long}\0` }),
    file('sub/nnn', 'long'),
    entry('b', '1', { linkName: './a' }),
    pax({ path: 'pax/name.x' }),
    file('short', 'pax'),
    pax({ comment: 'none', path: 'pax/two\nlines' }),
    file('short', 'two'),
  ]);
  assert.deepEqual(files, {
    a: 'x'.repeat(700),
    b: 'x'.repeat(700),
    [join('sub', long)]: 'long',
    [join('pax', 'name.x')]: 'pax',
    [join('pax', 'two\nlines')]: 'two',
  });
  assert.deepEqual([skipped, count], [0, 0]);
});

test('links and devices are left out, and nothing is written through them', async () => {
  const { files, skipped } = await unpack([
    entry('link', '2', { linkName: '/tmp' }),
    file('link/file', 'in a folder'),
    entry('null', '3'),
  ]);
  assert.deepEqual([files, skipped], [{ [join('link', 'file')]: 'in a folder' }, 2]);
});

test('hard links become links, however many there are', async () => {
  const links = Array.from({ length: 300 }, (_, index) => entry(`applet-${index}`, '1', { linkName: './busybox' }));
  const { files, different, skipped } = await unpack([file('./busybox', 'x'.repeat(1000)), ...links]);
  assert.deepEqual([Object.keys(files).length, different, skipped], [301, 1, 0]);
});

test('a hard link to itself changes nothing, however its name is written', async () => {
  const { files, skipped, remarks } = await unpack([
    file('./sub/a', 'x'),
    entry('sub/a', '1', { linkName: './sub//a' }),
    entry('./sub/a', '1', { linkName: './sub/a' }),
  ]);
  assert.deepEqual([files, skipped, remarks], [{ [join('sub', 'a')]: 'x' }, 0, []]);
});

test('a hard link to what was left out is left out too', async () => {
  const { files, skipped } = await unpack([
    entry('link', '2', { linkName: 'nowhere' }),
    entry('sub/again', '1', { linkName: 'link' }),
    entry('folder', '5'),
    entry('other', '1', { linkName: 'folder' }),
    file('a', 'x'),
  ]);
  assert.deepEqual([files, skipped], [{ a: 'x' }, 3]);
});

test(
  'modes are those of the container, without set-id bits; folders get theirs last',
  { skip: process.platform === 'win32' },
  async () => {
    const { modes } = await unpack([
      entry('./', '5', { mode: '0000750\0' }),
      entry('./locked/', '5', { mode: '0000500\0' }),
      entry('./locked/key', '0', { mode: '0000600\0' }),
      entry('./run', '0', { mode: '0004755\0' }),
      entry('./read', '0', { mode: '0000444\0' }),
    ]);
    assert.deepEqual(modes, { '': '750', locked: '500', [join('locked', 'key')]: '600', run: '755', read: '444' });
  },
);

for (const [what, block] of [
  ['leads up', file('a/../../b', 'x')],
  ['begins at the root', file('/etc/b', 'x')],
  ['is that of a hard link to outside', entry('b', '1', { linkName: '../../etc/passwd' })],
] as const) {
  test(`a name that ${what} is refused`, async () => {
    await assert.rejects(unpack([block]), { code: 'copy/unsafe-name' });
  });
}

test('a name that is not in UTF-8 is written differently, and that is told', async () => {
  const { files, remarks } = await unpack([
    file(Buffer.from('caf\xe9', 'latin1'), 'x'),
    file(Buffer.from('caf\xe8', 'latin1'), 'y'),
    file('café', 'z'),
  ]);
  assert.deepEqual(files, { 'caf%E9': 'x', 'caf%E8': 'y', café: 'z' });
  assert.deepEqual(remarks, [
    'caf\ufffd is called caf%E9 here: its name is not in UTF-8.',
    'caf\ufffd is called caf%E8 here: its name is not in UTF-8.',
  ]);
});

test('of a file that comes twice the last one is kept, also where a hard link leads to the first', async () => {
  const { files, remarks } = await unpack([
    file('a', 'first'),
    entry('b', '1', { linkName: 'a' }),
    file('./a', 'last'),
  ]);
  assert.deepEqual(files, { a: 'last', b: 'first' });
  assert.deepEqual(remarks, ['./a is in the archive twice. Only the last one is kept.']);
});

test('a folder that comes twice is one, and a file with the name of a folder is left out', async () => {
  const { files, remarks } = await unpack([
    entry('a', '5'),
    entry('a/', '5'),
    file('a', 'x'),
    file('b', 'y'),
    file('b/c', 'z'),
    file('d', 'last'),
  ]);
  assert.deepEqual(files, { b: 'y', d: 'last' });
  assert.deepEqual(remarks, [
    'a was left out: the archive has both a file and a folder with that name.',
    'b/c was left out: the archive has both a file and a folder with that name.',
  ]);
});

test('names that differ in nothing but case stay apart where the file system does not tell them apart', async () => {
  const archive = [
    file('Makefile', '1'),
    file('makefile', '2'),
    file('MAKEFILE', '3'),
    file('Sub/x', '4'),
    file('sub/x', '5'),
    entry('link', '1', { linkName: 'sub/x' }),
  ];
  const { files, remarks, count } = await unpack(archive, { foldsCase: true });
  assert.deepEqual(files, {
    Makefile: '1',
    'makefile~2': '2',
    'MAKEFILE~3': '3',
    [join('Sub', 'x')]: '4',
    [join('sub~2', 'x')]: '5',
    link: '5',
  });
  assert.equal(
    remarks[0],
    'makefile is called makefile~2 here: this computer takes its name for that of another file.',
  );
  assert.equal(count, 3);
  assert.equal((await unpack(archive)).count, 0);
});

test('names that are too long are left out, and the others are written', async () => {
  const { files, remarks, count } = await unpack([
    pax({ path: `${'n'.repeat(256)}/x` }),
    file('p', 'x'),
    pax({ path: 'a/'.repeat(3000) }),
    file('p', 'y'),
    file('z', 'z'),
  ]);
  assert.deepEqual(files, { z: 'z' });
  assert.equal(count, 2);
  assert.match(remarks[1] ?? '', /was left out: its path is too long/);
});

test('only the first remarks are kept, and all are counted', async () => {
  const { remarks, count } = await unpack(
    Array.from({ length: 50 }, (_, index) => file(Buffer.from(`\xff${index}`, 'latin1'), '')),
  );
  assert.deepEqual([remarks.length, count], [3, 50]);
});

test('sizes count that extended headers tell, and those that are no octal numbers', async () => {
  const binary = Buffer.alloc(12);
  binary.writeUInt8(0x80, 0);
  binary.writeUInt8(3, 11);
  const none = '00000000000\0';
  const { files } = await unpack([
    pax({ size: '5' }),
    entry('a', '0', { content: 'hello', size: none }),
    entry('b', '0', { content: 'abc', size: binary }),
    file('c', 'c'),
  ]);
  assert.deepEqual(files, { a: 'hello', b: 'abc', c: 'c' });
});

test('eight gigabytes and more are read to their end', async () => {
  // Of a device: nothing is written, and the pieces are one and the same.
  const size = 9 * 1024 ** 3;
  const piece = Buffer.alloc(64 * 1024 * 1024);
  const pieces = function* (): Generator<Buffer> {
    yield pax({ size: String(size) });
    yield entry('large', 'S', { size: '00000000000\0' });
    for (let at = 0; at < size; at += piece.length) {
      yield piece;
    }
    yield Buffer.concat([file('after', 'it'), Buffer.alloc(1024)]);
  };
  assert.deepEqual((await unpackPieces(pieces())).files, { after: 'it' });
});

test('what is no archive, or not a whole one, is refused', async () => {
  const damaged = file('a', 'x');
  damaged.write('b', 0);
  const negative = Buffer.alloc(12, 0xff);
  for (const block of [
    damaged,
    Buffer.from('sh: tar: not found\n'.repeat(60)),
    entry('a', 'L', { size: '77777777777\0' }),
    entry('a', 'x', { content: 'path=b\n' }),
    entry('a', 'x', { content: '99 path=b\n' }),
    pax({ size: '-1' }),
    pax({ size: '99999999999999999999' }),
    entry('a', '0', { size: negative }),
    file('a', 'x').subarray(0, 300),
  ]) {
    await assert.rejects(unpack([block, file('b', 'x')]), (problem: Problem) => problem.code === 'copy/no-archive');
  }
});

/** A hostile archive that never ends, and how many pieces of it were taken. */
class Endless {
  readonly #piece: Buffer;
  taken = 0;

  constructor(piece: Buffer) {
    this.#piece = piece;
  }

  *pieces(): Generator<Buffer> {
    for (;;) {
      this.taken += 1;
      yield this.#piece;
    }
  }
}

for (const [what, piece, most] of [
  ['headers that belong to no entry', pax({ path: 'x' }), MOST_HEADERS],
  ['headers for all entries', entry('g', 'g', { content: '' }), MOST_HEADERS],
  [
    'a header without end',
    Buffer.concat([entry('x', 'x', { size: `${(2 ** 30).toString(8).padStart(11, '0')}\0` })]),
    LONGEST_HEADER / 512 + 1,
  ],
] as const) {
  test(`${what}: no more than ${most} pieces are read`, async () => {
    const hostile = new Endless(piece);
    await assert.rejects(unpackPieces(hostile.pieces()), { code: 'copy/no-archive' });
    assert.ok(hostile.taken <= most, String(hostile.taken));
  });
}

test('entries are counted, whatever they are', async () => {
  for (const most of [100, 200, 400]) {
    const many = new Endless(entry('link', '2'));
    await assert.rejects(unpackPieces(many.pieces(), {}, most), { code: 'copy/too-many' });
    assert.equal(many.taken, most + 1);
  }
});
