import type { Value } from '../syntax/value.ts';

/** Of two limits, the one that a number is beyond; undefined when it is within them, or not a number. */
export function limitPassed(value: Value, least: number, most: number): number | undefined {
  const { number } = value;
  if (number === undefined || (number >= least && number <= most)) {
    return undefined;
  }
  return number < least ? least : most;
}
