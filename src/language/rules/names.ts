import { text, type Text } from '../../text.ts';
import { closest } from './closest.ts';
import { RULES } from './index.ts';

const IDS: readonly string[] = RULES.map(({ id }) => id);

/** Whether there is a rule of this name. */
export function isRule(name: string): boolean {
  return IDS.includes(name);
}

/** The rule that was meant by a name that no rule has. Its group may be missing, or be another one. */
export function ruleMeantBy(name: string): string | undefined {
  const last = name.slice(name.lastIndexOf('/') + 1);
  return IDS.find((id) => id.endsWith(`/${last}`)) ?? closest(name, IDS);
}

/** What to say of a name that no rule has. */
export function noSuchRule(name: string, meant: string | undefined): Text {
  return meant === undefined
    ? text('There is no rule "{0}".', name)
    : text('There is no rule "{0}". Did you mean "{1}"?', name, meant);
}
