import assert from 'node:assert/strict';
import type { Finding, OpenText, TextEdit } from '../../src/language/api.ts';
import { applyEdits } from '../../src/language/syntax/edits.ts';
import { english } from '../../src/text.ts';

/** How texts are read. */
export interface Reading {
  readonly open: (text: string) => OpenText;
  /** Whether a text has no mistakes of its syntax. */
  readonly isWhole: (text: string) => boolean;
}

/** Says what must hold for any text whatever. */
export function createCheck({ open, isWhole }: Reading): (text: string) => void {
  return check;

  function check(text: string): void {
    const opened = open(text);
    const findings = opened.findings();
    const isBroken = findings.length > 0 && !isWhole(text);
    if (opened.subjects.length === 0) {
      assert.deepEqual(findings, []);
    }
    for (const [index, finding] of findings.entries()) {
      const { start, end } = finding.range;
      assert.ok(
        start >= (findings[index - 1]?.range.start ?? 0) && start < end && end <= text.length,
        `range ${start} to ${end}`,
      );
      if (isBroken) {
        assert.deepEqual(finding.fixes, []);
      }
      for (const fix of finding.fixes) {
        checkFix(text, findings, finding, fix.edits());
      }
    }
    checkFixAll(text, opened);
  }

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

  function checkFixAll(text: string, opened: OpenText): void {
    const edits = opened.fixAll();
    assertOrder(text, edits);
    const fixed = edits.length === 0 ? opened : open(applyEdits(text, edits));
    assert.equal(
      fixed.findings().some(({ fixes }) => fixes.some(({ safe }) => safe)),
      false,
    );
    assert.deepEqual(fixed.fixAll(), []);
  }
}

/** Their fixes bring a value into force that was not, and only then can be seen what else is wrong with it. */
const UNCOVERING: readonly string[] = [
  // The name that was meant may be that of a rule that finds nothing there.
  'config/suppression',
  // A service of the same template may not fit, or have ECS Exec off.
  'exec/awsvpc',
  'exec/init-process',
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

function assertOrder(text: string, edits: readonly TextEdit[]): void {
  let last = 0;
  for (const { start, end } of edits) {
    assert.ok(start >= last && end >= start && end <= text.length, 'edits overlap or are out of range');
    last = end;
  }
}
