import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { definitionPlaces } from '../../../src/vscode/lenses/definition-places.ts';

/** What stands at each place that is found. */
function found(text: string): readonly string[] | undefined {
  const places = definitionPlaces(text);
  return (
    places &&
    [places.family, ...places.containers].map(({ offset }) => text.slice(offset, text.indexOf('"', offset + 1) + 1))
  );
}

suite('the places of a task definition', () => {
  test('are its family and its containers, as registered and as described', () => {
    const definition =
      '{ "family": "web", "containerDefinitions": [{ "image": "x", "name": "app" }, { "name": "envoy" }] }';
    assert.deepEqual(found(definition), ['"web"', '"app"', '"envoy"']);
    assert.deepEqual(found(`{ "taskDefinition": ${definition} }`), ['"web"', '"app"', '"envoy"']);
  });

  const others: readonly string[] = [
    '',
    '[]',
    '{ "family": "web" }',
    '{ "family": "${family}", "containerDefinitions": [] }',
    '{ "family": 7, "containerDefinitions": [] }',
    '['.repeat(100_000),
  ];
  for (const text of others) {
    test(`are not known in ${text.slice(0, 50)}`, () => assert.equal(found(text), undefined));
  }
});
