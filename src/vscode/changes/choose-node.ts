import * as vscode from 'vscode';
import { shortId } from '../../live/task-name.ts';
import { isProblem } from '../../problem.ts';
import type { Connections } from '../connections/connections.ts';
import type { LiveConnection } from '../connections/live-connection.ts';
import {
  type ClusterNode,
  clusterNode,
  compare,
  connectionNode,
  type Node,
  type ServiceNode,
  serviceNode,
  standaloneNode,
  type TaskNode,
  taskNode,
} from '../explorer/nodes.ts';
import { pickInStep, type PickItem, pickItem, pickNote } from '../pick.ts';
import { BACK, inSteps, type Step, type StepBox } from '../steps.ts';
import { localize, problemInWords } from '../words.ts';

export interface ChooseParts {
  readonly connections: Connections;
  /** What is selected in the tree; empty while that is not to be seen. */
  readonly selection: () => readonly Node[];
}

type Words = Parameters<typeof pickItem>[0];

/** What a box answers: the user's choice, that they want to go back, or that they give up. */
type Answer<N> = Promise<N | typeof BACK | undefined>;

/** What the boxes have answered. */
interface Chosen<N> {
  readonly cluster?: ClusterNode;
  readonly node?: N;
}

/** A box with nodes to choose from. */
interface NodeBox<N> {
  readonly title: string;
  readonly placeHolder: string;
  readonly pagesOf: (signal: AbortSignal) => AsyncIterable<readonly N[]>;
  readonly look: (node: N) => Words;
}

/** Rows of a list to choose from; who has more types parts of a name in the tree. */
const MOST_ROWS = 2_000;

/**
 * What a command is about that was given no node: the one row that is selected in the tree, where it is of one of these
 * kinds.
 */
export function selectedAs<Kind extends Node['kind']>(
  kinds: readonly Kind[],
  { selection }: Pick<ChooseParts, 'selection'>,
): (Node & { readonly kind: Kind }) | undefined {
  const [node, ...others] = selection();
  const isOf = (each: Node): each is Node & { readonly kind: Kind } => kinds.some((kind) => kind === each.kind);
  return node !== undefined && others.length === 0 && isOf(node) ? node : undefined;
}

/**
 * The service of a node of the tree, else of the row that is selected there, or one that the user selects, first its
 * cluster, then itself. Undefined where the user gives up. Rejects with a `Problem`.
 */
export async function chooseService(
  node: Node | undefined,
  title: string,
  parts: ChooseParts,
): Promise<ServiceNode | undefined> {
  const about = node ?? selectedAs(['service', 'deployment', 'task', 'container'], parts);
  for (let each: Node | undefined = about; each !== undefined; each = each.parent) {
    if (each.kind === 'service') {
      return each;
    }
  }
  // A selected task that no service started says nothing of which cluster is meant.
  return chooseBelow(node, title, parts, (cluster, step) => {
    const services = async function* (signal: AbortSignal): AsyncGenerator<readonly ServiceNode[]> {
      const { clusters } = await cluster.parent.connection.gateway();
      for await (const page of clusters.listServices(cluster.cluster.arn, signal)) {
        yield page.map((service) => serviceNode(service, cluster));
      }
    };
    const look = ({ service }: ServiceNode): Words => ({
      icon: 'layers',
      label: service.name,
      description: localize('{0} of {1} running', service.running, service.desired),
    });
    return pickNode({ title, placeHolder: vscode.l10n.t('Select a service'), pagesOf: services, look }, step);
  });
}

/** As {@link chooseService}, a task of a service or one that none started. */
export async function chooseTask(
  node: Node | undefined,
  title: string,
  parts: ChooseParts,
): Promise<TaskNode | undefined> {
  const about = node ?? selectedAs(['task', 'container'], parts);
  if (about?.kind === 'task') {
    return about;
  }
  if (about?.kind === 'container') {
    return about.parent;
  }
  return chooseBelow(node, title, parts, (cluster, step) => {
    const tasks = async function* (signal: AbortSignal): AsyncGenerator<readonly TaskNode[]> {
      const { clusters } = await cluster.parent.connection.gateway();
      for await (const page of clusters.listTasks(cluster.cluster.arn, { kind: 'all' }, signal)) {
        yield page.map((task) => taskNode(task, standaloneNode(cluster)));
      }
    };
    const look = ({ task }: TaskNode): Words => ({
      icon: 'play-circle',
      label: shortId(task),
      description: [task.group ?? '', task.definition, task.lastStatus].filter((part) => part !== '').join(' · '),
    });
    return pickNode({ title, placeHolder: vscode.l10n.t('Select a task'), pagesOf: tasks, look }, step);
  });
}

/** First the cluster, where the node is not in one, then one of what is in it, with a way back. */
async function chooseBelow<N extends Node>(
  node: Node | undefined,
  title: string,
  { connections }: ChooseParts,
  pickIn: (cluster: ClusterNode, step: Step) => Answer<N>,
): Promise<N | undefined> {
  const asked = node?.kind === 'connection' ? [node.connection] : connections.all;
  const cluster: StepBox<Chosen<N>> = async (_, step) => {
    const picked = await pickCluster(title, asked, step);
    return picked === undefined || picked === BACK ? picked : { cluster: picked };
  };
  const below: StepBox<Chosen<N>> = async (answers, step) => {
    const picked = answers.cluster && (await pickIn(answers.cluster, step));
    return picked === undefined || picked === BACK ? picked : { ...answers, node: picked };
  };
  const known = clusterAround(node);
  const chosen =
    known === undefined ? inSteps<Chosen<N>>({}, [cluster, below]) : inSteps<Chosen<N>>({ cluster: known }, [below]);
  return (await chosen)?.node;
}

function clusterAround(node: Node | undefined): ClusterNode | undefined {
  for (let each: Node | undefined = node; each !== undefined; each = each.parent) {
    if (each.kind === 'cluster') {
      return each;
    }
  }
  return undefined;
}

async function pickCluster(title: string, asked: readonly LiveConnection[], step: Step): Answer<ClusterNode> {
  const clusters = async function* (signal: AbortSignal): AsyncGenerator<readonly ClusterNode[]> {
    const failures: unknown[] = [];
    for (const connection of asked) {
      try {
        const gateway = await connection.gateway();
        for await (const page of gateway.clusters.listClusters(signal)) {
          yield page.map((cluster) => clusterNode(cluster, connectionNode(connection)));
        }
      } catch (error) {
        signal.throwIfAborted();
        failures.push(error);
      }
    }
    // One that cannot be asked does not stand in the way of the others.
    if (failures.length > 0) {
      throw failures[0];
    }
  };
  const look = ({ cluster, parent: { connection } }: ClusterNode): Words => ({
    icon: 'server',
    label: cluster.name,
    description: [connection.place?.profile ?? '', connection.place?.region ?? ''].join(' · '),
  });
  return pickNode({ title, placeHolder: vscode.l10n.t('Select a cluster'), pagesOf: clusters, look }, step);
}

/** Rows are there as they are found. What cannot be listed is told of below those that are. */
async function pickNode<N extends Node>({ title, placeHolder, pagesOf, look }: NodeBox<N>, step: Step): Answer<N> {
  // Escape is to end the questions, too.
  const abort = new AbortController();
  const items = async function* (): AsyncGenerator<readonly PickItem<{ readonly node?: N }>[]> {
    let count = 0;
    try {
      for await (const page of pagesOf(abort.signal)) {
        const rows = page.map((node) => ({ node, words: look(node) }));
        yield rows
          .toSorted((a, b) => compare(a.words.label, b.words.label))
          .map(({ node, words }) => pickItem(words, { node }));
        count += page.length;
        if (count >= MOST_ROWS) {
          const label = localize('Only the first {0} are listed: select others in the tree', count);
          yield [pickNote({ icon: 'info', label }, {})];
          return;
        }
      }
    } catch (error) {
      if (count === 0 || !isProblem(error)) {
        throw error;
      }
      const label = vscode.l10n.t('Not all could be listed');
      yield [pickNote({ icon: 'error', label, detail: problemInWords(error) }, {})];
    }
    if (count === 0) {
      yield [pickNote({ icon: 'info', label: vscode.l10n.t('There is nothing to select here') }, {})];
    }
  };
  try {
    const picked = await pickInStep({ title, placeHolder, items: items() }, step);
    return picked === undefined || picked === BACK ? picked : picked.node;
  } finally {
    abort.abort();
  }
}
