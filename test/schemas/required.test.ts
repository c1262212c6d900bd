import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Member, Structure } from '../../scripts/schema/declarations.ts';
import { requiredMembers } from '../../scripts/schema/required.ts';

function member(name: string, required: boolean): Member {
  return { name, required, type: { kind: 'string' }, documentation: '', deprecated: undefined };
}

function structure(name: string, ...members: readonly Member[]): Structure {
  return { name, members, documentation: '' };
}

test('what the SDK requires and what ECS demands besides, in the order of the members', () => {
  assert.deepEqual(requiredMembers(structure('Secret', member('name', true), member('note', false))), [
    { name: 'name' },
  ]);
  assert.deepEqual(
    requiredMembers(
      structure('ResourceRequirement', member('value', false), member('type', true), member('sharingStrategy', false)),
    ),
    [{ name: 'value', unless: 'sharingStrategy' }, { name: 'type' }],
  );
});

test('a demand for what is not a member is a mistake', () => {
  assert.throws(() => requiredMembers(structure('KeyValuePair', member('value', false))), /does not have name/);
});
