import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { Finding } from '../../../src/language/api.ts';
import { createLanguageService, readConfiguration } from '../../../src/language/index.ts';
import { applyEdits } from '../../../src/language/syntax/edits.ts';
import { english } from '../../../src/text.ts';

const service = createLanguageService();
const INIT = 'exec/init-process';
const READ_ONLY = 'exec/readonly-root-filesystem';

/** A task definition, a line each, with findings of two rules on the container's last two lines. */
function document(...lines: readonly string[]): string {
  return [
    '{',
    '  "family": "web",',
    '  "networkMode": "awsvpc",',
    '  "containerDefinitions": [',
    '    {',
    '      "image": "nginx",',
    ...lines.map((line) => `      ${line}`),
    '    }',
    '  ]',
    '}',
    '',
  ].join('\n');
}

const NAME = '"name": "app",';
const FLAG = '"readonlyRootFilesystem": true';

/** The findings that concern these tests, each with its line's number among those given to `document`. */
function found(text: string, configuration = '{}'): readonly string[] {
  return findings(text, configuration).map(
    ({ rule, range }) => `${rule} ${text.slice(0, range.start).split('\n').length - 6}`,
  );
}

function findings(text: string, configuration = '{}'): readonly Finding[] {
  const all = service.open(text).findings(readConfiguration(configuration).configuration);
  return all.filter(({ rule }) => [INIT, READ_ONLY, 'config/suppression'].includes(rule));
}

test('what no comment is about is reported', () => {
  assert.deepEqual(found(document(NAME, FLAG)), [`${INIT} 1`, `${READ_ONLY} 2`]);
});

suite('a comment keeps a rule from reporting anything in the next line', () => {
  const cases: Record<string, readonly string[]> = {
    'in a line of its own': [`// ecs-exec-disable-next-line ${INIT}`, NAME],
    'as a block': [`/* ecs-exec-disable-next-line ${INIT} */`, NAME],
    'as a block of several lines': ['/*', ` * ecs-exec-disable-next-line ${INIT}`, ' */', NAME],
    'at the end of a line': [`"cpu": 1, // ecs-exec-disable-next-line ${INIT}`, NAME],
    'between values of the line before': [`"cpu": 1, /* ecs-exec-disable-next-line ${INIT} */ "memory": 512,`, NAME],
    'with a reason': [
      `// ecs-exec-disable-next-line ${INIT} -- the image brings tini, see exec/readonly-root-filesystem`,
      NAME,
    ],
    'with other comments and empty lines between': [`// ecs-exec-disable-next-line ${INIT}`, '', '// the name', NAME],
    'among other rules': [`// ecs-exec-disable-next-line task/mistyped, ${INIT}`, NAME],
    twice: [`// ecs-exec-disable-next-line ${INIT}`, `// ecs-exec-disable-next-line ${INIT}`, NAME],
  };
  for (const [name, lines] of Object.entries(cases)) {
    test(name, () => {
      for (const text of [document(...lines, FLAG), document(...lines, FLAG).replaceAll('\n', '\r\n')]) {
        assert.deepEqual(
          findings(text).filter(({ rule }) => rule === INIT),
          [],
        );
        assert.ok(findings(text).some(({ rule }) => rule === READ_ONLY));
      }
    });
  }

  test('and no other rule, and nothing in other lines', () => {
    assert.deepEqual(found(document(`// ecs-exec-disable-next-line ${READ_ONLY}`, NAME, FLAG)), [
      `config/suppression 1`,
      `${INIT} 2`,
      `${READ_ONLY} 3`,
    ]);
    assert.deepEqual(found(document(NAME, `// ecs-exec-disable-next-line ${INIT}, ${READ_ONLY}`, FLAG)), [
      `${INIT} 1`,
      'config/suppression 2',
    ]);
  });

  test('but not when it is a string, or does not begin with it, or is another word', () => {
    for (const line of [
      `"workingDirectory": "// ecs-exec-disable-next-line ${INIT}",`,
      `// see ecs-exec-disable-next-line ${INIT}`,
      `// ecs-exec-disable-next-lines ${INIT}`,
    ]) {
      assert.deepEqual(found(document(line, NAME, FLAG)), [`${INIT} 2`, `${READ_ONLY} 3`], line);
    }
  });

  test('so that fix all leaves it alone', () => {
    const fixed = (text: string): string => applyEdits(text, service.open(text).fixAll());
    const memory = ['"memory": "128",', NAME.replace(',', '')];
    assert.match(fixed(document(...memory)), /"memory": 128,/);
    assert.match(fixed(document('// ecs-exec-disable-next-line task/wrong-type', ...memory)), /"memory": "128",/);
  });
});

suite('a comment that does nothing is pointed out', () => {
  const unused = (lines: readonly string[], configuration?: string): readonly string[] => {
    const text = document(...lines, NAME, '"linuxParameters": { "initProcessEnabled": true }');
    return findings(text, configuration).map(
      ({ severity, range, message }) => `${severity}: ${text.slice(range.start, range.end)}: ${english(message)}`,
    );
  };

  test('when the next line has no such finding', () => {
    assert.deepEqual(unused([`// ecs-exec-disable-next-line ${INIT}`]), [
      `information: ${INIT}: The next line has no finding of "${INIT}".`,
    ]);
  });

  test('when it names no rule', () => {
    const comment = '// ecs-exec-disable-next-line -- I do not like it';
    assert.deepEqual(unused([comment]), [
      `information: ${comment}: Name the rules to disable, after ecs-exec-disable-next-line.`,
    ]);
  });

  test('when there is no such rule', () => {
    assert.deepEqual(unused(['/* ecs-exec-disable-next-line exec/init-proces,no-console*/']), [
      'information: exec/init-proces: There is no rule "exec/init-proces". Did you mean "exec/init-process"?',
      'information: no-console: There is no rule "no-console".',
    ]);
  });

  test('when there is no next line', () => {
    const text = `${document(NAME, FLAG).trimEnd()} // ecs-exec-disable-next-line ${READ_ONLY}`;
    assert.equal(found(text).at(-1), 'config/suppression 5');
  });

  test('but not when the rule is off here, or the text is half typed', () => {
    assert.deepEqual(unused([`// ecs-exec-disable-next-line ${INIT}`], `{"rules": {"${INIT}": "off"}}`), []);
    assert.deepEqual(unused([`// ecs-exec-disable-next-line ${INIT}`, '"memory": ']), []);
  });

  test('and its fix takes the name away, or what is left of the comment', () => {
    const cases: [lines: readonly string[], ...mended: readonly string[]][] = [
      [[`// ecs-exec-disable-next-line ${READ_ONLY}`]],
      [[`"cpu": 1, // ecs-exec-disable-next-line ${READ_ONLY}`], '"cpu": 1, '],
      [[`// ecs-exec-disable-next-line ${READ_ONLY}, ${INIT} -- why`], `// ecs-exec-disable-next-line ${INIT} -- why`],
      [[`/* ecs-exec-disable-next-line ${INIT}, ${READ_ONLY} */`], `/* ecs-exec-disable-next-line ${INIT} */`],
      [[`// ecs-exec-disable-next-line init-process`], `// ecs-exec-disable-next-line ${INIT}`],
    ];
    for (const [lines, ...mended] of cases) {
      const text = document(...lines, NAME);
      const [finding] = findings(text).filter(({ rule }) => rule === 'config/suppression');
      assert.ok(finding);
      assert.equal(applyEdits(text, finding.fixes[0]!.edits()), document(...mended, NAME));
    }
  });
});

suite('a comment that names a rule that has been split', () => {
  const NEW = ['exec/awsvpc', 'exec/no-network', 'task/external-network-mode', 'task/fargate-network-mode'];
  const withComment = (rules: string, launchType = 'EC2'): string =>
    [
      '{',
      '  "family": "web",',
      `  "requiresCompatibilities": ["${launchType}"],`,
      `  // ecs-exec-disable-next-line ${rules}`,
      '  "networkMode": "bridge",',
      '  "containerDefinitions": [{ "name": "app", "image": "nginx" }]',
      '}',
    ].join('\n');
  const relevant = (text: string): readonly Finding[] =>
    service
      .open(text)
      .findings()
      .filter(({ rule }) => [...NEW, 'config/suppression'].includes(rule));

  for (const [launchType, rule] of [
    ['EC2', 'exec/awsvpc'],
    ['FARGATE', 'task/fargate-network-mode'],
  ] as const) {
    test(`keeps ${rule} from reporting anything, and is told the new names`, () => {
      assert.deepEqual(
        relevant(withComment('something-else', launchType)).map((finding) => finding.rule),
        ['config/suppression', rule],
      );
      const text = withComment('exec/network-mode', launchType);
      const [finding, ...more] = relevant(text);
      assert.deepEqual(more, []);
      assert.equal(finding?.rule, 'config/suppression');
      assert.equal(finding.messageId, 'retiredRule');
      assert.equal(finding.severity, 'information');
      assert.equal(text.slice(finding.range.start, finding.range.end), 'exec/network-mode');
      assert.equal(
        english(finding.message),
        `The rule "exec/network-mode" has been replaced. Use ${NEW.join(', ')} instead.`,
      );
      const [fix] = finding.fixes;
      assert.ok(fix);
      const fixed = applyEdits(text, fix.edits());
      // Of the new rules, only the one that the comment is needed for.
      assert.equal(fixed, withComment(rule, launchType));
      assert.deepEqual(relevant(fixed), []);
    });
  }
});

suite('to suppress a finding', () => {
  /** Suppresses the findings of both rules, one after the other. */
  const suppressed = (text: string, areCommentsAllowed = true): string => {
    const finding = findings(text).find(({ rule }) => rule !== 'config/suppression');
    const edits = finding === undefined ? undefined : service.open(text).suppress(finding, areCommentsAllowed);
    return edits === undefined ? text : suppressed(applyEdits(text, edits), areCommentsAllowed);
  };

  test('puts a comment above it, indented and with line breaks as the lines around it', () => {
    const expected = document(
      `// ecs-exec-disable-next-line ${INIT}`,
      NAME,
      `// ecs-exec-disable-next-line ${READ_ONLY}`,
      FLAG,
    );
    assert.equal(suppressed(document(NAME, FLAG)), expected);
    assert.equal(
      suppressed(document(NAME, FLAG).replaceAll('\n', '\r\n').replaceAll('  ', '\t')),
      expected.replaceAll('\n', '\r\n').replaceAll('  ', '\t'),
    );
  });

  test('adds to a comment that is there for the same line', () => {
    assert.equal(
      suppressed(document(`/* ecs-exec-disable-next-line ${INIT} -- tini */`, `${NAME} ${FLAG}`)),
      document(`/* ecs-exec-disable-next-line ${INIT}, ${READ_ONLY} -- tini */`, `${NAME} ${FLAG}`),
    );
  });

  test('works in a text of one line', () => {
    const line = '{"family": "web", "containerDefinitions": [{"name": "app", "image": "nginx"}]}';
    assert.equal(suppressed(line), `// ecs-exec-disable-next-line ${INIT}\n${line}`);
    assert.equal(suppressed(`\uFEFF${line}`), `\uFEFF// ecs-exec-disable-next-line ${INIT}\n${line}`);
  });

  test('needs a text that has comments, where they are not allowed everywhere', () => {
    assert.equal(suppressed(document(NAME, FLAG), false), document(NAME, FLAG));
    assert.notEqual(suppressed(document('// a comment', NAME, FLAG), false), document('// a comment', NAME, FLAG));
  });

  test('is not possible in a line in which a comment ends', () => {
    const text = document('/* the', `name */ ${NAME} ${FLAG}`);
    assert.equal(suppressed(text), text);
  });

  test('is not possible for what is no rule', () => {
    const text = document('// ecs-exec-disable-next-line nothing', NAME, FLAG);
    const [finding] = findings(text);
    assert.equal(finding?.rule, 'config/suppression');
    assert.equal(service.open(text).suppress(finding, true), undefined);
  });
});

test('any number of comments is read in a moment', () => {
  const comment = `/*ecs-exec-disable-next-line ${INIT}*/`;
  for (const separator of ['', '\n', ' ']) {
    const text = document(Array.from({ length: 20_000 }, () => comment).join(separator), NAME, FLAG);
    assert.ok(findings(text).length > 0);
  }
});
