import type { Configuration, Finding } from './api.ts';
import type { Subject } from './documents/subject.ts';
import { FindingList } from './finding.ts';
import { reporter, type Speaker } from './reporter.ts';
import { type Messages, NO_OPTIONS as NONE } from './rules/define-rule.ts';
import { documentationOf } from './rules/documentation.ts';
import { RULES } from './rules/index.ts';

/** What rules say of a subject, rule by rule; those that a configuration switches off are not asked. */
export function runRules(
  { taskDefinition, notation }: Subject,
  { levels, options }: Configuration,
): readonly Finding[] {
  const list = new FindingList(notation);
  let speaker: Speaker<Messages> = NOBODY;
  const report = reporter(list, () => speaker, documentationOf);
  const { platform } = taskDefinition;
  const plain = { taskDefinition, platform, options: NONE, report };
  const isConfigured = levels.size > 0 || options.size > 0;
  const { propertyNames } = taskDefinition;
  for (const rule of RULES) {
    if (rule.speaksOf?.some((name) => propertyNames.has(name)) === false) {
      continue;
    }
    if (!isConfigured && rule.options === NONE) {
      speaker = rule;
      rule.check(plain);
      continue;
    }
    const { id, messages } = rule;
    const level = levels.get(id);
    if (level !== 'off') {
      speaker = level === undefined ? rule : { id, messages, level };
      rule.check({ ...plain, options: { ...rule.options, ...options.get(id) } });
    }
  }
  return list.findings;
}

const NOBODY: Speaker<Messages> = { id: '', messages: {} };
