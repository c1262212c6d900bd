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
import { json } from '../../../../src/language/syntax/json/index.ts';
import type { Json, Value } from '../../../../src/language/syntax/value.ts';
import { runs } from '../../../support/properties.ts';
import { all, makeChange } from '../changes.ts';
import { plain } from '../plain.ts';

const name = fc.constantFrom('a', 'b', 'c', 'd');
const { document } = fc.letrec<{ document: Json; any: Json }>((tie) => ({
  any: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom<Json>(0, true, null, 'text', '// "{'),
    fc.array(tie('any'), { maxLength: 3 }),
    tie('document'),
  ),
  document: fc.dictionary(name, tie('any'), { maxKeys: 4, noNullPrototype: true }),
}));
const space = fc.constantFrom('', '', ' ', '\n', '\n  ', '\r\n\t', '/*c*/', ' //c\n');

/** JSON with whatever white space and comments the choices say, each used in turn. */
function format(value: Json, choices: readonly string[], trailingCommas: boolean): string {
  let next = 0;
  const gap = () => choices[next++ % choices.length] ?? '';
  const list = (open: string, entries: readonly (() => string)[], close: string): string => {
    const parts = entries.map((entry) => gap() + entry() + gap());
    return open + (parts.length === 0 ? gap() : parts.join(',') + (trailingCommas ? `,${gap()}` : '')) + close;
  };
  const write = (json: Json): string => {
    if (Array.isArray(json)) {
      return list(
        '[',
        (json as readonly Json[]).map((item) => () => write(item)),
        ']',
      );
    }
    if (typeof json !== 'object' || json === null) {
      return JSON.stringify(json);
    }
    return list(
      '{',
      Object.entries(json as Record<string, Json>).map(
        ([key, item]) =>
          () =>
            JSON.stringify(key) + gap() + ':' + gap() + write(item),
      ),
      '}',
    );
  };
  return gap() + write(value) + gap();
}

const formatted = fc
  .tuple(document, fc.array(space, { minLength: 1, maxLength: 7 }), fc.boolean())
  .map((args) => format(...args));

test('a change makes of the text what it makes of the data, and keeps every comment outside of it', () => {
  const path = fc.array(name, { minLength: 1, maxLength: 2 }) as fc.Arbitrary<[string, ...string[]]>;
  fc.assert(
    fc.property(
      formatted,
      fc.constantFrom('set', 'append', 'replace', 'rename', 'remove'),
      fc.nat(),
      path,
      document,
      (text, kind, index, path, value) => {
        const root = json.parse(text)!;
        const candidates = all(root).filter((candidate) => !/set|append/.test(kind) || candidate.kind === 'object');
        const target = candidates[index % candidates.length]!;
        const change = {
          set: set(target, path, value),
          append: append(target, path, [value, 1]),
          replace: replace(target, value),
          rename: rename(target, 'new'),
          remove: remove(target),
        }[kind];
        const edits = json.write([change]);
        const after = applyEdits(text, edits);
        const read = json.parse(after);
        assert.deepEqual(plain(read), makeChange(plain(root), change), after);
        assert.equal(read?.source.complete, true, after);
        for (const [position, edit] of edits.entries()) {
          assert.ok(edit.start >= (edits[position - 1]?.end ?? 0), 'edits overlap');
        }
        const inEdits = edits.reduce((count, { start, end }) => count + comments(text.slice(start, end)), 0);
        assert.equal(comments(after), comments(text) - inEdits, after);
      },
    ),
    runs(300),
  );
});

test('what is moved or wrapped stays as it is, and no comment is lost', () => {
  fc.assert(
    fc.property(
      formatted,
      fc.constantFrom('move', 'moveInto', 'nest', 'enlist', 'hoist'),
      fc.nat(),
      fc.nat(),
      (text, kind, index, otherIndex) => {
        const root = json.parse(text)!;
        const values = all(root);
        const value = values[index % values.length]!;
        const isIn = (inner: Value, outer: Value): boolean => inner.start >= outer.start && inner.end <= outer.end;
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
        const after = applyEdits(text, json.write([change]));
        const read = json.parse(after);
        assert.deepEqual(plain(read), makeChange(plain(root), change), after);
        assert.equal(read?.source.complete, true, after);
        // Those inside of an array or object that is emptied go with its white space.
        const isKept = kind !== 'hoist';
        assert.ok(!isKept || comments(after) >= comments(text), `${text} became ${after}`);
      },
    ),
    runs(500),
  );
});

function comments(text: string): number {
  return [...text.matchAll(/\/[*/]c/g)].length;
}
