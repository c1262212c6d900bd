/** A task of a service, as its scheduler counts it. */
export interface Counted {
  /** It runs, and no health check says otherwise. */
  readonly isHealthy: boolean;
}

/** What the scheduler does next. */
export interface Plan<Task> {
  readonly start: number;
  readonly stop: readonly Task[];
  /** Whether it may neither start nor stop anything, and nothing will ever change that. */
  readonly isStuck: boolean;
}

export interface Limits {
  readonly desired: number;
  readonly minimumHealthyPercent: number;
  readonly maximumPercent: number;
}

/**
 * How a rolling deployment goes on: never fewer healthy tasks than the minimum, which is rounded up, never more tasks
 * than the maximum, which is rounded down.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-type-ecs.html
 */
export function planRolling<Task extends Counted>(
  present: readonly Task[],
  former: readonly Task[],
  { desired, minimumHealthyPercent, maximumPercent }: Limits,
): Plan<Task> {
  const least = Math.ceil((desired * minimumHealthyPercent) / 100);
  const most = Math.max(desired === 0 ? 0 : 1, Math.floor((desired * maximumPercent) / 100));
  // Those that do not run go first, then the newest.
  const surplus = inOrder(present).slice(0, Math.max(0, present.length - desired));
  let healthy = [...present, ...former].filter((task) => task.isHealthy && !surplus.includes(task)).length;
  const stop = [...surplus];
  for (const task of inOrder(former)) {
    if (task.isHealthy && healthy - 1 < least) {
      continue;
    }
    stop.push(task);
    healthy -= task.isHealthy ? 1 : 0;
  }
  const staying = present.length + former.length - stop.length;
  const missing = Math.max(0, desired - present.length);
  const start = Math.min(missing, Math.max(0, most - staying));
  const allHealthy = [...present, ...former].every(({ isHealthy }) => isHealthy);
  return { start, stop, isStuck: missing > 0 && start === 0 && stop.length === 0 && allHealthy };
}

/** How a deployment goes on that has both revisions run side by side, and scales neither before it is time. */
export function planStaged<Task extends Counted>(
  present: readonly Task[],
  former: readonly Task[],
  desired: number,
  { scalesUp, cleansUp }: { readonly scalesUp: boolean; readonly cleansUp: boolean },
): Plan<Task> {
  const surplus = inOrder(present).slice(0, Math.max(0, present.length - desired));
  return {
    start: scalesUp ? Math.max(0, desired - present.length) : 0,
    stop: cleansUp ? [...surplus, ...former] : surplus,
    isStuck: false,
  };
}

function inOrder<Task extends Counted>(tasks: readonly Task[]): Task[] {
  const unhealthy = tasks.filter(({ isHealthy }) => !isHealthy).toReversed();
  return [...unhealthy, ...tasks.filter(({ isHealthy }) => isHealthy).toReversed()];
}
