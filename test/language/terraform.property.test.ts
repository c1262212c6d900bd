import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Finding, TextEdit } from '../../src/language/api.ts';
import { applyEdits } from '../../src/language/syntax/edits.ts';
import { english } from '../../src/text.ts';
import { runs } from '../support/properties.ts';
import { readFixture } from './fixture.ts';
import { mutated } from './mutations.ts';
import { hcl } from './syntax/hcl/hcl.ts';
import { terraform } from './terraform.ts';

/** What an unlucky hand puts into a file of Terraform. */
const JUNK: readonly string[] = [
  '{',
  '}',
  '[',
  ']',
  '(',
  ')',
  '=',
  ':',
  ',',
  '"',
  '\\',
  '#',
  '\n',
  '\r',
  '\t',
  '\0',
  '$',
  '%',
  '?',
  '!',
  '.',
  '*',
  '-',
  '<',
  '//',
  '/*',
  '*/',
  '\r\n',
  '\uFEFF',
  '😀',
  '${',
  '%{ if x }',
  '<<EOT\n',
  '<<-EOT\n  [{}]\n  EOT\n',
  'EOT\n',
  'null',
  'true',
  'false',
  '{}',
  '[]',
  '""',
  'var.x',
  'aws_iam_role.x.arn',
  'merge(',
  'concat([], var.x)',
  'jsonencode([])',
  '[for x in y : x]',
  'x ? y : z',
  'volume {\n name = "x"\n}\n',
  'dynamic "volume" {\n}\n',
  'network_mode = "none"\n',
  'readonlyRootFilesystem = true\n',
  'container_definitions = jsonencode([{ name = "x", image = "y" }])\n',
  'resource "aws_ecs_service" "x" {\n',
  'statement {\n actions = ["ecs:ExecuteCommand"]\n}\n',
];

/** What stands in the place of a value. */
const VALUES: readonly string[] = [
  'null',
  '0',
  '-1.5',
  '"app"',
  '""',
  '"${x}"',
  'true',
  'false',
  '[]',
  '{}',
  '[null]',
  'var.x',
  '["FARGATE"]',
  '{ name = "app" }',
  '[{ containerPath = "/var" }]',
  'jsonencode([{ name = "x", image = "y" }])',
  'concat(["*"], var.x)',
];

const FIXTURES = new URL('../fixtures/language/terraform/', import.meta.url);
/** Real files, which the repository does not hold. */
const CORPUS = new URL('../../../shared/corpus-iac/terraform/', import.meta.url);

function documentsIn(root: URL): string[] {
  return globSync('*.tf', { cwd: root }).map((path) => readFixture(readFileSync(new URL(path, root), 'utf8')).text);
}

const fixtures = documentsIn(FIXTURES);
const documents = [...fixtures, ...fixtures.map((document) => document.replaceAll('\n', '\r\n'))];

/** Some values are replaced by others of whatever type; it is still whole, if it was. */
function withOtherValues(all: readonly string[]): fc.Arbitrary<string> {
  return fc
    .tuple(
      fc.constantFrom(...all),
      fc.array(fc.tuple(fc.nat(), fc.constantFrom(...VALUES)), { minLength: 1, maxLength: 5 }),
    )
    .map(([document, replaced]) =>
      replaced.reduce((text, [index, value]) => {
        const scalars = [
          ...text.matchAll(
            /(?<=[=[,]\s*)("(?:[^"\\]|\\.)*"|-?\d+|true|false|null|[a-z_]+(?:\.\w+)+)(?=\s*[,\]}\r\n])/g,
          ),
        ];
        const scalar = scalars[index % scalars.length];
        return scalar === undefined
          ? text
          : text.slice(0, scalar.index) + value + text.slice(scalar.index + scalar[0].length);
      }, document),
    );
}

/** The fixes of these bring something into force that was not, and only then can be seen what else is wrong. */
const UNCOVERING =
  /^exec\/(?:awsvpc|init-process)$|^(?:cluster|service)\/(?:\w+-property|\w+-type|\w+-value|launch-type|target-container)$|^policy\/(?:unknown-\w+|arn-shape|start-session-cluster|exec-condition-without-effect)$|^task\/(?:awslogs-options|capabilities|container-definitions|depends-on|empty-value|unknown-\w+|wrong-type)$/;

function check(text: string): void {
  const opened = terraform.open(text);
  const findings = opened.findings();
  for (const finding of findings) {
    const { start, end } = finding.range;
    assert.ok(start >= 0 && start < end && end <= text.length, `range ${start} to ${end} of ${finding.rule}`);
    for (const fix of finding.fixes) {
      checkFix(text, findings, finding, fix.edits());
    }
  }
  const fixed = applyEdits(text, opened.fixAll());
  assert.deepEqual(terraform.open(fixed).fixAll(), []);
}

function checkFix(
  text: string,
  before: readonly Finding[],
  { rule, message }: Finding,
  edits: readonly TextEdit[],
): void {
  let last = 0;
  for (const { start, end } of edits) {
    assert.ok(start >= last && end >= start && end <= text.length, 'edits overlap or are out of range');
    last = end;
  }
  const fixed = applyEdits(text, edits);
  assert.equal(hcl.parse(fixed)?.source.complete, true, fixed);
  const after = terraform.open(fixed).findings();
  const same = (findings: readonly Finding[]) =>
    findings.filter((finding) => finding.rule === rule && english(finding.message) === english(message)).length;
  assert.ok(same(after) < same(before), `${rule} is still there: ${fixed}`);
  assert.ok(UNCOVERING.test(rule) || after.length < before.length, `${rule}, and there is something new: ${fixed}`);
}

test('half-typed and broken: no throw, no finding out of range, no fix that breaks or misses', () => {
  fc.assert(fc.property(mutated(documents, 4, JUNK), check), runs(60));
});

test('values of any type anywhere: the same', () => {
  fc.assert(fc.property(withOtherValues(documents), check), runs(60));
});

test('cut off anywhere, a file has no finding that it has not when it is whole', () => {
  for (const document of fixtures) {
    const whole = new Set(
      terraform
        .open(document)
        .findings()
        .map(({ rule, severity }) => `${severity} ${rule}`),
    );
    for (let length = 0; length < document.length; length += 23) {
      for (const { rule, severity } of terraform.open(document.slice(0, length)).findings()) {
        assert.ok(whole.has(`${severity} ${rule}`), `${rule}: ${document.slice(0, length)}`);
      }
    }
  }
});

test('real files, as they are and mutated', { skip: existsSync(CORPUS) ? false : 'the corpus is not here' }, () => {
  const corpus = documentsIn(CORPUS);
  assert.ok(corpus.length > 30);
  corpus.forEach(check);
  fc.assert(fc.property(mutated(corpus, 4, JUNK), check), runs(30));
  fc.assert(fc.property(withOtherValues(corpus), check), runs(30));
});
