import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Finding, OpenText, TextEdit } from '../../src/language/api.ts';
import { createLanguageService } from '../../src/language/index.ts';
import { applyEdits } from '../../src/language/syntax/edits.ts';
import { json } from '../../src/language/syntax/json/index.ts';
import { english } from '../../src/text.ts';
import { runs } from '../support/properties.ts';
import { readFixture } from './fixture.ts';
import { mutated, POLICY_JUNK, POLICY_VALUES, withOtherValues } from './mutations.ts';
import { NEIGHBOURS } from './neighbours.ts';

const service = createLanguageService();
const FIXTURES = new URL('../fixtures/language/', import.meta.url);
/** Real task definitions, which the repository does not hold. */
const CORPUS = new URL('../../../shared/corpus/', import.meta.url);

function documentsIn(root: URL, pattern: string): string[] {
  return globSync(pattern, { cwd: root }).map((path) => readFixture(readFileSync(new URL(path, root), 'utf8')).text);
}

const documents = documentsIn(FIXTURES, 'documents/*.jsonc');
const shapes = [
  ...documents,
  ...documents.map((document) => document.replaceAll('\n', '\r\n')),
  ...documentsIn(FIXTURES, '{cluster,exec,service,task}/*/*.jsonc'),
];
const policies = documentsIn(FIXTURES, 'policy/*/*.jsonc');

/** A text in a folder with a task definition. */
const open = (text: string): OpenText => service.open(text).beside(NEIGHBOURS);

/** What must hold for any text whatever. */
function check(text: string): void {
  const opened = open(text);
  const findings = opened.findings();
  if (opened.subjects.length === 0) {
    assert.deepEqual(findings, []);
  }
  for (const [index, finding] of findings.entries()) {
    const { start, end } = finding.range;
    assert.ok(
      start >= (findings[index - 1]?.range.start ?? 0) && start < end && end <= text.length,
      `range ${start} to ${end}`,
    );
    if (!isWhole(text)) {
      assert.deepEqual(finding.fixes, []);
    }
    for (const fix of finding.fixes) {
      checkFix(text, findings, finding, fix.edits());
    }
  }
  checkFixAll(text);
}

/** Their fixes bring a value into force that was not, and only then can be seen what else is wrong with it. */
const UNCOVERING: readonly string[] = [
  // The name that was meant may be that of a rule that finds nothing there.
  'config/suppression',
  'policy/arn-shape',
  'policy/exec-condition-without-effect',
  'policy/start-session-cluster',
  'policy/unknown-action',
  'policy/unknown-condition',
  // The container that was meant may not have the port.
  'service/target-container',
  // What is found of a service when its launch type or its properties count.
  'cluster/cluster-property',
  'cluster/cluster-type',
  'cluster/cluster-value',
  'service/launch-type',
  'service/service-property',
  'service/service-type',
  'service/service-value',
  'task/awslogs-options',
  'task/capabilities',
  'task/container-definitions',
  'task/depends-on',
  'task/describe-output',
  'task/empty-value',
  'task/leftovers',
  'task/listed-task-definition',
  'task/unknown-property',
  'task/unknown-value',
  'task/wrong-type',
];

function checkFix(
  text: string,
  before: readonly Finding[],
  { rule, message }: Finding,
  edits: readonly TextEdit[],
): void {
  assertOrder(text, edits);
  const fixed = applyEdits(text, edits);
  assert.ok(isWhole(fixed), fixed);
  const after = open(fixed).findings();
  const same = (findings: readonly Finding[]) =>
    findings.filter((finding) => finding.rule === rule && english(finding.message) === english(message)).length;
  assert.ok(same(after) < same(before), `${rule} is still there: ${fixed}`);
  if (UNCOVERING.includes(rule)) {
    return;
  }
  assert.ok(after.length < before.length, `${rule} is mended, but there is something new: ${fixed}`);
}

function checkFixAll(text: string): void {
  const edits = open(text).fixAll();
  assertOrder(text, edits);
  const fixed = applyEdits(text, edits);
  assert.equal(
    open(fixed)
      .findings()
      .some(({ fixes }) => fixes.some(({ safe }) => safe)),
    false,
  );
  assert.deepEqual(open(fixed).fixAll(), []);
}

function assertOrder(text: string, edits: readonly TextEdit[]): void {
  let last = 0;
  for (const { start, end } of edits) {
    assert.ok(start >= last && end >= start && end <= text.length, 'edits overlap or are out of range');
    last = end;
  }
}

function isWhole(text: string): boolean {
  return json.parse(text)?.source.complete === true;
}

test('half-typed and broken: no throw, no finding out of range, no fix that breaks or misses', () => {
  fc.assert(fc.property(mutated(shapes), check), runs(300));
});

test('values of any type anywhere: the same', () => {
  fc.assert(fc.property(withOtherValues(shapes), check), runs(250));
});

test('policies, half-typed, broken, and with other values: the same', () => {
  fc.assert(fc.property(mutated(policies, 4, POLICY_JUNK), check), runs(150));
  fc.assert(fc.property(withOtherValues(policies, POLICY_VALUES), check), runs(150));
});

test('cut off after each character, a document never has a finding that it has not when it is whole', () => {
  for (const document of [...documents, ...policies.filter((_, index) => index % 4 === 0)]) {
    const whole = new Set(
      service
        .open(document)
        .findings()
        .map(({ rule, severity }) => `${severity} ${rule}`),
    );
    for (let length = 0; length < document.length; length += 7) {
      for (const { rule, severity } of service.open(document.slice(0, length)).findings()) {
        assert.ok(whole.has(`${severity} ${rule}`), document.slice(0, length));
      }
    }
  }
});

test(
  'real task definitions, as they are and mutated',
  { skip: existsSync(CORPUS) ? false : 'the corpus is not here' },
  () => {
    const corpus = documentsIn(CORPUS, '*.json*');
    assert.ok(corpus.length > 40);
    for (const document of corpus) {
      check(document);
    }
    fc.assert(fc.property(mutated(corpus), check), runs(60));
    fc.assert(fc.property(withOtherValues(corpus), check), runs(60));
  },
);
