import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { SERVICES } from '../../../src/language/documents/policy/authorization.ts';

const path = (name: string) => fileURLToPath(new URL(`../../../${name}`, import.meta.url));

test('what is known of IAM is what the installed data says, and stays small', () => {
  const { status, stderr } = spawnSync(process.execPath, [path('scripts/iam.ts'), '--check'], { encoding: 'utf8' });
  assert.deepEqual({ status, stderr }, { status: 0, stderr: '' });
  assert.ok(readFileSync(path('src/language/documents/policy/authorization-words.ts')).length < 25_000);
});

test('actions have types of resources and condition keys', () => {
  const execute = SERVICES.get('ecs')?.actions.get('executecommand');
  assert.equal(execute?.name, 'ExecuteCommand');
  assert.deepEqual(execute.types, ['cluster', 'task']);
  assert.deepEqual([...execute.keys].sort(), ['ecs:cluster', 'ecs:container-name', 'ecs:resourcetag/', 'ecs:task']);
  assert.deepEqual(SERVICES.get('ssmmessages')?.actions.get('opendatachannel')?.types, []);
  assert.equal(SERVICES.get('ecs')?.keys.get('ecs:cluster')?.type, 'ARN');
  assert.equal(SERVICES.get('ecs')?.arns.get('task'), 'ecs:${Region}:${Account}:task/${ClusterName}/${TaskId}');
  assert.equal(SERVICES.get('constructor'), undefined);
});
