import type { Finding, Fix, Severity } from './api.ts';
import type { Remedy, Violation } from './rules/rule.ts';
import { writeJson } from './syntax/json/write.ts';
import type { Source } from './syntax/value.ts';

/** A violation as all who ask for findings see it. */
export function toFinding(rule: string, severity: Severity, documentation: string, violation: Violation): Finding {
  const { at, message, fixes = [] } = violation;
  return { rule, severity, message, range: { start: at.start, end: at.end }, documentation, fixes: fixes.map(toFix) };
}

/** Findings in the order of their places. */
export function inPlace(findings: readonly Finding[]): readonly Finding[] {
  return findings.toSorted((a, b) => a.range.start - b.range.start || a.range.end - b.range.end);
}

/**
 * All findings of a text, in the order of their places. In a text with syntax errors none has fixes: a value may seem to
 * hold what comes after it, and a change would take that too.
 */
export function findingsIn({ complete }: Source, findings: readonly Finding[]): readonly Finding[] {
  return inPlace(complete ? findings : findings.map((finding) => ({ ...finding, fixes: [] })));
}

function toFix(remedy: Remedy): Fix {
  return { title: remedy.title, safe: remedy.safe, edits: () => writeJson(remedy.changes()) };
}
