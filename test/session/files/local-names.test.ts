import assert from 'node:assert/strict';
import { test } from 'node:test';
import { localName, LocalNames, type Naming } from '../../../src/session/files/local-names.ts';
import { english } from '../../../src/text.ts';

function placed(
  naming: Naming,
  ...paths: readonly string[]
): { readonly parts: readonly (string | undefined)[]; readonly remarks: readonly string[] } {
  const remarks: string[] = [];
  const names = new LocalNames(naming, (remark) => remarks.push(english(remark)));
  return { parts: paths.map((path) => names.place(Buffer.from(path), 'file')?.parts.join('/')), remarks };
}

for (const [name, onWindows] of [
  ['plain.txt', 'plain.txt'],
  ['.env', '.env'],
  ['ünï 😀', 'ünï 😀'],
  ['aux', '_aux'],
  ['NUL.txt', '_NUL.txt'],
  ['com1.tar.gz', '_com1.tar.gz'],
  ['lpt¹', '_lpt¹'],
  ['con .txt', '_con .txt'],
  ['CONIN$', '_CONIN$'],
  ['console', 'console'],
  ['com10', 'com10'],
  ['auxiliary.c', 'auxiliary.c'],
  ['name.', 'name%2E'],
  ['name. .', 'name%2E%20%2E'],
  ['name ', 'name%20'],
  ['C:', 'C%3A'],
  ['a\\..\\b', 'a%5C..%5Cb'],
  ['12:30|"<*?>', '12%3A30%7C%22%3C%2A%3F%3E'],
  ['tab\tline\n', 'tab%09line%0A'],
] as const) {
  test(`${JSON.stringify(name)} is called ${onWindows} on Windows, and as it is elsewhere`, () => {
    assert.equal(localName(Buffer.from(name), 'win32'), onWindows);
    assert.equal(localName(Buffer.from(name), 'linux'), name);
    assert.equal(localName(Buffer.from(name), 'darwin'), name);
  });
}

test('bytes that are no UTF-8 are written as numbers on all platforms, one name for one', () => {
  for (const [bytes, name] of [
    ['caf\xe9', 'caf%E9'],
    ['\xc3\xbc\xfc', 'ü%FC'],
    ['\xc0\xaf', '%C0%AF'],
    ['\xed\xa0\x80', '%ED%A0%80'],
    ['\xf0\x9f\x98\x80\xf0\x9f', '😀%F0%9F'],
  ] as const) {
    for (const platform of ['linux', 'darwin', 'win32'] as const) {
      assert.equal(localName(Buffer.from(bytes, 'latin1'), platform), name);
    }
  }
});

test('what Windows does not take has another name there, and its reason is told', () => {
  const { parts, remarks } = placed(
    { platform: 'win32', foldsCase: true },
    'src/aux.c',
    'src/AUX.c',
    'src/_aux.c',
    'a.',
    'a%2E',
  );
  assert.deepEqual(parts, ['src/_aux.c', 'src/_AUX.c~2', 'src/_aux.c~3', 'a%2E', 'a%2E~2']);
  assert.equal(remarks[0], 'aux.c is called _aux.c here: Windows does not allow its name.');
  assert.equal(remarks[2], '_aux.c is called _aux.c~3 here: this computer takes its name for that of another file.');
});

test('accents that are written in two ways are one name where case is folded', () => {
  assert.deepEqual(placed({ platform: 'darwin', foldsCase: true }, 'caf\u00e9', 'cafe\u0301').parts, [
    'caf\u00e9',
    'cafe\u0301~2',
  ]);
  assert.deepEqual(placed({ platform: 'linux', foldsCase: false }, 'caf\u00e9', 'cafe\u0301').remarks, []);
});

test('names in paths are counted: folders need no entries of their own', () => {
  for (const most of [1000, 2000, 4000]) {
    const names = new LocalNames({ platform: 'linux', foldsCase: false }, () => undefined, most);
    let taken = 0;
    assert.throws(
      () => {
        for (; ; taken += 1) {
          names.place(Buffer.from(`${taken}/`.repeat(100)), 'folder');
        }
      },
      { code: 'copy/too-many' },
    );
    assert.ok(taken * 100 <= most, String(taken));
  }
});
