import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { collectTemplates } from '../../scripts/l10n/templates.ts';

const collect = (...lines: string[]) => collectTemplates('src/a.ts', lines.join('\n'));
const IMPORT = "import { sentence } from '../text.ts';";

suite('templates are collected', () => {
  test('from sentence() and from l10n.t()', () => {
    const { templates, mistakes } = collect(
      IMPORT,
      "const a = sentence('{0} is stopped.', name);",
      "const b = vscode.l10n.t('Refresh');",
      'const c = l10n.t(`No clusters in {0}`, region);',
    );
    assert.deepEqual(templates, ['{0} is stopped.', 'Refresh', 'No clusters in {0}']);
    assert.deepEqual(mistakes, []);
  });

  test('from literals that are joined', () => {
    assert.deepEqual(collect(IMPORT, "sentence('One long ' + 'sentence' + '.');").templates, ['One long sentence.']);
  });

  test('under the name that the file gives to sentence', () => {
    const renamed = "import { english, sentence as say } from './text.ts';";
    const { templates } = collect(renamed, "say('Hello');", "sentence('not ours');");
    assert.deepEqual(templates, ['Hello']);
  });

  test('not from a function of that name that comes from elsewhere', () => {
    assert.deepEqual(
      collect("import { sentence } from 'node:stream/consumers';", 'await sentence(stream);').templates,
      [],
    );
    assert.deepEqual(collect('const sentence = (a: string) => a;', "sentence('x');").templates, []);
  });

  test('of what a rule declares that it says', () => {
    const { templates } = collect(
      "const a = { severity: 'error', text: 'No {.cpu} in \"{container}\".' };",
      "const b = { text: 'x' };",
    );
    assert.deepEqual(templates, ['No {.cpu} in "{container}".']);
  });

  test('not where a Text is passed on', () => {
    assert.deepEqual(collect('vscode.l10n.t(sentence.template, values);'), { templates: [], mistakes: [] });
  });
});

suite('a mistake is named with its file and line', () => {
  test('a template that is not a literal', () => {
    for (const argument of ['sentence', "ready ? 'a' : 'b'", '`in ${region}`', "'a' + b", '']) {
      const { mistakes } = collect(IMPORT, '', `sentence(${argument});`);
      assert.deepEqual(mistakes, ['src/a.ts:3: write the template as a string literal'], argument);
    }
  });

  test('placeholders that do not fit the values', () => {
    for (const call of ["sentence('{0}')", "sentence('x', 1)", "sentence('{0} {0}', 1, 2)", "sentence('{1}', 1)"]) {
      assert.equal(collect(IMPORT, call).mistakes.length, 1, call);
    }
    for (const call of ["sentence('{0} {0}', 1)", "sentence('{1} {0}', 1, 2)", "sentence('{0} {1}', ...both)"]) {
      assert.deepEqual(collect(IMPORT, call).mistakes, [], call);
    }
  });
});
