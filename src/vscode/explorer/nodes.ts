import type { Cluster, Service } from '../../aws/api/clusters.ts';
import type { Container, Task } from '../../aws/api/tasks.ts';
import type { LiveContainer } from '../../live/container.ts';
import { sidecarsLast } from '../../live/sidecar.ts';
import type { Problem } from '../../problem.ts';
import type { LiveConnection } from '../connections/live-connection.ts';

/** By name, as people count: `web-2` before `web-10`, whatever the case. */
const { compare } = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

/**
 * What the tree shows. A node's `id` is made of its connection's key, ARNs and names, never of state, so that it keeps
 * its place and selection.
 */
export type Node = ConnectionNode | ClusterNode | ServiceNode | StandaloneNode | TaskNode | ContainerNode | NoteNode;

/** Nodes whose children are asked of AWS. */
export type ListNode = ConnectionNode | ClusterNode | ServiceNode | StandaloneNode;

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

export interface ContainerNode {
  readonly kind: 'container';
  readonly id: string;
  readonly parent: TaskNode;
  readonly container: Container;
}

/** A line of text in the place of nodes: still loading, nothing there, or why not. */
export interface NoteNode {
  readonly kind: 'note';
  readonly id: string;
  readonly parent: ListNode | TaskNode;
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
    case 'container':
      return node.container.arn;
    case 'connection':
    case 'standalone':
    case 'note':
      return undefined;
  }
}

/** Two connections may lead to the same things. */
function idBelow(node: Node, arn: string): string {
  return `${connectionOf(node).key} ${arn}`;
}

/** The order of nodes in one list: clusters and services by name, tasks with the newest first. */
export function inOrder(a: Node, b: Node): number {
  if (a.kind === 'task' && b.kind === 'task') {
    // One that has not started yet is newer than all others.
    return startOf(b) - startOf(a) || compare(a.task.id, b.task.id);
  }
  return compare(nameOf(a), nameOf(b)) || compare(a.id, b.id);
}

function startOf({ task }: TaskNode): number {
  return task.startedAt?.getTime() ?? Number.MAX_SAFE_INTEGER;
}

function nameOf(node: Node): string {
  return node.kind === 'cluster' ? node.cluster.name : node.kind === 'service' ? node.service.name : '';
}
