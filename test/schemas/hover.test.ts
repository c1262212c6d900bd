import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { structures } from '../../src/language/notation/shape.ts';
import { createEditor, schema } from './editor.ts';
import { places } from './places.ts';

const editor = createEditor(schema);

suite("AWS's text is shown", () => {
  test('of every property, wherever it stands and whatever its value', async () => {
    for (const { path, structure, document } of places()) {
      for (const name of structures[structure].keys()) {
        const shown = await editor.hover(document(`{"${name}|": null}`));
        assert.ok(shown.length > 10, `${path}.${name}: ${shown}`);
      }
    }
  });

  test('as the property is described, not the structure that it holds', async () => {
    const shown = await editor.hover('{"containerDefinitions": [{"logConfiguration|": {}}]}');
    assert.match(shown, /^The log configuration specification for the container\.\n\n/);
  });

  test('on the value too', async () => {
    assert.match(await editor.hover('{"family": "we|b"}'), /^You must specify a `family` for a task definition\./);
    assert.match(await editor.hover('[{"cpu": "25|6"}]'), /^The number of `cpu` units reserved for the container\./);
  });

  test('of the options of awslogs', async () => {
    const shown = await editor.hover('[{"logConfiguration": {"options": {"awslogs-region|": "eu-west-1"}}}]');
    assert.match(shown, /^Required: Yes\n\nSpecify the Amazon Web Services Region/);
  });

  test('first that a property is deprecated', async () => {
    assert.match(await editor.hover('{"inferenceAccelerators|": []}'), /^\*\*Deprecated\*\* \(since 2023-04-15\)/);
  });
});

test('nothing is shown of a property that AWS does not know', async () => {
  assert.equal(await editor.hover('{"familly|": "web"}'), '');
});
