import type { Configuration, Finding } from './api.ts';
import type { Subject } from './documents/subject.ts';
import { FindingList } from './finding.ts';
import { reporter } from './reporter.ts';
import { documentationOf } from './rules/documentation.ts';
import { RULES } from './rules/index.ts';

/** What rules say of a subject, rule by rule; those that a configuration switches off are not asked. */
export function runRules(
  { taskDefinition, notation }: Subject,
  { levels, options }: Configuration,
): readonly Finding[] {
  const list = new FindingList(notation);
  const { platform } = taskDefinition;
  for (const rule of RULES) {
    const { id, messages } = rule;
    const level = levels.get(id);
    if (level === 'off') {
      continue;
    }
    const own = options.get(id);
    rule.check({
      taskDefinition,
      platform,
      options: own === undefined ? rule.options : { ...rule.options, ...own },
      report: reporter(list, { id, messages, documentation: documentationOf(id) }, level),
    });
  }
  return list.findings;
}
