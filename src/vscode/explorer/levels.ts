import type { ArnsPage, Cluster, Clusters, Described, Service } from '../../aws/api/clusters.ts';
import type { Details, StoppedTask } from '../../aws/api/details.ts';
import type { Task } from '../../aws/api/tasks.ts';
import type { LiveConnection } from '../connections/live-connection.ts';
import { LiveList, type LiveListParts } from './live-list.ts';
import {
  byName,
  connectionOf,
  lastStoppedFirst,
  type ListNode,
  newestFirst,
  type Node,
  type StoppedNode,
} from './nodes.ts';

type Item = Cluster | Service | Task | StoppedTask;

/** The list below a node. */
export interface Level {
  /** The object that stands for the node now. */
  node: ListNode;
  /** Whichever of the following it is. */
  readonly list: Omit<LiveList<Item>, 'apply'>;
  readonly clusters: LiveList<Cluster> | undefined;
  readonly services: LiveList<Service> | undefined;
  readonly tasks: LiveList<Task> | undefined;
  readonly stopped: LiveList<StoppedTask> | undefined;
  /** Those that are shown, by their ARNs: the same objects for as long as they are. */
  readonly children: Map<string, Node>;
  /** Whether the node is expanded. */
  isOpen: boolean;
  /** What was shown last: which rows, and how each of them looked. */
  drawn: { readonly shape: string; readonly looks: ReadonlyMap<string, string> };
  /** What was known, when the list was asked for, of that which changes with it. */
  mark: string;
  /** When it was asked for. */
  askedAt: number;
  /** Whether there may be others in it now. */
  isOutdated: boolean;
}

/** What of a list its owner says. */
export type Listening = Pick<
  LiveListParts<Item>,
  'toProblem' | 'changed' | 'whenOverdue' | 'now' | 'matches' | 'isShown'
>;

/** The list of what is below a node, which asks for it through the node's connection. */
export function levelBelow(node: ListNode, { matches, ...listening }: Listening): Level {
  const clusters = async (): Promise<Clusters> => (await connectionOf(node).gateway()).clusters;
  const named = { ...listening, order: byName, ...(matches !== undefined && { matches }) };
  const rest = {
    node,
    children: new Map<string, Node>(),
    isOpen: false,
    drawn: { shape: '', looks: new Map<string, string>() },
    mark: '',
    askedAt: 0,
    isOutdated: false,
    clusters: undefined,
    services: undefined,
    tasks: undefined,
    stopped: undefined,
  };
  if (node.kind === 'connection') {
    const list = new LiveList<Cluster>({
      ...named,
      names: (signal) =>
        learning(
          node.connection,
          pages(clusters, (questions) => questions.clusterArns(signal)),
        ),
      describe: async (arns, signal) => (await clusters()).describeClusters(arns, signal),
    });
    return { ...rest, list, clusters: list };
  }
  if (node.kind === 'cluster') {
    const list = new LiveList<Service>({
      ...named,
      names: (signal) => pages(clusters, (questions) => questions.serviceArns(node.cluster.arn, signal)),
      describe: async (arns, signal) => (await clusters()).describeServices(node.cluster.arn, arns, signal),
    });
    return { ...rest, list, services: list };
  }
  if (node.kind === 'stopped') {
    return { ...rest, ...stoppedBelow(node, listening) };
  }
  const { arn } = node.parent.cluster;
  const service = node.kind === 'service' ? node.service.name : undefined;
  const list = new LiveList<Task>({
    ...listening,
    names: (signal) => pages(clusters, (questions) => questions.taskArns(arn, service, signal)),
    describe: async (arns, signal): Promise<Described<Task>> => (await clusters()).describeTasks(arn, arns, signal),
    orderInPage: newestFirst,
    // The API lists by service, but not by the lack of one.
    isWanted: ({ group }) => service !== undefined || group?.startsWith('service:') !== true,
  });
  return { ...rest, list, tasks: list };
}

/** Tasks that have stopped; one that is still stopping is among those that run. */
function stoppedBelow(node: StoppedNode, listening: Omit<Listening, 'matches'>): Pick<Level, 'list' | 'stopped'> {
  const { parent } = node;
  const { arn } = parent.parent.cluster;
  const service = parent.kind === 'service' ? parent.service.name : undefined;
  const details = async (): Promise<Details> => (await connectionOf(node).gateway()).details;
  const list = new LiveList<StoppedTask>({
    ...listening,
    names: async function* (signal) {
      yield* (await details()).stoppedArns(arn, service, signal);
    },
    describe: async (arns, signal) => (await details()).describeStopped(arn, arns, signal),
    orderInPage: lastStoppedFirst,
    isWanted: ({ task: { group, lastStatus } }) =>
      lastStatus === 'STOPPED' && (service !== undefined || group?.startsWith('service:') !== true),
  });
  return { list, stopped: list };
}

/** Hears of ARNs to which account a connection leads. */
async function* learning(connection: LiveConnection, pages: AsyncIterable<ArnsPage>): AsyncGenerator<ArnsPage> {
  for await (const page of pages) {
    connection.learn(page.arns);
    yield page;
  }
}

async function* pages(
  clusters: () => Promise<Clusters>,
  ask: (questions: Clusters) => AsyncIterable<ArnsPage>,
): AsyncGenerator<ArnsPage> {
  yield* ask(await clusters());
}
