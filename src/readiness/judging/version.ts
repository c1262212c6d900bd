/**
 * The first ECS agents with ECS Exec.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec-run.html
 */
export const LEAST_AGENT = { linux: '1.50.2', windows: '1.56.0' } as const;

/** Whether a version such as `1.50.2` is at least another one; undefined where either is written otherwise. */
export function isAtLeast(version: string | undefined, least: string): boolean | undefined {
  const given = numbersOf(version ?? '');
  const needed = numbersOf(least);
  if (given === undefined || needed === undefined) {
    return undefined;
  }
  for (let at = 0; at < Math.max(given.length, needed.length); at++) {
    const difference = (given[at] ?? 0) - (needed[at] ?? 0);
    if (difference !== 0) {
      return difference > 0;
    }
  }
  return true;
}

/** The ECS agent writes `1.50.2` or `v1.50.2`, and what it was built of after a hyphen or a plus sign. */
function numbersOf(version: string): readonly number[] | undefined {
  const [, numbers] = /^v?(\d{1,9}(?:\.\d{1,9}){0,5})(?:[-+ ].*)?$/.exec(version) ?? [];
  return numbers?.split('.').map(Number);
}
