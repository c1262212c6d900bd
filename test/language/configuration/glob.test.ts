import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import fc from 'fast-check';
import picomatch from 'picomatch';
import { Glob, globFor, LONGEST_GLOB } from '../../../src/language/configuration/glob.ts';
import { runs } from '../../support/properties.ts';

/** What means something in a glob. */
const SPECIAL = ['*', '?', '[', ']', '{', '}', ',', '!', '-', '^', '\\', '.'];

function read(glob: string): Glob {
  const made = Glob.read(glob);
  assert.ok(made instanceof Glob, glob);
  return made;
}

function matches(glob: string, path: string): boolean {
  return read(glob).matches(path);
}

/** A path, and the folders on the way there. */
function ways(path: string): readonly string[] {
  return path.split('/').map((_, index, names) => names.slice(0, index + 1).join('/'));
}

suite('a glob', () => {
  const cases: [glob: string, yes: readonly string[], no: readonly string[]][] = [
    ['td.json', ['td.json'], ['a/td.json', 'td.jsonc', 'xtd.json', 'TD.json']],
    ['*.json', ['td.json', '.json', '.hidden.json'], ['a/td.json', 'td.jsonc']],
    ['**/*.json', ['td.json', 'a/td.json', 'a/b/.c/td.json'], ['td.jsonc']],
    ['legacy', ['legacy', 'legacy/td.json', 'legacy/a/td.json'], ['a/legacy/td.json', 'legacy.json']],
    ['legacy/', ['legacy/td.json'], ['legacy.json']],
    ['./legacy/', ['legacy/td.json'], []],
    ['/legacy', ['legacy/td.json'], []],
    ['legacy/**', ['legacy/td.json', 'legacy/a/td.json'], ['legacy']],
    ['**/legacy', ['legacy/td.json', 'a/b/legacy/td.json'], ['alegacy/td.json']],
    ['a/**/b.json', ['a/b.json', 'a/x/b.json', 'a/x/y/b.json'], ['a/xb.json', 'b.json']],
    ['services/*/td.json', ['services/a/td.json'], ['services/td.json', 'services/a/b/td.json']],
    ['services/*', ['services/td.json', 'services/a/td.json'], ['services']],
    ['a**b', ['ab', 'axxb'], ['a/b']],
    ['td-?.json', ['td-1.json', 'td-é.json', 'td-😀.json'], ['td-.json', 'td-12.json', 'td-/.json']],
    ['td-[0-9a].json', ['td-1.json', 'td-a.json'], ['td-b.json', 'td-].json']],
    ['td-[!0-9].json', ['td-b.json'], ['td-1.json', 'td-/.json']],
    ['td-[]].json', ['td-].json'], ['td-[.json']],
    ['{web,api}/td.json', ['web/td.json', 'api/td.json'], ['td.json', 'webapi/td.json']],
    ['{a/b,c}.{json,jsonc}', ['a/b.json', 'c.jsonc'], ['a.json', 'b.json']],
    ['{,old-}td.json', ['td.json', 'old-td.json'], ['old-']],
    ['{a,{b,c}d}', ['a', 'bd', 'cd'], ['b', 'ad']],
    ['{**/a,b}/c', ['a/c', 'x/a/c', 'b/c'], ['x/b/c']],
    ['[id].json', ['i.json'], ['[id].json']],
    ['\\[id\\]\\*.json', ['[id]*.json'], ['i.json', '[id]x.json']],
    // What is not closed, or has no comma, is as it is written.
    ['a[b', ['a[b'], ['ab']],
    ['{a,b', ['{a,b'], ['a']],
    ['a}b,c', ['a}b,c'], ['ab']],
    ['{a}', ['{a}'], ['a']],
    ['{{env}}/a,b.json', ['{{env}}/a,b.json'], ['env/a']],
    ['${ENV}/td.json', ['${ENV}/td.json'], ['ENV/td.json']],
  ];
  for (const [glob, yes, no] of cases) {
    test(glob, () => {
      assert.deepEqual(
        [...yes, ...no].filter((path) => matches(glob, path)),
        yes,
      );
    });
  }

  test('that cannot be one is told apart', () => {
    assert.deepEqual(
      ['', '/', './', '..', '../a', 'a/../b', 'a\\b', 'services\\*\\td.json', 'a\\', 'x'.repeat(LONGEST_GLOB + 1)].map(
        (glob) => Glob.read(glob),
      ),
      [
        ...['empty', 'empty', 'empty', 'outside', 'outside', 'outside'],
        ...['backslash', 'backslash', 'backslash', 'tooLong'],
      ],
    );
  });

  test('is made of any path', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: fc.constantFrom('a', ...SPECIAL), minLength: 1 })), (names) => {
        const path = ['x', ...names.filter((name) => !/^\.+$/.test(name))].join('/').slice(0, LONGEST_GLOB / 2);
        assert.ok(matches(globFor(path), path), globFor(path));
      }),
      runs(500),
    );
    assert.equal(globFor('services/web/td.json'), 'services/web/td.json');
    assert.equal(globFor('!a[1].json'), '\\!a\\[1\\].json');
  });

  test('means what it means to other tools, but for what is in a folder', () => {
    const piece = fc.constantFrom('a', 'b', '.c', '*', '**', '?', '[ab]', '[^a]', 'a*', '*b', '{a,b}', '{a,*b}');
    const glob = fc.array(piece, { minLength: 1, maxLength: 4 }).map((pieces) => pieces.join('/'));
    const path = fc.array(fc.constantFrom('a', 'b', 'ab', '.c', 'c.d'), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(glob, path, (written, names) => {
        // Its `a/**` matches a as well: whoever names what is in a folder means no file of that name.
        const theirs = picomatch(written.replace(/\/\*\*$/, '/**/*'), { dot: true });
        const expected = ways(names.join('/')).some((way) => theirs(way));
        assert.equal(matches(written, names.join('/')), expected, `${written} ${names.join('/')}`);
      }),
      runs(2000),
    );
  });

  test('never takes long, whatever it is and the path', () => {
    const path = `${'a'.repeat(200)}/`.repeat(20);
    for (const part of ['*a', '**a', '{a,aa}', '{a,}', '{*,*a}', '**/', '[a-z]*', '?*', '*?']) {
      const glob = part.repeat(Math.floor(LONGEST_GLOB / part.length) - 1);
      assert.equal(matches(`${glob}!`, path), false, part);
    }
    assert.equal(matches('{'.repeat(LONGEST_GLOB), path), false);
  });
});
