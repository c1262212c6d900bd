import { text as sentence } from '../text.ts';
import { type Analysis, type Configuration, type Finding, type LanguageService, LONGEST_TEXT } from './api.ts';
import { RECOMMENDED } from './configuration.ts';
import { readDocument } from './document.ts';
import { FindingList, findingsIn, limitFinding, withinLimit } from './finding.ts';
import { fixAll } from './fix-all.ts';
import { hover } from './hovers/index.ts';
import { mayBeTaskDefinition, type RecognizedDocument } from './documents/recognize.ts';
import { documentationOf } from './rules/documentation.ts';
import { RULES } from './rules/index.ts';
import { applySuppressions } from './suppression/apply.ts';
import { suppress } from './suppression/write.ts';
import { symbols } from './symbols/index.ts';
import { firstSyntaxError } from './syntax/json/syntax-error.ts';
import { hasPlaceholder } from './syntax/placeholder.ts';

const NONE_OF_OURS: Analysis = { kind: undefined, findings: [] };

const TOO_LONG: Analysis = {
  kind: undefined,
  findings: [
    limitFinding(
      sentence(
        'This file is not checked: it is longer than {0} MiB, and ECS takes 64 KiB.',
        LONGEST_TEXT / 1024 / 1024,
      ),
      0,
    ),
  ],
};

/** The language service. It keeps nothing between calls. */
export function createLanguageService(): LanguageService {
  return {
    analyze,
    fixAll: (text, configuration) =>
      fixAll(text, (current) => ({ findings: allFindings(readDocument(current), configuration) })),
    suppress,
    hover,
    symbols,
  };
}

function analyze(text: string, configuration?: Configuration): Analysis {
  const document = readDocument(text);
  if (document === undefined) {
    return isTooLong(text) ? TOO_LONG : NONE_OF_OURS;
  }
  const { source } = document.value;
  return {
    kind: document.kind,
    findings: withinLimit(allFindings(document, configuration)),
    ...(!source.complete && { syntaxError: () => (hasPlaceholder(text) ? undefined : firstSyntaxError(text)) }),
  };
}

/** In the order of their places. None where there is no document. */
function allFindings(
  document: RecognizedDocument | undefined,
  configuration: Configuration = RECOMMENDED,
): readonly Finding[] {
  if (document === undefined) {
    return [];
  }
  const { preset, levels } = configuration;
  const list = new FindingList();
  for (const rule of RULES) {
    const { id, severity } = rule;
    const level = levels.get(id);
    if (level === 'off') {
      continue;
    }
    const page = documentationOf(id);
    rule.check(
      document.taskDefinition,
      (violation) => list.add(id, level ?? violation.severity ?? severity, page, violation),
      preset,
    );
  }
  const { source } = document.value;
  return applySuppressions(findingsIn(source, list.findings), source, configuration);
}

function isTooLong(text: string): boolean {
  return text.length > LONGEST_TEXT && mayBeTaskDefinition(text);
}
