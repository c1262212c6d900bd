import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { suite, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { outputOnly, structures } from '../../src/language/notation/shape.ts';

const path = (name: string) => fileURLToPath(new URL(`../../${name}`, import.meta.url));

test('the schema and the shape are those of the installed SDK', () => {
  const { status, stderr } = spawnSync(process.execPath, [path('scripts/schema.ts'), '--check'], { encoding: 'utf8' });
  assert.deepEqual({ status, stderr }, { status: 0, stderr: '' });
});

test('the schema stays small', () => {
  assert.ok(readFileSync(path('schemas/task-definition.schema.json')).length < 200_000);
});

suite('the shape', () => {
  test('names what cannot be registered', () => {
    assert.deepEqual([...outputOnly].sort(), [
      'compatibilities',
      'deleteRequestedAt',
      'deregisteredAt',
      'registeredAt',
      'registeredBy',
      'requiresAttributes',
      'revision',
      'status',
      'taskDefinitionArn',
    ]);
    for (const name of outputOnly) {
      assert.ok(structures.TaskDefinition.has(name), name);
    }
  });

  test('knows types, values and references', () => {
    assert.equal(structures.TaskDefinition.get('cpu'), 'string');
    assert.equal(structures.ContainerDefinition.get('cpu'), 'number');
    assert.deepEqual(structures.ContainerDependency.get('condition'), {
      enum: ['COMPLETE', 'HEALTHY', 'START', 'SUCCESS'],
    });
    assert.deepEqual(structures.ContainerDefinition.get('portMappings'), { list: { structure: 'PortMapping' } });
    assert.deepEqual(structures.LogConfiguration.get('options'), { map: 'string' });
    assert.deepEqual(structures.SharingStrategy.get('nvidiaMps'), { structure: 'NvidiaMpsAllocation' });
  });

  test('does not know what every object has', () => {
    for (const name of ['constructor', 'toString', '__proto__']) {
      assert.equal(structures.TaskDefinition.get(name), undefined);
    }
  });
});
