import assert from 'node:assert/strict';
import { test } from 'node:test';
import { manifestMistakes } from '../../scripts/l10n/manifest.ts';

const manifest = {
  displayName: '%displayName%',
  description: '100 % plain',
  contributes: { commands: [{ title: '%refresh%' }], views: { a: [{ name: '%displayName%' }] } },
};

test('a manifest whose keys are all written is right', () => {
  assert.deepEqual(manifestMistakes(manifest, { displayName: 'Exec', refresh: 'Refresh' }), []);
});

test('a key without a sentence and a sentence without a key are named', () => {
  assert.deepEqual(manifestMistakes(manifest, { displayName: 'Exec', gone: 'Gone' }), [
    'package.json: %refresh% is not in package.nls.json; add it',
    'package.nls.json: gone is not used in package.json; remove it',
  ]);
});
