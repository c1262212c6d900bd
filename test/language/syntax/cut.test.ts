import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { cut } from '../../../src/language/syntax/change.ts';
import { applyEdits } from '../../../src/language/syntax/edits.ts';
import { json } from '../../../src/language/syntax/json/index.ts';

function withoutComments(text: string): string {
  const root = json.parse(text) ?? assert.fail();
  return applyEdits(text, json.write([cut(root, root.source.comments)]));
}

function withoutTrailingCommas(text: string): string {
  const root = json.parse(text) ?? assert.fail();
  return applyEdits(text, json.write([cut(root, root.source.trailingCommas)]));
}

suite('comments go', () => {
  for (const [text, expected] of [
    ['{\n  // one\n  "a": 1\n}\n', '{\n  "a": 1\n}\n'],
    ['{\r\n\t/* one\r\n\t   two */\r\n\t"a": 1\r\n}', '{\r\n\t"a": 1\r\n}'],
    ['{\n  "a": 1, // one\n  "b": 2 /* two */\n}', '{\n  "a": 1,\n  "b": 2\n}'],
    ['{ "a": /* one */ 1 }', '{ "a": 1 }'],
    ['{ "a": 1 /* one */, "b": 2 }', '{ "a": 1, "b": 2 }'],
    ['{"a":1/* one */}', '{"a":1}'],
    ['{\n  /* one */ /* two */ // three\n  "a": 1\n}', '{\n  "a": 1\n}'],
    ['{\n  /* one */ "a": 1\n}', '{\n  "a": 1\n}'],
    ['// one\n{}\n// two', '{}\n'],
    ['\ufeff// one\n{}', '\ufeff{}'],
    ['{} // one', '{}'],
    ['{ /* one */ }', '{ }'],
  ] as const) {
    test(JSON.stringify(text), () => assert.equal(withoutComments(text), expected));
  }
});

suite('trailing commas go', () => {
  for (const [text, expected] of [
    ['{"a": [1, 2,], }', '{"a": [1, 2] }'],
    ['{\n  "a": 1, // one\n}', '{\n  "a": 1 // one\n}'],
    ['[[1,],]', '[[1]]'],
    ['{"a": {},\n}', '{"a": {}\n}'],
    ['[1, 2]', '[1, 2]'],
    ['[{"a": 1, {{ x }} },]', '[{"a": 1, {{ x }} }]'],
    ['["a", /* , */ "b"]', '["a", /* , */ "b"]'],
  ] as const) {
    test(JSON.stringify(text), () => assert.equal(withoutTrailingCommas(text), expected));
  }
});
