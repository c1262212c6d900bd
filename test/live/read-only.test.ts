import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { isReadOnly, readOnlySettings, type ReadOnlyValues, refusalIn, usersOwn } from '../../src/live/read-only.ts';

const NOTHING: ReadOnlyValues = { readOnly: undefined, readOnlyProfiles: undefined, readOnlyShells: undefined };

function merged(user: Partial<ReadOnlyValues>, ...workspaces: readonly Partial<ReadOnlyValues>[]) {
  return readOnlySettings(
    { ...NOTHING, ...user },
    workspaces.map((each) => ({ ...NOTHING, ...each })),
  );
}

suite('read-only mode', () => {
  test('is off unless somebody switches it on', () => {
    assert.deepEqual(merged({}), { everywhere: false, profiles: [], shells: false });
    assert.equal(refusalIn(merged({ readOnly: false }), 'change', { profile: 'production' }), undefined);
  });

  test('a workspace can tighten it, and never loosen it', () => {
    assert.equal(merged({ readOnly: true }, { readOnly: false }).everywhere, true);
    assert.equal(merged({}, { readOnly: true }).everywhere, true);
    assert.deepEqual(merged({ readOnlyProfiles: ['*prod*'] }, { readOnlyProfiles: [] }).profiles, ['*prod*']);
    assert.deepEqual(merged({ readOnlyProfiles: ['a'] }, { readOnlyProfiles: ['b', 'a'] }).profiles, ['a', 'b']);
    assert.equal(merged({ readOnlyShells: true }).shells, true);
    assert.equal(merged({ readOnlyShells: true }, { readOnlyShells: true }).shells, true);
    assert.equal(merged({ readOnlyShells: true }, { readOnlyShells: false }).shells, false);
    assert.equal(merged({}, { readOnlyShells: true }).shells, false);
  });

  test('takes a value that makes no sense in the safe way', () => {
    assert.equal(merged({ readOnly: 'true' }).everywhere, true);
    assert.equal(merged({ readOnly: null }).everywhere, false);
    assert.deepEqual(merged({ readOnlyProfiles: '*prod*' }).profiles, ['*prod*']);
    assert.deepEqual(merged({ readOnlyProfiles: [123456789012, ' live '] }).profiles, ['123456789012', 'live']);
    assert.equal(merged({ readOnlyShells: 'yes' }).shells, false);
    assert.equal(merged({ readOnlyShells: true }, { readOnlyShells: 'yes' }).shells, false);
  });

  for (const value of [{ '*prod*': true }, true, [{ '*prod*': true }], [['*prod*']], [null], [1.5]]) {
    test(`is on for all profiles where they are written as ${JSON.stringify(value)}`, () => {
      assert.equal(isReadOnly(merged({ readOnlyProfiles: value }), 'production'), true);
    });
  }

  test('is the local user’s, whatever a remote machine says', () => {
    assert.equal(usersOwn({ globalValue: true, globalLocalValue: true }), true);
    assert.equal(usersOwn({ globalValue: false, globalLocalValue: true, globalRemoteValue: false }), true);
    assert.equal(usersOwn({ globalValue: true, globalRemoteValue: true }), undefined);
    assert.equal(usersOwn({ globalValue: true }), true);
  });

  const PATTERNS: readonly (readonly [pattern: string, profile: string, isMatch: boolean])[] = [
    ['*prod*', 'production', true],
    ['*prod*', 'my-PROD', true],
    ['*prod*', 'staging', false],
    ['prod', 'prod', true],
    ['prod', 'prod-eu', false],
    ['prod-??', 'prod-eu', true],
    ['prod-??', 'prod-e', false],
    ['*', 'default', true],
    ['a*b*c', 'a-b-b-c', true],
    ['a*b*c', 'a-b-b-', false],
    ['[prod]', 'prod', false],
    ['pro.', 'prod', false],
    ['**', '', true],
  ];
  for (const [pattern, profile, isMatch] of PATTERNS) {
    test(`${pattern} ${isMatch ? 'matches' : 'does not match'} "${profile}"`, () => {
      assert.equal(isReadOnly({ everywhere: false, profiles: [pattern], shells: false }, profile), isMatch);
    });
  }

  test('says which profile it is on for, and how to allow shells', () => {
    const settings = merged({ readOnlyProfiles: ['*prod*'] });
    assert.equal(refusalIn(settings, 'change', { profile: 'default' }), undefined);
    const change = refusalIn(settings, 'change', { profile: 'prod' });
    assert.equal(change?.code, 'read-only');
    assert.deepEqual(change.sentence.values, ['prod']);
    assert.match(refusalIn(settings, 'session', { profile: 'prod' })?.nextStep?.template ?? '', /readOnlyShells/);
    const allowed = merged({ readOnly: true, readOnlyShells: true });
    assert.equal(refusalIn(allowed, 'session', { profile: 'any' }), undefined);
    assert.equal(refusalIn(allowed, 'change', { profile: 'any' })?.code, 'read-only');
  });
});
