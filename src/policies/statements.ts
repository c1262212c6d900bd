import type { Condition, Statement, Written } from './policy.ts';

/** All resources: for actions that take none. */
export const EVERYTHING: readonly Written[] = [['*']];

export function allow(
  sid: string,
  actions: readonly string[],
  resources: readonly Written[],
  conditions: readonly Condition[] = [],
): Statement {
  return { sid, effect: 'Allow', actions, resources, conditions };
}

export function deny(
  sid: string,
  actions: readonly string[],
  resources: readonly Written[],
  conditions: readonly Condition[] = [],
): Statement {
  return { sid, effect: 'Deny', actions, resources, conditions };
}
