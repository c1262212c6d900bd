import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { suite, test } from 'node:test';
import fc from 'fast-check';
import type { Configuration, Finding, Level } from '../../src/language/api.ts';
import { RECOMMENDED } from '../../src/language/configuration/folder-configuration.ts';
import { withLevels } from '../../src/language/configuration/levels.ts';
import { createLanguageService, readConfiguration, switchOff } from '../../src/language/index.ts';
import { applyEdits } from '../../src/language/syntax/edits.ts';
import { english } from '../../src/text.ts';
import { runs } from '../support/properties.ts';
import { readFixture } from './fixture.ts';
import { mutated, withOtherValues } from './mutations.ts';

const service = createLanguageService();
const TASK =
  '{"family": "web", "networkMode": "awsvpc", "containerDefinitions": [{"name": "app", "image": ' +
  '"nginx", "readonlyRootFilesystem": true}]}';

/** The findings of the two rules that the tests configure. */
function found(configuration?: Configuration): readonly string[] {
  const findings = service.open(TASK).findings(configuration);
  return findings
    .map(({ severity, rule }) => `${severity} ${rule}`)
    .filter((finding) => /init-process|readonly-root/.test(finding));
}

function mistakes(text: string): readonly string[] {
  return readConfiguration(text).findings.map(
    (finding) => `${text.slice(finding.range.start, finding.range.end)}: ${english(finding.message)}`,
  );
}

/** What the first fix of each finding makes of a text, one after the other. */
function mended(text: string): string {
  const { findings } = readConfiguration(text);
  const fix = findings.flatMap(({ fixes }) => fixes)[0];
  return fix === undefined ? text : mended(applyEdits(text, fix.edits()));
}

suite('a configuration', () => {
  test('leaves all as it is when it says nothing', () => {
    const asTheyAre = ['information exec/init-process', 'warning exec/readonly-root-filesystem'];
    assert.deepEqual(found(), asTheyAre);
    for (const text of [
      '{}',
      '',
      '{"$schema": "x", "preset": "recommended", "rules": {}}',
      '// nothing',
      '{"rules": null, "preset": null}',
    ]) {
      assert.deepEqual(found(readConfiguration(text).configuration), asTheyAre, text);
    }
  });

  test('makes a rule more or less severe, or switches it off', () => {
    const { configuration, findings } = readConfiguration(
      '{ "rules": { "exec/init-process": "off", /* all of us */ "exec/readonly-root-filesystem": "error", } }',
    );
    assert.deepEqual(findings, []);
    assert.deepEqual(found(configuration), ['error exec/readonly-root-filesystem']);
  });

  test('switches fixes off with their rule', () => {
    const text = TASK.replace('"nginx"', '"nginx", "memory": "128"');
    assert.match(applyEdits(text, service.open(text).fixAll()), /"memory": 128,/);
    const { configuration } = readConfiguration('{"rules": {"task/wrong-type": "off"}}');
    assert.match(applyEdits(text, service.open(text).fixAll(configuration)), /"memory": "128",/);
  });

  test('gives way to settings', () => {
    const { configuration } = readConfiguration(
      '{"rules": {"exec/init-process": "off", "exec/readonly-root-filesystem": "error"}}',
    );
    const both = withLevels(configuration, {
      'exec/init-process': 'warning',
      'exec/unheard-of': 'error',
      'exec/readonly-root-filesystem': 3,
    });
    assert.deepEqual(found(both), ['warning exec/init-process', 'error exec/readonly-root-filesystem']);
    assert.deepEqual(
      [...both.levels.keys()].filter((rule) => rule === 'exec/unheard-of'),
      [],
    );
    assert.equal(withLevels(RECOMMENDED, {}), RECOMMENDED);
  });
});

suite('what is wrong in a configuration is said, and left out', () => {
  const cases: [text: string, mistake: string, mended?: string][] = [
    [
      '{"rules": {"exec/init-proces": "off"}}',
      '"exec/init-proces": There is no rule "exec/init-proces". Did you mean "exec/init-process"?',
      '{"rules": {"exec/init-process": "off"}}',
    ],
    [
      '{"rules": {"init-process": "off"}}',
      '"init-process": There is no rule "init-process". Did you mean "exec/init-process"?',
      '{"rules": {"exec/init-process": "off"}}',
    ],
    ['{"rules": {"no-console": "off"}}', '"no-console": There is no rule "no-console".'],
    [
      '{"rules": {"exec/init-process": "warn"}}',
      '"warn": The severity of a rule must be one of off, information, warning, error.',
      '{"rules": {"exec/init-process": "warning"}}',
    ],
    [
      '{"rules": {"exec/init-process": 2}}',
      '2: The severity of a rule must be one of off, information, warning, error.',
    ],
    [
      '{"rules": {"exec/init-process": ["off"]}}',
      '["off"]: The severity of a rule must be one of off, information, warning, error.',
    ],
    ['{"rules": ["exec/init-process"]}', '["exec/init-process"]: "rules" must be an object.'],
    [
      '{"preset": "read-only-root-filesytem"}',
      '"read-only-root-filesytem": There is no such preset. The presets are recommended, read-only-root-filesystem.',
      '{"preset": "read-only-root-filesystem"}',
    ],
    ['{"preset": true}', 'true: There is no such preset. The presets are recommended, read-only-root-filesystem.'],
    [
      '{"rule": {}}',
      '"rule": "rule" is not a property of the configuration. ' +
        'The properties are $schema, preset, rules, ignore, overrides.',
      '{"rules": {}}',
    ],
    ['[]', '[]: The configuration must be an object.'],
  ];
  for (const [text, mistake, expected = text] of cases) {
    test(text, () => {
      assert.deepEqual(mistakes(text), [mistake]);
      assert.deepEqual(readConfiguration(text).configuration, RECOMMENDED);
      assert.equal(mended(text), expected);
    });
  }

  test('each where it stands, in order', () => {
    assert.deepEqual(
      mistakes('\uFEFF{"rules": {"a": 1, "exec/init-process": ""}, "preset": ""}').map((line) => line.split(':')[0]),
      ['"a"', '""', '""'],
    );
  });

  test('a placeholder is no mistake', () => {
    assert.deepEqual(mistakes('{"preset": "${PRESET}", "rules": {"exec/init-process": "{{ level }}"}}'), []);
  });

  test('where it is no JSON is told apart', () => {
    assert.equal(readConfiguration('{"rules": {}, // and so on\n}').mistakeAt, undefined);
    for (const [text, mistakeAt] of [
      ['', 0],
      ['{"rules": {', 11],
      ['{"rules" {}}', 9],
      ['rules: {}', 0],
    ] as const) {
      assert.equal(readConfiguration(text).mistakeAt, mistakeAt, text);
    }
  });

  test('no text is too bad', () => {
    const documents = cases.map(([text]) => text);
    fc.assert(
      fc.property(mutated(documents), (text) => {
        for (const { range } of readConfiguration(text).findings) {
          assert.ok(range.start < range.end && range.end <= text.length);
        }
      }),
      runs(200),
    );
  });
});

suite('a rule that has been split', () => {
  const NEW = ['exec/awsvpc', 'exec/no-network', 'task/external-network-mode', 'task/fargate-network-mode'];
  const REFUSED = TASK.replace('"awsvpc"', '"bridge", "requiresCompatibilities": ["FARGATE"]');
  const levels = (rules: string): Readonly<Record<string, Level>> =>
    Object.fromEntries(readConfiguration(`{"rules": ${rules}}`).configuration.levels);
  const rulesFound = (text: string, rules: string): readonly string[] =>
    service
      .open(text)
      .findings(readConfiguration(`{"rules": ${rules}}`).configuration)
      .map(({ rule }) => rule)
      .filter((rule) => NEW.includes(rule));

  test('gives its level to all that it has become', () => {
    assert.deepEqual(levels('{"exec/network-mode": "error"}'), Object.fromEntries(NEW.map((rule) => [rule, 'error'])));
    assert.deepEqual(rulesFound(REFUSED, '{}'), ['task/fargate-network-mode']);
    assert.deepEqual(rulesFound(REFUSED, '{"exec/network-mode": "off"}'), []);
  });

  test("gives way to a new rule's own level, before and after it", () => {
    const expected = {
      ...Object.fromEntries(NEW.map((rule) => [rule, 'off'])),
      'task/fargate-network-mode': 'warning',
    };
    assert.deepEqual(levels('{"exec/network-mode": "off", "task/fargate-network-mode": "warning"}'), expected);
    assert.deepEqual(levels('{"task/fargate-network-mode": "warning", "exec/network-mode": "off"}'), expected);
  });

  test('is known to settings, too', () => {
    const { configuration } = readConfiguration('{"rules": {"exec/awsvpc": "error", "exec/init-process": "off"}}');
    const both = withLevels(configuration, { 'exec/network-mode': 'off', 'exec/no-network': 'warning' });
    assert.deepEqual(Object.fromEntries(both.levels), {
      'exec/awsvpc': 'off',
      'exec/init-process': 'off',
      'exec/no-network': 'warning',
      'task/external-network-mode': 'off',
      'task/fargate-network-mode': 'off',
    });
  });

  test('is pointed out, with the new names and a fix that uses them', () => {
    const text = '{"rules": {"exec/network-mode": "off"}}';
    const [finding, ...more] = readConfiguration(text).findings;
    assert.equal(finding?.messageId, 'retiredRule');
    assert.equal(finding.severity, 'information');
    assert.deepEqual(more, []);
    assert.deepEqual(mistakes(text), [
      `"exec/network-mode": The rule "exec/network-mode" has been replaced. Use ${NEW.join(', ')} instead.`,
    ]);
    assert.equal(mended(text), `{"rules": {${NEW.map((rule) => `"${rule}": "off"`).join(', ')}}}`);
  });

  test('is replaced without a change to what is said of the new rules already', () => {
    const text = '{"rules": {"exec/no-network": "error", "exec/network-mode": "off"}}';
    assert.deepEqual(readConfiguration(mended(text)).findings, []);
    assert.deepEqual(levels(mended(text).slice('{"rules": '.length, -1)), {
      ...Object.fromEntries(NEW.map((rule) => [rule, 'off'])),
      'exec/no-network': 'error',
    });
    const all = `{${['exec/network-mode', ...NEW].map((rule) => `"${rule}": "off"`).join(', ')}}`;
    assert.deepEqual(levels(mended(`{"rules": ${all}}`).slice('{"rules": '.length, -1)), levels(all));
  });

  test('no longer hides a refusal when the advice is switched off', () => {
    assert.deepEqual(rulesFound(REFUSED, '{"exec/awsvpc": "off"}'), ['task/fargate-network-mode']);
  });

  test('has no fix until its level is one', () => {
    assert.deepEqual(
      readConfiguration('{"rules": {"exec/network-mode": "warn"}}').findings.map(({ messageId, fixes }) => [
        messageId,
        fixes.length,
      ]),
      [
        ['retiredRule', 0],
        ['unknownLevel', 1],
      ],
    );
  });
});

suite('to switch a rule off', () => {
  const off = (text: string): string | undefined => {
    const made = switchOff('exec/init-process', text);
    return made && applyEdits(text, made.edits);
  };
  const levelIn = (text: string | undefined): Level | undefined =>
    readConfiguration(text ?? '').configuration.levels.get('exec/init-process');

  test('makes the file', () => {
    const text = off('');
    assert.equal(text, '{\n  "rules": {\n    "exec/init-process": "off"\n  }\n}\n');
    assert.equal(levelIn(text), 'off');
    assert.deepEqual(readConfiguration(text).findings, []);
  });

  test("keeps the file's format and comments", () => {
    assert.equal(
      off('\uFEFF{\r\n\t// ours\r\n\t"rules": {\r\n\t\t"exec/pid-mode": "off", // see 12\r\n\t},\r\n}\r\n'),
      '\uFEFF{\r\n\t// ours\r\n\t"rules": {\r\n\t\t"exec/pid-mode": "off", // see ' +
        '12\r\n\t\t"exec/init-process": "off",\r\n\t},\r\n}\r\n',
    );
    assert.equal(off('{"rules":{"exec/init-process":"error"}}'), '{"rules":{"exec/init-process":"off"}}');
    assert.equal(
      off('{ "preset": "recommended" }'),
      '{ "preset": "recommended", "rules": { "exec/init-process": "off" } }',
    );
  });

  test('leaves a file alone that it cannot read', () => {
    for (const text of ['[]', '{"rules": {', 'rules', '// only this']) {
      assert.equal(off(text), undefined, text);
    }
  });
});

suite('the preset for read-only root file systems', () => {
  const { configuration } = readConfiguration('{"preset": "read-only-root-filesystem"}');
  const check = (text: string): readonly Finding[] =>
    service
      .open(text)
      .findings(configuration)
      .filter(({ rule }) => rule === 'exec/readonly-root-filesystem');

  test('is an option of one rule', () => {
    assert.deepEqual(Object.fromEntries(configuration.options), {
      'exec/readonly-root-filesystem': { mustBeReadOnly: true },
    });
    assert.deepEqual(RECOMMENDED.options, new Map());
  });

  test('never offers to make one writable', () => {
    const titles = check(TASK).flatMap(({ fixes }) => fixes.map(({ title }) => english(title)));
    assert.equal(titles.length, 1);
    assert.match(titles[0] ?? '', /^Keep it read-only and mount writable volumes/);
  });

  test('has nothing against what it asked for', () => {
    for (const flag of ['true', 'false', 'null']) {
      const text = TASK.replace('true', flag);
      const [finding] = check(text);
      assert.deepEqual(check(applyEdits(text, finding?.fixes[0]?.edits() ?? [])), [], flag);
    }
  });

  test('nor in any other document', () => {
    const folder = new URL('../fixtures/language/exec/readonly-root-filesystem/', import.meta.url);
    const documents = globSync('*.jsonc', { cwd: folder }).map(
      (path) => readFixture(readFileSync(new URL(path, folder), 'utf8')).text,
    );
    fc.assert(
      fc.property(withOtherValues(documents), (text) => {
        const before = check(text);
        for (const { fixes } of before) {
          for (const fix of fixes) {
            assert.equal(check(applyEdits(text, fix.edits())).length, before.length - 1);
          }
        }
      }),
      runs(150),
    );
  });
});
