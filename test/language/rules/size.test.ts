import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TaskDefinition } from '../../../src/language/documents/task-definition.ts';
import { createLanguageService } from '../../../src/language/index.ts';
import { size } from '../../../src/language/rules/task/size.ts';
import { Node, UNKNOWN } from '../../../src/language/syntax/node.ts';
import type { Key } from '../../../src/language/syntax/value.ts';

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

/** Data as a value that stands in no text. */
function withoutText(data: unknown, parent?: Node, key?: Key): Node {
  const { source, start, end } = UNKNOWN;
  const node = (kind: Node['kind'], content: string | number | boolean | null | Node[]): Node =>
    new Node(kind, source, { start, end }, parent, key, content);
  if (typeof data === 'string' || typeof data === 'number' || typeof data === 'boolean') {
    return node(typeof data as 'string' | 'number' | 'boolean', data);
  }
  if (typeof data !== 'object' || data === null) {
    return node('null', null);
  }
  const children: Node[] = [];
  const container = node(Array.isArray(data) ? 'array' : 'object', children);
  children.push(
    ...Object.entries(data).map(([name, value]: [string, unknown]) =>
      withoutText(value, container, Array.isArray(data) ? undefined : { name, start, end }),
    ),
  );
  return container;
}

test('counts what does not stand in a text', () => {
  for (const [bytes, reported] of [
    [65536, []],
    [65537, ['tooLarge']],
  ] as const) {
    const value = withoutText(ofBytes(bytes, 'ä', 2));
    const containers = value.get('containerDefinitions').children;
    const taskDefinition = new TaskDefinition(value, containers, { origin: 'live', isWhole: true });
    const found: string[] = [];
    const { platform } = taskDefinition;
    size.check({ taskDefinition, platform, options: {}, report: ({ message }) => found.push(message) });
    assert.deepEqual(found, reported);
  }
});
