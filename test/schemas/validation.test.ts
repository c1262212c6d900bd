import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import fc from 'fast-check';
import type { JSONSchema } from 'vscode-json-languageservice';
import { type Shape, type StructureName, structures } from '../../src/language/notation/shape.ts';
import { runs } from '../support/properties.ts';
import { createEditor, schema } from './editor.ts';

const editor = createEditor(schema);
const anything = fc.jsonValue({ maxDepth: 3 });
const common = fc.constantFrom(null, '', '{{ must_env `MODE` }}', '256', 256, true, [], {});

/** A value of the shape; one in three, at every level, is anything else. */
function valueOf(shape: Shape): fc.Arbitrary<unknown> {
  return fc.oneof(
    { weight: 4, arbitrary: fit(shape) },
    { weight: 1, arbitrary: anything },
    { weight: 1, arbitrary: common },
  );
}

function fit(shape: Shape): fc.Arbitrary<unknown> {
  if (shape === 'string' || shape === 'timestamp') {
    return fc.string();
  }
  if (shape === 'number') {
    return fc.integer();
  }
  if (shape === 'boolean') {
    return fc.boolean();
  }
  if (shape === 'any') {
    return anything;
  }
  if ('enum' in shape) {
    return fc.constantFrom(...shape.enum);
  }
  if ('list' in shape) {
    return fc.array(valueOf(shape.list), { maxLength: 3 });
  }
  if ('map' in shape) {
    return fc.dictionary(fc.string(), valueOf(shape.map), { maxKeys: 3 });
  }
  return structure(shape.structure);
}

/** Some of the properties, and perhaps one of any name. */
function structure(name: StructureName): fc.Arbitrary<unknown> {
  const all = [...structures[name]];
  const some = fc
    .subarray(all, { maxLength: Math.min(all.length, 6) })
    .chain((members) => fc.record(Object.fromEntries(members.map(([member, shape]) => [member, valueOf(shape)]))));
  const other = fc.dictionary(fc.string(), anything, { maxKeys: 1 });
  return fc.tuple(other, some).map(([unknown, known]) => ({ ...unknown, ...known }));
}

const taskDefinition = valueOf({ structure: 'TaskDefinition' });
const document = fc.oneof(
  anything,
  taskDefinition,
  fc.record({ taskDefinition, tags: anything }),
  valueOf({ list: { structure: 'ContainerDefinition' } }),
);

suite('nothing is reported', () => {
  test('on any JSON', async () => {
    await fc.assert(
      fc.asyncProperty(document, async (value) => assert.deepEqual(await editor.validate(JSON.stringify(value)), [])),
      runs(300),
    );
  });

  test('but the syntax, on any text', async () => {
    const plain = createEditor();
    const text = fc
      .tuple(document, fc.nat(), fc.nat(20), fc.string({ maxLength: 3 }))
      .map(([value, at, removed, added]) => {
        const whole = JSON.stringify(value, undefined, 1);
        const start = at % (whole.length + 1);
        return whole.slice(0, start) + added + whole.slice(start + removed);
      });
    await fc.assert(
      fc.asyncProperty(text, async (changed) =>
        assert.deepEqual(await editor.validate(changed), await plain.validate(changed)),
      ),
      runs(300),
    );
  });
});

test('what stands under the `if` would report wrong values, if it were not there', async () => {
  const { if: known, ...rest } = schema;
  const strict = createEditor({ ...rest, allOf: [known as JSONSchema] });
  const problems = await strict.validate(
    '{"family": 1, "networkMode": "awsvcp", "containerDefinitions": [{"cpu": "256"}]}',
  );
  assert.equal(problems.length, 3);
});
