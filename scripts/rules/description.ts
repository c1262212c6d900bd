import type { Configuration, Severity, TextFile } from '../../src/language/api.ts';
import { guessFormat } from '../../src/language/format.ts';
import { createLanguageService, readConfiguration } from '../../src/language/index.ts';
import { neighboursOf } from '../../src/language/neighbours.ts';
import { RULES } from '../../src/language/rules/index.ts';
import type { RuleId } from '../../src/language/rules/rule.ts';
import { type Notation, notationsOf } from './notations.ts';
import { BESIDE, pageOf } from './page.ts';

/** What the examples of the pages are. */
const FILE: TextFile = { name: 'task-definition.json', isUtf16: false, isNamed: true };

const SEVERITIES: readonly Severity[] = ['error', 'warning', 'information'];

/** A rule in one line of a table. */
export interface RuleDescription {
  readonly id: RuleId;
  /** The group it is in: a folder of rules. */
  readonly group: string;
  readonly summary: string;
  /** The worst first. */
  readonly severities: readonly Severity[];
  /** Whether only a configuration switches it on. */
  readonly isOptional: boolean;
  /** What the example of its page is offered: a fix that "fix all" makes, fixes to choose from, or none. */
  readonly fix: 'all' | 'choice' | undefined;
  /** In which it has something to say. */
  readonly notations: readonly Notation[];
}

/**
 * The rules that have a page in a folder of the project, ordered by group and name, as they and their pages describe
 * them. A test sees to it that each has one.
 */
export function describeRules(root: string): readonly RuleDescription[] {
  const service = createLanguageService();
  const rules = RULES.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  return rules.flatMap((rule) => {
    const { id, messages, isOptional = false } = rule;
    const page = pageOf(id, root);
    if (page === undefined) {
      return [];
    }
    const { summary, examples } = page;
    const severities = SEVERITIES.filter((severity) =>
      Object.values(messages).some((one) => one.severity === severity),
    );
    const beside = [{ name: FILE.name, text: examples.get(BESIDE) ?? '' }];
    const before = examples.get('Before') ?? '';
    const findings = service
      .open(before, FILE, guessFormat(before))
      .beside(neighboursOf('service.json', beside, service))
      .findings(switchedOn(id));
    const fixes = findings.filter((finding) => finding.rule === id).flatMap((finding) => finding.fixes);
    const isSafe = fixes.some(({ safe }) => safe);
    const [group = ''] = id.split('/');
    return [
      {
        id,
        group,
        summary,
        severities,
        isOptional,
        fix: isSafe ? 'all' : fixes.length > 0 ? 'choice' : undefined,
        notations: notationsOf(rule),
      },
    ];
  });
}

/** The configuration in which a rule is on, also one that is off where nothing is said. */
export function switchedOn(id: string): Configuration {
  const isOptional = RULES.some((rule) => rule.id === id && rule.isOptional === true);
  return readConfiguration(isOptional ? JSON.stringify({ rules: { [id]: 'information' } }) : '{}').configuration;
}
