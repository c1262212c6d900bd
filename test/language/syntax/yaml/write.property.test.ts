import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  append,
  enlist,
  hoist,
  move,
  moveInto,
  nest,
  remove,
  rename,
  replace,
  set,
} from '../../../../src/language/syntax/change.ts';
import { applyEdits } from '../../../../src/language/syntax/edits.ts';
import type { Change, Json, Value } from '../../../../src/language/syntax/value.ts';
import { runs } from '../../../support/properties.ts';
import { all, makeChange } from '../changes.ts';
import { plain } from '../plain.ts';
import { formatYaml } from './format.ts';
import { yaml } from './yaml.ts';

const name = fc.constantFrom('a', 'b', 'c', 'd');
const { document } = fc.letrec<{ document: Json; any: Json }>((tie) => ({
  any: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom<Json>(
      0,
      true,
      null,
      'text',
      '# "{',
      'two\nlines\n',
      'a: b',
      '- x',
      '',
      '012',
      'no',
      ' x',
      "it's",
      'arn:a:*',
    ),
    fc.array(tie('any'), { maxLength: 3 }),
    tie('document'),
  ),
  document: fc.dictionary(name, tie('any'), { maxKeys: 4, noNullPrototype: true }),
}));

const formatted = fc
  .tuple(document, fc.array(fc.nat({ max: 11 }), { minLength: 1, maxLength: 9 }))
  .map((args) => formatYaml(...args));

function check(text: string, root: Value, change: Change): void {
  assert.equal(root.source.complete, true, text);
  const edits = yaml.write([change]);
  const after = applyEdits(text, edits);
  const read = yaml.parse(after);
  const shown = `${text}\nbecame by ${change.kind}\n${after}`;
  assert.deepEqual(plain(read), makeChange(plain(root), change), shown);
  assert.equal(read?.source.complete, true, shown);
  for (const [position, edit] of edits.entries()) {
    assert.ok(edit.start >= (edits[position - 1]?.end ?? 0), 'edits overlap');
  }
}

test('a change makes of the text what it makes of the data', () => {
  const path = fc.array(name, { minLength: 1, maxLength: 2 }) as fc.Arbitrary<[string, ...string[]]>;
  fc.assert(
    fc.property(
      formatted,
      fc.constantFrom('set', 'append', 'replace', 'rename', 'remove'),
      fc.nat(),
      path,
      document,
      (text, kind, index, path, value) => {
        const root = yaml.parse(text)!;
        const candidates = all(root).filter((candidate) => !/set|append/.test(kind) || candidate.kind === 'object');
        const target = candidates[index % candidates.length]!;
        const change = {
          set: set(target, path, value),
          append: append(target, path, [value, 1]),
          replace: replace(target, value),
          rename: rename(target, 'new'),
          remove: remove(target),
        }[kind];
        check(text, root, change);
      },
    ),
    runs(500),
  );
});

test('what is moved or wrapped stays as it is', () => {
  fc.assert(
    fc.property(
      formatted,
      fc.constantFrom('move', 'moveInto', 'nest', 'enlist', 'hoist'),
      fc.nat(),
      fc.nat(),
      (text, kind, index, otherIndex) => {
        const root = yaml.parse(text)!;
        const values = all(root);
        const value = values[index % values.length]!;
        const isIn = (inner: Value, outer: Value): boolean =>
          inner === outer || (inner.parent !== undefined && isIn(inner.parent, outer));
        const others = values.filter((other) =>
          kind === 'hoist'
            ? isIn(other, value) && other !== value
            : other.kind === 'object' && !isIn(other, value) && other !== value.parent,
        );
        const other = others[otherIndex % others.length];
        const isPossible = {
          move: value.parent !== undefined && other !== undefined,
          moveInto: value.parent !== undefined && other !== undefined,
          nest: value.key !== undefined,
          enlist: true,
          hoist: other !== undefined,
        }[kind];
        if (!isPossible || (other !== undefined && value.parent?.kind === 'array' && isIn(other, value.parent))) {
          return;
        }
        const target = other ?? root;
        const change = {
          move: move(value, target, ['new']),
          moveInto: moveInto(value, target, ['new']),
          nest: nest(value, ['new', '[]', 'deep']),
          enlist: enlist(value),
          hoist: hoist(value, target),
        }[kind];
        check(text, root, change);
      },
    ),
    runs(500),
  );
});
