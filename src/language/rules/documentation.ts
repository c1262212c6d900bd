import type { RuleId } from './rule.ts';

/** The page that says what a rule wants and why. */
export function documentationOf(rule: RuleId): string {
  return `https://github.com/ecs-exec/ecs-exec/blob/main/docs/rules/${rule}.md`;
}
