import { lastPart } from '../../arn.ts';
import type { Cluster, Rollout, Service } from '../../aws/api/clusters.ts';
import type { StoppedTask } from '../../aws/api/details.ts';
import type { Container, Task } from '../../aws/api/tasks.ts';
import type { LiveContainer } from '../../live/container.ts';
import { sidecarsLast } from '../../live/sidecar.ts';
import { openRollout } from '../../live/standing/service.ts';
import type { Problem } from '../../problem.ts';
import type { LiveConnection } from '../connections/live-connection.ts';

/** The order of names, as people count: `web-2` before `web-10`, whatever the case. */
export const { compare } = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

/**
 * What the tree shows. A node's `id` is made of its connection's key, ARNs and names, never of state, so that it keeps
 * its place and selection. For as long as it is shown it is the same object, by which VS Code knows it: what is known
 * of it changes in it.
 */
export type Node =
  | ConnectionNode
  | ClusterNode
  | ServiceNode
  | DeploymentNode
  | StandaloneNode
  | TaskNode
  | StoppedNode
  | StoppedTaskNode
  | ContainerNode
  | NamedNode
  | MoreNode
  | NoteNode;

/** Nodes whose children are asked of AWS. */
export type ListNode = ConnectionNode | ClusterNode | ServiceNode | StandaloneNode | StoppedNode;

/** A profile in a region. Where there is only one, the tree begins with its clusters. */
export interface ConnectionNode {
  readonly kind: 'connection';
  readonly id: string;
  readonly parent: undefined;
  readonly connection: LiveConnection;
}

export interface ClusterNode {
  readonly kind: 'cluster';
  readonly id: string;
  readonly parent: ConnectionNode;
  readonly cluster: Cluster;
}

export interface ServiceNode {
  readonly kind: 'service';
  readonly id: string;
  readonly parent: ClusterNode;
  readonly service: Service;
}

/** A service's newest deployment, while it is under way or where it has failed. */
export interface DeploymentNode {
  readonly kind: 'deployment';
  readonly id: string;
  readonly parent: ServiceNode;
  readonly rollout: Rollout;
}

/** The tasks of a cluster that no service started. */
export interface StandaloneNode {
  readonly kind: 'standalone';
  readonly id: string;
  readonly parent: ClusterNode;
}

export interface TaskNode {
  readonly kind: 'task';
  readonly id: string;
  readonly parent: ServiceNode | StandaloneNode;
  readonly task: Task;
}

/** The tasks of a service, or those that no service started, that ECS remembers after they have stopped. */
export interface StoppedNode {
  readonly kind: 'stopped';
  readonly id: string;
  readonly parent: ServiceNode | StandaloneNode;
}

export interface StoppedTaskNode {
  readonly kind: 'stoppedTask';
  readonly id: string;
  readonly parent: StoppedNode;
  readonly report: StoppedTask;
}

export interface ContainerNode {
  readonly kind: 'container';
  readonly id: string;
  readonly parent: TaskNode;
  readonly container: Container;
}

/** A cluster or a service of which only the name is known: AWS has not described it, or not yet. */
export interface NamedNode {
  readonly kind: 'named';
  readonly id: string;
  readonly parent: ConnectionNode | ClusterNode;
  readonly arn: string;
  readonly name: string;
  /** Why AWS could not describe it, in its word: `MISSING`. */
  readonly failure: string | undefined;
}

/** Stands for those below a node that are not shown yet. */
export interface MoreNode {
  readonly kind: 'more';
  readonly id: string;
  readonly parent: ListNode;
  /** How many these are; undefined where that is not known. */
  readonly left: number | undefined;
  /** How many tasks were looked at for those that are shown; undefined where each of them is. */
  readonly looked: number | undefined;
  /** Whether as many are shown as can be. */
  readonly isLast: boolean;
}

/** A line of text in the place of nodes: still loading, nothing there, or why not. */
export interface NoteNode {
  readonly kind: 'note';
  readonly id: string;
  readonly parent: ListNode | TaskNode | NamedNode;
  /** In the user's language. */
  readonly label: string;
  readonly icon: string;
  /** Whether it stands for a question that can be given up. */
  readonly isWaiting: boolean;
  /** What it tells of, where that is a problem. */
  readonly problem?: Problem;
}

export function connectionNode(connection: LiveConnection): ConnectionNode {
  return { kind: 'connection', id: connection.key, parent: undefined, connection };
}

export function clusterNode(cluster: Cluster, parent: ConnectionNode): ClusterNode {
  return { kind: 'cluster', id: idBelow(parent, cluster.arn), parent, cluster };
}

export function serviceNode(service: Service, parent: ClusterNode): ServiceNode {
  return { kind: 'service', id: idBelow(parent, service.arn), parent, service };
}

export function standaloneNode(parent: ClusterNode): StandaloneNode {
  return { kind: 'standalone', id: `${parent.id}#standalone`, parent };
}

export function taskNode(task: Task, parent: ServiceNode | StandaloneNode): TaskNode {
  return { kind: 'task', id: idBelow(parent, task.arn), parent, task };
}

/** Undefined where there is nothing to say of its deployments. */
export function deploymentNode(parent: ServiceNode): DeploymentNode | undefined {
  const rollout = openRollout(parent.service);
  return rollout && { kind: 'deployment', id: `${parent.id}#deployment`, parent, rollout };
}

export function stoppedNode(parent: ServiceNode | StandaloneNode): StoppedNode {
  return { kind: 'stopped', id: `${parent.id}#stopped`, parent };
}

export function stoppedTaskNode(report: StoppedTask, parent: StoppedNode): StoppedTaskNode {
  return { kind: 'stoppedTask', id: `${idBelow(parent, report.arn)}#stopped`, parent, report };
}

export function namedNode(arn: string, failure: string | undefined, parent: NamedNode['parent']): NamedNode {
  return { kind: 'named', id: idBelow(parent, arn), parent, arn, name: lastPart(arn), failure };
}

export function moreNode(parent: ListNode, about: Pick<MoreNode, 'left' | 'looked' | 'isLast'>): MoreNode {
  return { kind: 'more', id: `${parent.id}#more`, parent, ...about };
}

export function containerNodes(parent: TaskNode): readonly ContainerNode[] {
  return sidecarsLast(parent.task.containers).map((container) => ({
    kind: 'container',
    id: `${parent.id}#${container.name}`,
    parent,
    container,
  }));
}

export function noteNode(parent: NoteNode['parent'], label: string, icon: string, isWaiting = false): NoteNode {
  return { kind: 'note', id: `${parent.id}#note`, parent, label, icon, isWaiting };
}

/** Tells of a problem, in the place of the nodes that it keeps away. */
export function problemNode(parent: NoteNode['parent'], problem: Problem, label: string): NoteNode {
  const icon = problem.code === 'stopped' ? 'circle-slash' : 'error';
  return { ...noteNode(parent, label, icon), problem };
}

/** The connection through which a node was found. */
export function connectionOf(node: Node): LiveConnection {
  return node.kind === 'connection' ? node.connection : connectionOf(node.parent);
}

/**
 * The connection of a row that was selected for a command; undefined where the command came from elsewhere: VS Code
 * gives the buttons in a view's title the node that has the focus, whatever they are for.
 */
export function connectionIn(node: Node | undefined): LiveConnection | undefined {
  return node?.kind === 'connection' ? node.connection : undefined;
}

/** The container of a node, as it is entered and watched. */
export function containerOf(node: ContainerNode): LiveContainer {
  return { connection: connectionOf(node), task: node.parent.task, container: node.container };
}

/** The ARN of what a node shows; undefined where that has none. */
export function arnOf(node: Node): string | undefined {
  switch (node.kind) {
    case 'cluster':
      return node.cluster.arn;
    case 'service':
      return node.service.arn;
    case 'task':
      return node.task.arn;
    case 'stoppedTask':
      return node.report.arn;
    case 'container':
      return node.container.arn;
    case 'named':
      return node.arn;
    case 'more':
    case 'connection':
    case 'deployment':
    case 'standalone':
    case 'stopped':
    case 'note':
      return undefined;
  }
}

/** Two connections may lead to the same things. */
function idBelow(node: Node, arn: string): string {
  return `${connectionOf(node).key} ${arn}`;
}

/** The order of ARNs of clusters or services: by name. */
export function byName(a: string, b: string): number {
  return compare(lastPart(a), lastPart(b)) || compare(a, b);
}

/** The order of tasks: one that has not started yet is newer than all others. */
export function newestFirst(a: Task, b: Task): number {
  return startOf(b) - startOf(a) || compare(a.id, b.id);
}

/** The order of tasks that have stopped: the last one first. */
export function lastStoppedFirst(a: StoppedTask, b: StoppedTask): number {
  return (b.stoppedAt?.getTime() ?? 0) - (a.stoppedAt?.getTime() ?? 0) || compare(a.task.id, b.task.id);
}

function startOf({ startedAt }: Task): number {
  return startedAt?.getTime() ?? Number.MAX_SAFE_INTEGER;
}
