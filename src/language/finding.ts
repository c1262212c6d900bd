import { sentence, type Text, type Value } from '../text.ts';
import type { Finding, Fix, Range, Severity, TextEdit } from './api.ts';
import type { Notation } from './notation/notation.ts';
import { writeChanges } from './notation/write.ts';
import { CONFIGURATION_PAGE } from './rules/documentation.ts';
import type { Remedy } from './rules/rule.ts';
import type { Source } from './syntax/value.ts';

/** So many findings of a text are told, the worst first: nobody reads more, and each costs whoever shows it. */
export const MOST_FINDINGS = 500;

const SEVERITIES: readonly Severity[] = ['error', 'warning', 'information'];

/** What is wrong in one place, before its fixes are edits. */
export interface Draft extends Omit<Finding, 'fixes' | 'range' | 'unnecessary'> {
  readonly at: Range;
  readonly unnecessary: readonly Range[];
  readonly remedies: readonly Remedy[];
}

/** Findings of one text as all who ask for them see them. */
export class FindingList {
  readonly findings: Finding[] = [];
  readonly #notation: Notation;
  /** A remedy of many findings is one fix, whose edits are made once. */
  readonly #fixes = new Map<Remedy, Fix>();

  constructor(notation: Notation) {
    this.#notation = notation;
  }

  add({ rule, messageId, severity, message, documentation, at, unnecessary, remedies }: Draft): void {
    this.findings.push({
      rule,
      messageId,
      severity,
      message: withNames(message, this.#notation),
      documentation,
      range: toRange(at),
      unnecessary: unnecessary.map(toRange),
      fixes: remedies.map((remedy) => this.#fixOf(remedy)),
    });
  }

  #fixOf(remedy: Remedy): Fix {
    const known = this.#fixes.get(remedy);
    if (known !== undefined) {
      return known;
    }
    const fix = new RemedyFix(remedy, this.#notation);
    this.#fixes.set(remedy, fix);
    return fix;
  }
}

/** A sentence whose properties, as `{.cpu}`, are named as a document writes them. */
export function withNames({ template, values }: Text, notation: Notation): Text {
  let at = template.indexOf('{.');
  if (at < 0) {
    return { template, values };
  }
  const named: Record<string, Value> = Object.fromEntries(Object.entries(values));
  while (at >= 0) {
    const end = template.indexOf('}', at);
    const name = template.slice(at + 1, end);
    named[name] = notation.write(name.slice(1));
    at = template.indexOf('{.', end);
  }
  return { template, values: named };
}

/** Findings in the order of their places. */
export function inPlace(findings: readonly Finding[]): readonly Finding[] {
  return findings.toSorted((a, b) => a.range.start - b.range.start || a.range.end - b.range.end);
}

/**
 * All findings of a text, in the order of their places. In a text with syntax errors none has fixes: a value may seem
 * to hold what comes after it, and a change would take that too. Nor has any a fix that breaks something elsewhere.
 */
export function findingsIn(source: Source, findings: readonly Finding[]): readonly Finding[] {
  if (!source.complete) {
    return inPlace(findings.map((finding) => ({ ...finding, fixes: [] })));
  }
  const breaks = source.syntax.breaksIn?.(source);
  return inPlace(
    breaks === undefined ? findings : findings.map((finding) => withFixes(finding, (fix) => !fix.edits().some(breaks))),
  );
}

/** Of very many findings, the worst, some of each rule, and one that says how many there are besides. */
export function withinLimit(findings: readonly Finding[]): readonly Finding[] {
  const [first] = findings;
  const surplus = findings.length - MOST_FINDINGS;
  if (first === undefined || surplus <= 0) {
    return findings;
  }
  const rest = sentence('{0} more findings are not shown: there are too many in this file.', surplus);
  return [limitFinding('tooMany', rest, first.range.start), ...inPlace(byWeight(findings).slice(0, MOST_FINDINGS))];
}

/** The worst first; of those that are as bad, the first of each rule, then the second of each, and so on. */
function byWeight(findings: readonly Finding[]): readonly Finding[] {
  const counts = new Map<string, number>();
  const ranked = findings.map((finding) => {
    const key = `${finding.severity} ${finding.rule}`;
    const rank = counts.get(key) ?? 0;
    counts.set(key, rank + 1);
    return { finding, severity: SEVERITIES.indexOf(finding.severity), rank };
  });
  return ranked.sort((a, b) => a.severity - b.severity || a.rank - b.rank).map(({ finding }) => finding);
}

/** Says of a text that not all of it is looked at. */
export function limitFinding(messageId: string, message: Text, start: number): Finding {
  const range = { start, end: start + 1 };
  return {
    rule: 'config/limit',
    messageId,
    severity: 'information',
    message,
    range,
    documentation: CONFIGURATION_PAGE,
    unnecessary: [],
    fixes: [],
  };
}

/** A finding with the fixes that pass a test, which may ask for their edits: only when its fixes are asked for. */
export function withFixes(finding: Finding, isOne: (fix: Fix) => boolean): Finding {
  return new FindingToMend(finding, isOne);
}

/** It is a class for the same reason as {@link RemedyFix}. */
class FindingToMend implements Finding {
  readonly rule: string;
  readonly messageId: string;
  readonly severity: Severity;
  readonly message: Text;
  readonly range: Range;
  readonly documentation: string;
  readonly unnecessary: readonly Range[];
  readonly #isOne: (fix: Fix) => boolean;
  readonly #all: Finding;
  #fixes: readonly Fix[] | undefined;

  constructor(finding: Finding, isOne: (fix: Fix) => boolean) {
    this.rule = finding.rule;
    this.messageId = finding.messageId;
    this.severity = finding.severity;
    this.message = finding.message;
    this.range = finding.range;
    this.documentation = finding.documentation;
    this.unnecessary = finding.unnecessary;
    this.#all = finding;
    this.#isOne = isOne;
  }

  get fixes(): readonly Fix[] {
    return (this.#fixes ??= this.#all.fixes.filter(this.#isOne));
  }
}

/** No more than the place: a value that stands there holds on to the whole text. */
function toRange({ start, end }: Range): Range {
  return { start, end };
}

/**
 * A remedy whose title and edits are made when they are asked for. It is a class because an object literal with a
 * getter gets a hidden class of its own, which holds on to the document until all memory is cleaned up.
 */
class RemedyFix implements Fix {
  readonly safe: boolean;
  readonly #remedy: Remedy;
  readonly #notation: Notation;
  #title: Text | undefined;
  #edits: readonly TextEdit[] | undefined;

  constructor(remedy: Remedy, notation: Notation) {
    this.safe = remedy.safe;
    this.#remedy = remedy;
    this.#notation = notation;
  }

  get title(): Text {
    return (this.#title ??= withNames(this.#remedy.title, this.#notation));
  }

  edits(): readonly TextEdit[] {
    return (this.#edits ??= writeChanges(this.#remedy.changes()));
  }
}
