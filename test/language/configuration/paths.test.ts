import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { Level } from '../../../src/language/api.ts';
import { configurationFor, isOverridden } from '../../../src/language/configuration/folder-configuration.ts';
import { LONGEST_GLOB } from '../../../src/language/configuration/glob.ts';
import { MOST_GLOBS } from '../../../src/language/configuration/patterns.ts';
import { readConfiguration, switchOff } from '../../../src/language/index.ts';
import { applyEdits } from '../../../src/language/syntax/edits.ts';
import { english } from '../../../src/text.ts';

const INIT = 'exec/init-process';

/** The level of a rule in a file; undefined where it has its own, `ignored` where the file is. */
function level(configuration: unknown, path: string | undefined, rule = INIT): Level | 'ignored' | undefined {
  const wanted = configurationFor(readConfiguration(JSON.stringify(configuration)), path);
  return wanted === undefined ? 'ignored' : wanted.levels.get(rule);
}

function mistakes(text: string): readonly string[] {
  return readConfiguration(text).findings.map(
    ({ range, message }) => `${text.slice(range.start, range.end)}: ${english(message)}`,
  );
}

/** What the first fix makes of a text. */
function mended(text: string): string {
  const fix = readConfiguration(text).findings[0]?.fixes[0];
  return fix === undefined ? text : applyEdits(text, fix.edits());
}

suite('files that are ignored', () => {
  const configuration = { ignore: ['legacy', '**/*.tpl.json', '!legacy/kept.json'], rules: { [INIT]: 'error' } };

  test('are not checked; the last glob that matches decides', () => {
    assert.equal(level(configuration, 'td.json'), 'error');
    assert.equal(level(configuration, 'legacy/a/td.json'), 'ignored');
    assert.equal(level(configuration, 'services/web.tpl.json'), 'ignored');
    assert.equal(level(configuration, 'legacy/kept.json'), 'error');
  });

  test('are none where a text is in no file', () => {
    assert.equal(level({ ...configuration, ignore: ['**'] }, undefined), 'error');
  });
});

suite('overrides', () => {
  const configuration = {
    rules: { [INIT]: 'warning', 'exec/pid-mode': 'error' },
    overrides: [
      { files: ['services/**'], rules: { [INIT]: 'information' } },
      { files: ['services/legacy/*.json', '!services/legacy/new.json'], rules: { [INIT]: 'off' } },
      { files: ['**/api.json'], rules: { 'exec/network-mode': 'off' } },
    ],
  };

  test('win over what holds for all, and later ones over earlier ones', () => {
    assert.equal(level(configuration, 'td.json'), 'warning');
    assert.equal(level(configuration, 'services/td.json'), 'information');
    assert.equal(level(configuration, 'services/legacy/td.json'), 'off');
    assert.equal(level(configuration, 'services/legacy/new.json'), 'information');
    assert.equal(level(configuration, 'services/legacy/td.json', 'exec/pid-mode'), 'error');
    assert.equal(level(configuration, undefined), 'warning');
  });

  test('know the old names of rules', () => {
    assert.equal(level(configuration, 'api.json', 'exec/awsvpc'), 'off');
    assert.equal(level(configuration, 'web.json', 'exec/awsvpc'), undefined);
  });

  test('leave the preset as it is', () => {
    const read = readConfiguration(
      `{"preset": "read-only-root-filesystem", "overrides": [{"files": ["a"], "rules": {"${INIT}": "off"}}]}`,
    );
    assert.deepEqual(configurationFor(read, 'a')?.options, read.configuration.options);
    assert.equal(configurationFor(read, 'b'), read.configuration);
  });

  test('say whether another level makes a difference', () => {
    const read = readConfiguration(JSON.stringify(configuration));
    assert.equal(isOverridden(read, 'services/a.json', INIT), true);
    assert.equal(isOverridden(read, 'a.json', INIT), false);
    assert.equal(isOverridden(read, 'services/a.json', 'exec/pid-mode'), false);
  });
});

suite('what is wrong with the paths in a configuration is said, and left out', () => {
  const OUTSIDE = 'This glob names no file: globs are relative to the folder of this configuration, and stay in it.';
  const cases: [text: string, mistakes: readonly string[], mended?: string][] = [
    ['{"ignore": "legacy"}', ['"legacy": "ignore" must be a list.'], '{"ignore": ["legacy"]}'],
    ['{"ignore": {}}', ['{}: "ignore" must be a list.']],
    ['{"overrides": {}}', ['{}: "overrides" must be a list.']],
    [
      '{"ignores": []}',
      [
        '"ignores": "ignores" is not a property of the configuration. ' +
          'The properties are $schema, preset, rules, ignore, overrides.',
      ],
      '{"ignore": []}',
    ],
    [
      '{"ignore": [7, null, "", "!"]}',
      ['7', 'null', '""', '"!"'].map(
        (glob) => `${glob}: This must be a glob: a string that names files, such as "legacy/**".`,
      ),
    ],
    ['{"ignore": ["../a", "!a/../b"]}', [`"../a": ${OUTSIDE}`, `"!a/../b": ${OUTSIDE}`]],
    [
      '{"ignore": ["services\\\\legacy\\\\*.json"]}',
      ['"services\\\\legacy\\\\*.json": Write "/" between the folders in a glob, also on Windows.'],
      '{"ignore": ["services/legacy/*.json"]}',
    ],
    ['{"overrides": ["a"]}', ['"a": An override must be an object with "files" and "rules".']],
    ['{"overrides": [{"rules": {}}]}', ['{"rules": {}}: An override must name its files in "files", as globs.']],
    ['{"overrides": [{"files": []}]}', ['[]: An override must name its files in "files", as globs.']],
    ['{"overrides": [{"files": "a"}]}', ['"a": "files" must be a list.'], '{"overrides": [{"files": ["a"]}]}'],
    [
      '{"overrides": [{"file": ["a"]}]}',
      [
        '{"file": ["a"]}: An override must name its files in "files", as globs.',
        '"file": "file" is not a property of an override. The properties are files, rules.',
      ],
    ],
    ['{"overrides": [{"files": ["a"], "rules": []}]}', ['[]: "rules" must be an object.']],
    [
      '{"overrides": [{"files": ["a"], "rules": {"exec/init-proces": "off"}}]}',
      ['"exec/init-proces": There is no rule "exec/init-proces". Did you mean "exec/init-process"?'],
      '{"overrides": [{"files": ["a"], "rules": {"exec/init-process": "off"}}]}',
    ],
    ['{"ignore": null, "overrides": [{"files": ["a"], "rules": null}]}', []],
    ['{"ignore": ["${ENV}/**", "{{env}}"], "overrides": "{{ overrides }}"}', []],
  ];
  for (const [text, expected, after = text] of cases) {
    test(text, () => {
      assert.deepEqual(mistakes(text), expected);
      assert.equal(mended(text), after);
      const { ignored, overrides } = readConfiguration(text);
      if (expected.length > 0) {
        assert.deepEqual([ignored, overrides.flatMap(({ levels }) => [...levels])], [[], []]);
      }
    });
  }

  test('what is too much is not read', () => {
    assert.deepEqual(mistakes(JSON.stringify({ ignore: ['a'.repeat(LONGEST_GLOB), 'b'.repeat(LONGEST_GLOB + 1)] })), [
      `"${'b'.repeat(LONGEST_GLOB + 1)}": This glob is not read: it is longer than 256 characters.`,
    ]);
    const globs = Array.from({ length: MOST_GLOBS + 5 }, (_, index) => `f${index}`);
    const text = JSON.stringify({ ignore: globs.slice(0, 10), overrides: [{ files: globs.slice(10) }] });
    assert.deepEqual(mistakes(text), [
      `"f${MOST_GLOBS}": This glob and those after it are not read: a configuration can have 500 globs.`,
    ]);
    assert.equal(readConfiguration(text).overrides[0]?.files.length, MOST_GLOBS - 10);
  });
});

suite('to switch a rule off in a file', () => {
  const off = (text: string, path: string): string | undefined => {
    const made = switchOff(INIT, text, path);
    const after = made && applyEdits(text, made.edits);
    if (made !== undefined && after !== undefined) {
      assert.equal(level(JSON.parse(after), path), 'off');
      assert.equal(after.slice(made.place.start, made.place.end), `"${INIT}"`);
      assert.deepEqual(mistakes(after), []);
    }
    return after;
  };
  const override = (files: string, rules: string): string => `{"files": [${files}], "rules": {${rules}}}`;
  const OFF = `"${INIT}": "off"`;

  test('makes the file', () => {
    assert.equal(
      off('', 'services/td.json'),
      `{
  "overrides": [
    {
      "files": [
        "services/td.json"
      ],
      "rules": {
        "${INIT}": "off"
      }
    }
  ]
}
`,
    );
  });

  test('adds to the last override, when it is for that file only', () => {
    const own = override('"td.json"', '"exec/pid-mode": "off"');
    assert.equal(
      off(`{"overrides": [${own}]}`, 'td.json'),
      `{"overrides": [${override('"td.json"', `"exec/pid-mode": "off", ${OFF}`)}]}`,
    );
    assert.match(off(`{"overrides": [${override('"td.json", "x"', '')}]}`, 'td.json') ?? '', /"x"\].*"td\.json"\]/);
  });

  test('wins over all that is there', () => {
    const others = [override('"td.json"', ''), override('"**"', `"${INIT}": "error"`)].join(', ');
    assert.match(off(`{"rules": {"${INIT}": "error"}, "overrides": [${others}]}`, 'td.json') ?? '', /"off"\}\}\]\}$/);
  });

  test('is for that file only, whatever it is called', () => {
    for (const path of ['[id].json', '!td.json', 'a/{b,c}*.json', 'td\u202e.json']) {
      const text = off('{}', path) ?? '';
      assert.equal(level(JSON.parse(text), 'i.json'), undefined);
      assert.equal(level(JSON.parse(text), `x/${path}`), undefined);
    }
  });

  test('leaves a file alone in which that cannot be said', () => {
    assert.equal(off('[]', 'td.json'), undefined);
    assert.equal(off('{"overrides": [', 'td.json'), undefined);
    assert.equal(off('{"ignore": ["**"]}', 'td.json'), undefined);
    const overrides = Array.from({ length: MOST_GLOBS }, () => ({ files: ['a'] }));
    assert.equal(off(JSON.stringify({ overrides }), 'td.json'), undefined);
    assert.equal(off('{}', 'a'.repeat(LONGEST_GLOB + 1)), undefined);
  });
});
