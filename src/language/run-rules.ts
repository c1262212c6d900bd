import type { Configuration, Finding } from './api.ts';
import { certainIn, withFixesThatCanBeMade } from './cases.ts';
import type { Subject } from './documents/subject.ts';
import type { WrittenFile } from './documents/written-file.ts';
import { FindingList } from './finding.ts';
import { INPUT } from './notation/notation.ts';
import type { Links } from './relations.ts';
import { reporter, type Speaker } from './reporter.ts';
import {
  type DefinedRule,
  type FileRule,
  type Looks,
  type Messages,
  NO_OPTIONS as NONE,
  type RuleOn,
} from './rules/define-rule.ts';
import { documentationOf } from './rules/documentation.ts';
import { RULES } from './rules/index.ts';

const ON_TASK_DEFINITIONS = rulesOn('task-definition');
const NOT_ABOUT_EXEC = ON_TASK_DEFINITIONS.filter(({ id }) => !id.startsWith('exec/'));
const ON_POLICIES = rulesOn('policy');
const ON_SERVICES = rulesOn('service');
const ON_CLUSTERS = rulesOn('cluster');
const ON_FILES = RULES.filter((rule): rule is FileRule => rule.on === 'file');

/**
 * What rules say of a subject, rule by rule; those that a configuration switches off are not asked. Of what depends on
 * conditions, it is what holds in all cases.
 */
export function runRules(subject: Subject, configuration: Configuration, links: Links = {}): readonly Finding[] {
  const cases = subject.cases?.() ?? [];
  const findings =
    cases.length === 0
      ? inOneCase(subject, configuration, links)
      : certainIn(cases.map((each) => ({ ...each, findings: inOneCase(each.subject, configuration, links) })));
  return subject.notation === INPUT ? findings : withFixesThatCanBeMade(findings);
}

function inOneCase(subject: Subject, configuration: Configuration, links: Links): readonly Finding[] {
  switch (subject.kind) {
    case 'policy': {
      const { policy } = subject;
      const { isAllowedBeside = () => false } = links;
      return policy.isOurs ? ask(ON_POLICIES, { policy, isAllowedBeside }, subject, configuration) : [];
    }
    case 'service':
    case 'task-run': {
      const { taskDefinition, taskRole } = links;
      return ask(ON_SERVICES, { service: subject.service, taskDefinition, taskRole }, subject, configuration);
    }
    case 'cluster':
      return ask(ON_CLUSTERS, { cluster: subject.cluster }, subject, configuration);
    case 'task-definition':
    case 'container-definitions': {
      const { taskDefinition } = subject;
      const { platform, propertyNames } = taskDefinition;
      // Where nobody opens a shell, nothing is in the way of one.
      const rules = links.isExecOff === true ? NOT_ABOUT_EXEC : ON_TASK_DEFINITIONS;
      return ask(rules, { taskDefinition, platform }, subject, configuration, propertyNames);
    }
  }
}

/** What rules about one kind of subjects say of what they are given to look at. */
function ask<On extends keyof Looks>(
  rules: readonly RuleOn<On>[],
  look: Looks[On],
  { notation }: Subject,
  { levels, options }: Configuration,
  propertyNames?: ReadonlySet<string>,
): readonly Finding[] {
  const list = new FindingList(notation);
  let speaker: Speaker<Messages> = NOBODY;
  const report = reporter(list, () => speaker, documentationOf);
  const plain = { ...look, options: NONE, report };
  const isConfigured = levels.size > 0 || options.size > 0;
  for (const rule of rules) {
    if (rule.speaksOf?.some((name) => propertyNames?.has(name) !== false) === false) {
      continue;
    }
    if (rule.isOptional === true && !levels.has(rule.id)) {
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

function rulesOn<On extends keyof Looks>(on: On): readonly RuleOn<On>[] {
  return RULES.filter((rule): rule is RuleOn<On> & DefinedRule => rule.on === on);
}

const NOBODY: Speaker<Messages> = { id: '', messages: {} };
