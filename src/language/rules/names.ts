import type { Spelling } from '../documents/closest.ts';
import { RULES } from './index.ts';
import { RETIRED } from './retired.ts';

const IDS: ReadonlySet<string> = new Set(RULES.map(({ id }) => id));

/** By the part after the group. */
const BY_NAME: ReadonlyMap<string, string> = new Map(RULES.map(({ id }) => [id.slice(id.indexOf('/') + 1), id]));

/** Whether there is a rule of this name. */
export function isRule(name: string): boolean {
  return IDS.has(name);
}

/**
 * The rules that a name stands for: itself, or what has replaced one of this name; none where there is no such
 * rule.
 */
export function rulesNamed(name: string): readonly string[] {
  return isRule(name) ? [name] : (RETIRED.get(name) ?? []);
}

/** What has replaced a rule that is no more; undefined for any other name. */
export function successorsOf(name: string): readonly string[] | undefined {
  return RETIRED.get(name);
}

/** The rules whose findings another linter has, too. */
export function rulesReportedBy(linter: string): readonly string[] {
  return RULES.filter(({ alsoReportedBy }) => alsoReportedBy?.some((other) => other.startsWith(`${linter} `))).map(
    ({ id }) => id,
  );
}

/** The rule that was meant by a name that no rule has. Its group may be missing, or be another one. */
export function ruleMeantBy(name: string, spelling: Spelling): string | undefined {
  const last = name.slice(name.lastIndexOf('/') + 1);
  return BY_NAME.get(last) ?? spelling.meant(name, IDS);
}
