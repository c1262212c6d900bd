import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { createLanguageService } from '../../src/language/index.ts';
import { describeFindings, markFixture, readFixture } from './fixture.ts';

const DOCUMENT = `{
  "family": "web",
  "containerDefinitions": [
    {
      "name": "app",
      "image": "app:1",
      "readonlyRootFilesystem": true
    }
  ]
}
`;

suite('a fixture', () => {
  test('cannot have a marker that is not understood', () => {
    for (const comment of [
      '// ^^^^ warnings exec/init-process: No.',
      '// ^^^^ warning exec/init-process No.',
      '// ^^^^ warning exec/init-process',
      '// ^^^^ warning: No.',
      '//^',
      '// Fix: Set it',
      '// fix (unsafe): Set it',
      '// fix Set it',
      '// configuration {}',
    ]) {
      assert.throws(() => readFixture(`{\n  ${comment}\n}`), /not understood/, comment);
    }
  });

  test('can have comments of its own', () => {
    assert.equal(readFixture('// A script fixes the rest.\n{}').text, '// A script fixes the rest.\n{}');
  });

  test('can be marked with what is found in it, and is right then', () => {
    const findings = createLanguageService().open(DOCUMENT).findings();
    assert.notEqual(findings.length, 0);
    const old = DOCUMENT.replace('"web",', '"web",\n  // ^^^ error task/family/noSuchThing\n  // fix: Remove it');
    const { text, expected } = readFixture(markFixture(old, findings));
    assert.equal(text, DOCUMENT);
    assert.deepEqual(expected, describeFindings(text, findings));
  });

  test('has no room for a marker at the start of a line', () => {
    const findings = createLanguageService().open('{"family": "a b", "containerDefinitions": []}').findings();
    const moved = findings.map((finding) => ({ ...finding, range: { start: 1, end: 2 } }));
    assert.throws(() => markFixture('{"family": "a b", "containerDefinitions": []}', moved), /no room/);
  });
});
