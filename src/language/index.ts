import type { Analysis, Configuration, Finding, LanguageService } from './api.ts';
import { RECOMMENDED } from './configuration.ts';
import { readDocument } from './document.ts';
import { findingsIn, toFinding } from './finding.ts';
import { fixAll } from './fix-all.ts';
import { hover } from './hovers/index.ts';
import { documentationOf } from './rules/documentation.ts';
import { RULES } from './rules/index.ts';
import type { Report } from './rules/rule.ts';
import { applySuppressions } from './suppression/apply.ts';
import { suppress } from './suppression/write.ts';
import { firstSyntaxError } from './syntax/json/syntax-error.ts';
import { hasPlaceholder } from './syntax/placeholder.ts';
import { symbols } from './symbols/index.ts';

const NONE_OF_OURS: Analysis = { kind: undefined, findings: [] };

/** The language service. It keeps nothing between calls. */
export function createLanguageService(): LanguageService {
  return {
    analyze,
    fixAll: (text, configuration) => fixAll(text, (current) => analyze(current, configuration)),
    suppress,
    hover,
    symbols,
  };
}

function analyze(text: string, configuration: Configuration = RECOMMENDED): Analysis {
  const document = readDocument(text);
  if (document === undefined) return NONE_OF_OURS;
  const { preset, levels } = configuration;
  const findings: Finding[] = [];
  for (const rule of RULES) {
    const { id, severity } = rule;
    const level = levels.get(id);
    if (level === 'off') continue;
    const report: Report = (violation) => {
      findings.push(toFinding(id, level ?? violation.severity ?? severity, documentationOf(id), violation));
    };
    rule.check(document.taskDefinition, report, preset);
  }
  const { source } = document.value;
  return {
    kind: document.kind,
    findings: applySuppressions(findingsIn(source, findings), source, configuration),
    ...(!source.complete && { syntaxError: () => (hasPlaceholder(text) ? undefined : firstSyntaxError(text)) }),
  };
}
