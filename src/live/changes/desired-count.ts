import { sentence, type Text } from '../../text.ts';

/** Tasks of a service. Source: Amazon ECS service quotas, "Tasks per service"; it can be raised, but not this far. */
const MOST_TASKS = 100_000;

/** What Application Auto Scaling is told about a service. */
export interface ScalingRange {
  readonly min: number;
  readonly max: number;
}

/** What is wrong with what was typed for a desired count; undefined where nothing is. */
export function mistakeInCount(typed: string): Text | undefined {
  const count = countIn(typed);
  return count === undefined || count > MOST_TASKS ? sentence('Enter a whole number, such as 0 or 3.') : undefined;
}

/** The desired count that was typed; undefined where it is none. */
export function countIn(typed: string): number | undefined {
  return /^\d{1,9}$/.test(typed.trim()) ? Number(typed) : undefined;
}

/** That Auto Scaling will change the count again; undefined where it does not. */
export function overrideOf(range: ScalingRange | undefined, count?: number): Text | undefined {
  if (range === undefined) {
    return undefined;
  }
  return count !== undefined && (count < range.min || count > range.max)
    ? sentence('Auto Scaling keeps it between {0} and {1} tasks, and will soon override this.', range.min, range.max)
    : sentence('Auto Scaling sets it between {0} and {1} tasks, and may override this.', range.min, range.max);
}
