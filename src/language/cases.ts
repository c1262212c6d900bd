import { english } from '../text.ts';
import type { Finding, Fix, Range } from './api.ts';
import { withFixes } from './finding.ts';

/** What is found in one of the cases that a subject depends on. */
export interface Told {
  readonly findings: readonly Finding[];
  /** Whether what stands at a place is part of it then, or is under no condition. */
  readonly includes: (place: Range) => boolean;
}

/**
 * What is found in all cases that a place is part of: which of them will come, nobody knows, and some may never. Its
 * fixes are those that are the same in all of these cases. Nothing is advised in a branch whose other one follows the
 * advice.
 */
export function certainIn(cases: readonly Told[]): readonly Finding[] {
  const told = cases.map(({ findings, includes }) => ({
    byKey: new Map(findings.map((finding) => [keyOf(finding), finding])),
    includes,
  }));
  const seen = new Set<string>();
  const certain: Finding[] = [];
  for (const [key, finding] of told.flatMap(({ byKey }) => [...byKey])) {
    if (seen.has(key)) {
      continue;
    }
    seen.add(key);
    if (finding.severity === 'information' && isAvoided(finding, cases)) {
      continue;
    }
    const all = told.filter(({ includes }) => includes(finding.range)).map(({ byKey }) => byKey.get(key));
    if (all.every((same) => same !== undefined)) {
      const isInAll = (fix: Fix): boolean => all.every((same) => same.fixes.some((other) => isSame(fix, other)));
      certain.push(withFixes(finding, isInAll));
    }
  }
  return certain;
}

/** Whether the other branch of a condition says what is advised: then somebody has chosen when it does not hold. */
function isAvoided({ rule, range }: Finding, cases: readonly Told[]): boolean {
  return cases.some(({ findings, includes }) => !includes(range) && !findings.some((finding) => finding.rule === rule));
}

function keyOf({ rule, messageId, range }: Finding): string {
  return `${rule}/${messageId} ${range.start} ${range.end}`;
}

function isSame(fix: Fix, other: Fix): boolean {
  return (
    fix.safe === other.safe &&
    english(fix.title) === english(other.title) &&
    JSON.stringify(fix.edits()) === JSON.stringify(other.edits())
  );
}

/** Findings without the fixes that cannot be written where they stand. */
export function withFixesThatCanBeMade(findings: readonly Finding[]): readonly Finding[] {
  return findings.map((finding) => withFixes(finding, (fix) => fix.edits().length > 0));
}
