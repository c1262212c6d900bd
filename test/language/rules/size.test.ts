import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createLanguageService } from '../../../src/language/index.ts';

const service = createLanguageService();

/** A task definition with a value in it. */
function withValue(value: string): Record<string, unknown> {
  return {
    family: 'web',
    volumes: [],
    containerDefinitions: [{ name: 'app', image: 'app', cpu: 0.5, essential: true, command: [value, '"\\\n', ''] }],
  };
}

/** One of so many bytes in UTF-8, without white space; `character` takes `bytes`. */
function ofBytes(length: number, character: string, bytes: number): Record<string, unknown> {
  const left = length - Buffer.byteLength(JSON.stringify(withValue('')));
  return withValue(character.repeat(Math.floor(left / bytes)) + 'x'.repeat(left % bytes));
}

function isTooLarge(text: string): boolean {
  return service
    .open(text)
    .findings()
    .some(({ rule }) => rule === 'task/size');
}

for (const [character, bytes] of [
  ['x', 1],
  ['ä', 2],
  ['…', 3],
  ['🐳', 4],
] as const) {
  test(`counts ${character} as ${bytes} bytes, and white space not at all`, () => {
    assert.equal(Buffer.byteLength(JSON.stringify(ofBytes(65536, character, bytes))), 65536);
    for (const indent of [0, 4]) {
      assert.equal(isTooLarge(JSON.stringify(ofBytes(65536, character, bytes), undefined, indent)), false);
      assert.equal(isTooLarge(JSON.stringify(ofBytes(65537, character, bytes), undefined, indent)), true);
    }
  });
}

test('does not count what ECS adds, nulls and placeholders', () => {
  const large = 'x'.repeat(70_000);
  assert.equal(isTooLarge(JSON.stringify({ ...withValue(''), taskDefinitionArn: large })), false);
  assert.equal(isTooLarge(JSON.stringify(withValue('${value}' + large))), false);
  assert.equal(
    isTooLarge(JSON.stringify(withValue('')).replace('"volumes":[]', `"volumes":${' '.repeat(70_000)}null`)),
    false,
  );
});
