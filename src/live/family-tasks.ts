import { lastPart } from '../arn.ts';
import type { Gateway } from '../aws/api/gateway.ts';
import type { Task } from '../aws/api/tasks.ts';

/** In how many clusters the tasks of a family are looked for. */
const MOST_CLUSTERS = 100;

/** How many of its tasks are described; the others are only counted. */
const MOST_DESCRIBED = 100;

/** The tasks of a family that are not stopped. */
export interface FamilyTasks {
  readonly count: number;
  /** The newest first; at most {@link MOST_DESCRIBED} of them. */
  readonly tasks: readonly Task[];
  /** The names of the clusters in which they are. */
  readonly clusters: readonly string[];
  /** Whether every cluster has been looked into. */
  readonly isComplete: boolean;
}

/**
 * Looks for the tasks of a family: a question for each cluster, and one more for each in which there are some. Rejects
 * with a `Problem`.
 */
export async function findFamilyTasks(
  { clusters }: Pick<Gateway, 'clusters'>,
  family: string,
  signal: AbortSignal,
): Promise<FamilyTasks> {
  const [tasks, names]: [Task[], string[]] = [[], []];
  let count = 0;
  const { arns: places, isComplete } = await firstClusters(clusters, signal);
  for (const cluster of places) {
    const arns: string[] = [];
    for await (const page of clusters.taskArns(cluster, { family }, signal)) {
      arns.push(...page.arns);
    }
    if (arns.length > 0) {
      count += arns.length;
      names.push(lastPart(cluster));
      const described = await clusters.describeTasks(cluster, arns.slice(0, MOST_DESCRIBED - tasks.length), signal);
      tasks.push(...described.items);
    }
  }
  const since = ({ createdAt }: Task): number => createdAt?.getTime() ?? 0;
  return { count, tasks: tasks.toSorted((one, other) => since(other) - since(one)), clusters: names, isComplete };
}

/** How many tasks run each revision, the newest revision first. */
export function revisionsOf(tasks: readonly Task[]): readonly { readonly revision: string; readonly count: number }[] {
  const counts = new Map<string, number>();
  for (const { definition } of tasks) {
    const revision = definition.slice(definition.lastIndexOf(':') + 1);
    counts.set(revision, (counts.get(revision) ?? 0) + 1);
  }
  return [...counts]
    .map(([revision, count]) => ({ revision, count }))
    .sort((one, other) => Number(other.revision) - Number(one.revision));
}

async function firstClusters(
  clusters: Gateway['clusters'],
  signal: AbortSignal,
): Promise<{ arns: readonly string[]; isComplete: boolean }> {
  const arns: string[] = [];
  for await (const page of clusters.clusterArns(signal)) {
    arns.push(...page.arns);
    if (arns.length >= MOST_CLUSTERS) {
      return { arns: arns.slice(0, MOST_CLUSTERS), isComplete: arns.length === MOST_CLUSTERS && !page.hasMore };
    }
  }
  return { arns, isComplete: true };
}
