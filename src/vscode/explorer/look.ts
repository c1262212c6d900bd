import type { Clusters, Described } from '../../aws/api/clusters.ts';
import type { Task } from '../../aws/api/tasks.ts';
import type { Problem } from '../../problem.ts';
import type { ProblemCode } from '../../problem-code.ts';
import type { Level } from './levels.ts';
import type { ClusterNode } from './nodes.ts';
import { connectionOf } from './nodes.ts';
import { isServiceBusy, isTaskBusy, markOf } from './under-way.ts';
import type { Look } from './watch.ts';

/** Milliseconds after which clusters and services are listed anew, for some may have been added. */
const LIST_EVERY = 5 * 60_000;
/** Problems that pass by themselves: what they have kept away is asked for again. */
const PASSING: readonly ProblemCode[] = ['no-network', 'no-answer', 'throttled', 'aws-server'];
/** How many one call describes. */
const CLUSTERS_PER_CALL = 100;
const SERVICES_PER_CALL = 10;
const TASKS_PER_CALL = 100;

type ToProblem = (error: unknown) => Problem;

/** What has come of looking. */
type Looked = Omit<Look, 'hasChanged'>;

/**
 * Has all that is shown described anew: clusters, services, and the tasks of a cluster together, however many services
 * they are of. Never rejects.
 */
export async function lookAt(levels: readonly Level[], toProblem: ToProblem): Promise<Looked> {
  const idle = levels.filter(({ list }) => list.asking === 'no' && list.isKnown);
  const looks = [
    ...idle.map((level) => lookAtNamed(level, toProblem)),
    ...byCluster(idle).map(([cluster, inIt]) => lookAtTasks(cluster, inIt, toProblem)),
  ];
  const all = await Promise.all(looks);
  return {
    calls: all.reduce((sum, { calls }) => sum + calls, 0),
    isBusy: all.some(({ isBusy }) => isBusy),
    problem: all.find(({ problem }) => problem !== undefined)?.problem,
  };
}

/** Whether there may be others in a list than when it was asked for. */
export function isOutdated({ node, list, mark, askedAt, ...level }: Level, now: number): boolean {
  const isNamed = node.kind === 'connection' || node.kind === 'cluster';
  const isMissing = list.rows.length === 0 && list.problem !== undefined && PASSING.includes(list.problem.code);
  return (
    list.isStale || level.isOutdated || isMissing || markOf(node) !== mark || (isNamed && now - askedAt >= LIST_EVERY)
  );
}

const NOTHING: Looked = { calls: 0, isBusy: false, problem: undefined };

async function lookAtNamed(level: Level, toProblem: ToProblem): Promise<Looked> {
  const { node, list, clusters, services } = level;
  const arns = described(list.rows);
  if (arns.length === 0) {
    // An empty list is asked for as such, now and then.
    return { ...NOTHING, calls: node.kind === 'connection' || node.kind === 'cluster' ? 1 : 0 };
  }
  if (node.kind === 'connection' && clusters !== undefined) {
    return attempt(list, toProblem, Math.ceil(arns.length / CLUSTERS_PER_CALL), async () => {
      const answer = await (await questionsOf(node)).describeClusters(arns);
      clusters.apply(answer);
      level.isOutdated ||= hasEnded(answer, ({ status }) => status === 'INACTIVE');
      return false;
    });
  }
  if (node.kind === 'cluster' && services !== undefined) {
    return attempt(list, toProblem, Math.ceil(arns.length / SERVICES_PER_CALL), async () => {
      const answer = await (await questionsOf(node)).describeServices(node.cluster.arn, arns);
      services.apply(answer);
      level.isOutdated ||= hasEnded(answer, ({ status }) => status === 'INACTIVE');
      return answer.items.some(isServiceBusy);
    });
  }
  return NOTHING;
}

async function lookAtTasks(cluster: ClusterNode, levels: readonly Level[], toProblem: ToProblem): Promise<Looked> {
  const arns = [...new Set(levels.flatMap(({ list }) => described(list.rows)))];
  const calls = Math.ceil(arns.length / TASKS_PER_CALL);
  if (calls === 0) {
    return NOTHING;
  }
  const lists = levels.map(({ list }) => list);
  const fail = (problem: Problem): void => lists.forEach((list) => list.fail(problem));
  return attempt({ fail }, toProblem, calls, async () => {
    const answer = await (await questionsOf(cluster)).describeTasks(cluster.cluster.arn, arns);
    for (const level of levels) {
      const own = ofList(answer, new Set(level.list.rows.map(({ arn }) => arn)));
      level.tasks?.apply(own);
      level.isOutdated ||= hasEnded(own, ({ lastStatus }) => lastStatus === 'STOPPED');
    }
    return answer.items.some(isTaskBusy);
  });
}

/** Asks, and has the lists say it where that fails. Resolves with whether something is under way. */
async function attempt(
  list: { fail(problem: Problem): void },
  toProblem: ToProblem,
  calls: number,
  ask: () => Promise<boolean>,
): Promise<Looked> {
  try {
    return { calls, isBusy: await ask(), problem: undefined };
  } catch (error) {
    const problem = toProblem(error);
    list.fail(problem);
    return { calls, isBusy: false, problem };
  }
}

/** Whether some of what was asked for do not exist any more. */
function hasEnded<T>({ items, failures }: Described<T>, isOver: (item: T) => boolean): boolean {
  return failures.size > 0 || items.some(isOver);
}

async function questionsOf(node: Level['node']): Promise<Clusters> {
  return (await connectionOf(node).gateway()).clusters;
}

/** The ARNs of rows that have been described. */
function described(rows: Level['list']['rows']): readonly string[] {
  return rows.filter(({ item }) => item !== undefined).map(({ arn }) => arn);
}

function ofList({ items, failures }: Described<Task>, own: ReadonlySet<string>): Described<Task> {
  return {
    items: items.filter(({ arn }) => own.has(arn)),
    failures: new Map([...failures].filter(([arn]) => own.has(arn))),
  };
}

/** Lists of tasks by the cluster that they are in. */
function byCluster(levels: readonly Level[]): readonly (readonly [ClusterNode, readonly Level[]])[] {
  const groups = new Map<ClusterNode, Level[]>();
  for (const level of levels) {
    const { node } = level;
    if (node.kind === 'service' || node.kind === 'standalone') {
      groups.set(node.parent, [...(groups.get(node.parent) ?? []), level]);
    }
  }
  return [...groups];
}
