import { type Text, text } from '../../text.ts';
import type { Spelling } from './closest.ts';
import { RULES } from './index.ts';

const IDS: ReadonlySet<string> = new Set(RULES.map(({ id }) => id));

/** By the part after the group. */
const BY_NAME: ReadonlyMap<string, string> = new Map(RULES.map(({ id }) => [id.slice(id.indexOf('/') + 1), id]));

/** Whether there is a rule of this name. */
export function isRule(name: string): boolean {
  return IDS.has(name);
}

/** The rule that was meant by a name that no rule has. Its group may be missing, or be another one. */
export function ruleMeantBy(name: string, spelling: Spelling): string | undefined {
  const last = name.slice(name.lastIndexOf('/') + 1);
  return BY_NAME.get(last) ?? spelling.meant(name, IDS);
}

/** What to say of a name that no rule has. */
export function noSuchRule(name: string, meant: string | undefined): Text {
  return meant === undefined
    ? text('There is no rule "{0}".', name)
    : text('There is no rule "{0}". Did you mean "{1}"?', name, meant);
}
