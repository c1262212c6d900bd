import type { RuleDescription } from './description.ts';
import { NOTATIONS } from './notations.ts';

const BEGIN = '<!-- rules: written by scripts/rules.ts -->';
const END = '<!-- end of rules -->';

/** What the rules of a group have in common. */
const GROUPS: Readonly<Record<string, string>> = {
  cluster: 'What ECS refuses of clusters, and what ends sessions in them',
  exec: 'What breaks ECS Exec',
  policy: 'What IAM policies need for ECS Exec',
  service: 'What ECS refuses of services and runs of tasks, and what keeps ECS Exec off',
  task: 'What ECS refuses, ignores, or fails to start',
};

const LEGEND =
  'Fix: **all** is always right, so "fix all" also applies it. **choice** is offered where the finding ' +
  'is, for you to decide. A rule that is (off) is switched on by a configuration that gives it a severity. Where: ' +
  `**all** is ${NOTATIONS.join(', ')}. Rules for JSON alone are about how the file itself is written.`;

/**
 * A text with the tables between its two marks made anew, one for each group. Links are relative to the project's
 * folder. Throws when a mark is missing.
 */
export function withTables(text: string, rules: readonly RuleDescription[]): string {
  const begin = text.indexOf(BEGIN);
  const end = text.indexOf(END);
  if (begin < 0 || end < begin) {
    throw new Error(`Put the rules between ${BEGIN} and ${END}, each on a line of its own.`);
  }
  const tables = groupsOf(rules).map(([group, members]) => {
    const title = `${GROUPS[group] ?? group}: ${members.length} rules`;
    return `<details>\n<summary>${title}</summary>\n\n${table(members, 'docs/rules/')}\n\n</details>`;
  });
  return `${text.slice(0, begin)}${BEGIN}\n\n${tables.join('\n\n')}\n\n${LEGEND}\n\n${text.slice(end)}`;
}

/** The page that lists all rules. */
export function rulesPage(rules: readonly RuleDescription[]): string {
  const sections = groupsOf(rules).map(([group, members]) => `## ${GROUPS[group] ?? group}\n\n${table(members, '')}\n`);
  return [
    '<!-- Written by scripts/rules.ts from the rules and their pages. -->',
    '# Rules\n',
    'These are the rules by which the extension and its command line check task definitions, services, clusters and ' +
      'policies. Each ' +
      'rule has a page that says why, what AWS says, and how to fix it. ' +
      '[Configuration](../configuration.md) says how to change the severity of a rule, or to switch it ' +
      'off.\n',
    `${LEGEND}\n`,
    sections.join('\n'),
  ].join('\n');
}

function groupsOf(rules: readonly RuleDescription[]): readonly (readonly [string, readonly RuleDescription[]])[] {
  const groups = [...new Set(rules.map(({ group }) => group))];
  return groups.map((group) => [group, rules.filter((rule) => rule.group === group)]);
}

function table(rules: readonly RuleDescription[], folder: string): string {
  const rows = rules.map(
    ({ id, severities, isOptional, fix = '', notations, summary }) =>
      `| [\`${id}\`](${folder}${id}.md) | ${severities.join(', ')}${isOptional ? ' (off)' : ''} | ${fix} | ${where(notations)} | ${summary} |`,
  );
  return ['| Rule | Severity | Fix | Where | Requirement |', '|---|---|---|---|---|', ...rows].join('\n');
}

function where(notations: RuleDescription['notations']): string {
  return notations.length === NOTATIONS.length ? 'all' : notations.join(', ');
}
