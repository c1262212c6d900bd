import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { github } from '../../src/cli/formats/github.ts';
import type { FileReport, ReportedFinding } from '../../src/cli/report.ts';
import type { Severity } from '../../src/language/api.ts';

const PLACE = { line: 1, column: 1 };

function report(path: string, ...severities: readonly Severity[]): FileReport {
  const finding = (severity: Severity): ReportedFinding => ({
    rule: 'task/size',
    severity,
    message: 'It is too large.',
    documentation: 'https://docs.example',
    start: PLACE,
    end: PLACE,
    fixable: false,
    excerpt: undefined,
  });
  return { path, isNamed: true, isQuotable: true, state: 'checked', findings: severities.map(finding) };
}

function annotations(...reports: readonly FileReport[]): readonly string[] {
  return github(reports, { color: false, version: '1.2.3' })
    .split('\n')
    .slice(0, -1)
    .map((line) => line.replace(/,line=.*/, ''));
}

suite('annotations of GitHub', () => {
  test('are in the order of their severities, and then of the files', () => {
    assert.deepEqual(
      annotations(report('a', 'information', 'warning', 'error'), report('b', 'error', 'information', 'warning')),
      [
        '::error file=a',
        '::error file=b',
        '::warning file=a',
        '::warning file=b',
        '::notice file=a',
        '::notice file=b',
      ],
    );
  });

  test('begin with one that says how many GitHub does not show', () => {
    const many = (severity: Severity, count: number): FileReport =>
      report(severity, ...Array.from({ length: count }, () => severity));
    assert.equal(annotations(many('error', 10)).length, 10);
    const lines = annotations(many('warning', 11), many('error', 12), many('information', 3));
    assert.equal(lines.length, 27);
    assert.equal(
      lines[0],
      '::notice title=ecs-exec-lint::GitHub shows 10 of 12 errors and 10 of 11 warnings. The log of this step has all.',
    );
  });
});
