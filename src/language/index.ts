import type { Analysis, Finding, Fix, LanguageService } from './api.ts';
import { readDocument } from './document.ts';
import { fixAll } from './fix-all.ts';
import { documentationOf } from './rules/documentation.ts';
import { RULES } from './rules/index.ts';
import type { Remedy } from './rules/rule.ts';
import { writeJson } from './syntax/json/write.ts';

const NONE_OF_OURS: Analysis = { kind: undefined, findings: [] };

/** The language service. It keeps nothing between calls. */
export function createLanguageService(): LanguageService {
  return { analyze, fixAll: (text, group) => fixAll(text, analyze, group) };
}

function analyze(text: string): Analysis {
  const document = readDocument(text);
  if (document === undefined) return NONE_OF_OURS;
  const findings: Finding[] = [];
  for (const rule of RULES) {
    rule.check(document.taskDefinition, ({ at, message, severity = rule.severity, fixes = [] }) => {
      findings.push({
        rule: rule.id,
        severity,
        message,
        range: { start: at.start, end: at.end },
        documentation: documentationOf(rule.id),
        fixes: fixes.map(toFix),
      });
    });
  }
  findings.sort((a, b) => a.range.start - b.range.start || a.range.end - b.range.end);
  return { kind: document.kind, findings };
}

function toFix(remedy: Remedy): Fix {
  return { title: remedy.title, safe: remedy.safe, edits: () => writeJson(remedy.changes()) };
}
