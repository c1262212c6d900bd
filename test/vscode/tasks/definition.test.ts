import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readDefinition } from '../../../src/vscode/tasks/definition.ts';

const whole = { type: 'ecs-exec', cluster: 'shop', service: ' web ', command: 'true' };

test('a definition is read as it is meant', () => {
  assert.deepEqual(readDefinition(whole), {
    cluster: 'shop',
    service: 'web',
    task: undefined,
    container: undefined,
    command: 'true',
  });
});

test('what is missing, empty or of another type is named', () => {
  for (const [changes, message] of [
    [{ cluster: undefined }, 'The task does not have a "cluster".'],
    [{ cluster: 3 }, 'The task does not have a "cluster".'],
    [{ command: ' ' }, 'The task does not have a "command".'],
    [{ service: undefined }, 'The task has neither a "service" nor a "task".'],
  ] as const) {
    assert.throws(() => readDefinition({ ...whole, ...changes }), { name: 'Problem', message });
  }
});
