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
    const { id } = rule;
    const level = levels.get(id);
    if (level === 'off') {
      continue;
    }
    const documentation = documentationOf(id);
    if (!('messages' in rule)) {
      rule.check(
        taskDefinition,
        ({ at, message, severity = rule.severity, fixes = [] }) => {
          list.add({
            rule: id,
            messageId: 'todo',
            severity: level ?? severity,
            message,
            documentation,
            at,
            remedies: fixes,
          });
        },
        options.get(id)?.['mustBeReadOnly'] === true ? 'read-only-root-filesystem' : 'recommended',
      );
      continue;
    }
    const { messages } = rule;
    const report = reporter(list, { id, messages, documentation }, level);
    rule.check({ taskDefinition, platform, options: { ...rule.options, ...options.get(id) }, report });
  }
  return list.findings;
}
