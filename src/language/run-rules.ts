import type { Configuration, Finding } from './api.ts';
import type { Subject } from './documents/subject.ts';
import type { WrittenFile } from './documents/written-file.ts';
import { FindingList } from './finding.ts';
import { INPUT } from './notation/notation.ts';
import { reporter, type Speaker } from './reporter.ts';
import { type FileRule, type Messages, NO_OPTIONS as NONE, type TaskDefinitionRule } from './rules/define-rule.ts';
import { documentationOf } from './rules/documentation.ts';
import { RULES } from './rules/index.ts';

const ON_TASK_DEFINITIONS = RULES.filter((rule): rule is TaskDefinitionRule => rule.on === 'task-definition');
const ON_FILES = RULES.filter((rule): rule is FileRule => rule.on === 'file');

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
  for (const rule of ON_TASK_DEFINITIONS) {
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

/** As {@link runRules}, of how a file is written. */
export function runFileRules(file: WrittenFile, { levels }: Configuration): readonly Finding[] {
  const list = new FindingList(INPUT);
  for (const rule of ON_FILES) {
    const { id, messages } = rule;
    const level = levels.get(id);
    if (level !== 'off') {
      rule.check({ file, report: reporter(list, () => ({ id, messages, level }), documentationOf) });
    }
  }
  return list.findings;
}

const NOBODY: Speaker<Messages> = { id: '', messages: {} };
