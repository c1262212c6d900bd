import * as vscode from 'vscode';
import { Problem } from '../../problem.ts';
import { sentence } from '../../text.ts';
import type { Connections } from '../connections/connections.ts';
import type { LiveConnection } from '../connections/live-connection.ts';
import { Owner } from '../disposable.ts';
import { asProblem, problemInWords, stillWaiting } from '../words.ts';
import { isWelcomed } from './emptiness.ts';
import { itemOf } from './items.ts';
import { LiveList } from './live-list.ts';
import {
  arnOf,
  clusterNode,
  connectionNode,
  connectionOf,
  containerNodes,
  inOrder,
  type ListNode,
  type Node,
  type NoteNode,
  noteNode,
  problemNode,
  serviceNode,
  standaloneNode,
  taskNode,
} from './nodes.ts';

/** What came of asking for the clusters of a connection. */
export interface RootState {
  readonly connection: LiveConnection;
  readonly empty: boolean;
  readonly problem: Problem | undefined;
}

/** The list below a node. */
interface Level {
  readonly list: LiveList<Node>;
  /** The newest node of this id: the one that VS Code knows. */
  node: ListNode;
}

/**
 * The tree of live clusters, services, tasks and containers. Each level is asked for when it is opened, and answers VS
 * Code at once with what is known: VS Code collapses a node whose children are still awaited while the tree is drawn
 * anew.
 */
export class Explorer extends Owner implements vscode.TreeDataProvider<Node> {
  readonly #connections: Connections;
  readonly #log: vscode.LogOutputChannel;
  readonly #levels = new Map<string, Level>();
  readonly #changed = this.own(new vscode.EventEmitter<Node | undefined>());
  readonly #rootsLoaded = this.own(new vscode.EventEmitter<RootState>());
  readonly #asked = this.own(new vscode.EventEmitter<Promise<void>>());

  readonly onDidChangeTreeData = this.#changed.event;
  readonly onDidLoadRoots = this.#rootsLoaded.event;
  /** AWS is being asked, until the promise resolves. */
  readonly onDidAsk = this.#asked.event;

  constructor(connections: Connections, log: vscode.LogOutputChannel) {
    super();
    this.#connections = connections;
    this.#log = log;
    this.own(
      connections.onDidChange(() => {
        const shown = connections.all;
        for (const [key, { list, node }] of this.#levels) {
          // What is no longer shown belongs to somebody else; what could not be asked may be possible now.
          if (node.kind === 'connection' && (!shown.includes(node.connection) || list.problem !== undefined)) {
            this.#forget(key);
          }
        }
        this.#changed.fire(undefined);
      }),
    );
    this.own({ dispose: () => [...this.#levels.keys()].forEach((key) => this.#forget(key)) });
  }

  getTreeItem(node: Node): vscode.TreeItem {
    return itemOf(node);
  }

  getParent(node: Node): Node | undefined {
    return node.parent?.kind === 'connection' && this.#isAlone ? undefined : node.parent;
  }

  getChildren(node?: Node): Promise<Node[]> {
    return Promise.resolve(this.#childrenOf(node));
  }

  /** Asks anew for all that is below a node, or for everything with new credentials. What is shown stays until then. */
  refresh(node?: Node): void {
    if (node === undefined) {
      this.#connections.reset();
      this.#connections.all.forEach((connection) => this.#refresh(connectionNode(connection)));
      return;
    }
    const target = listAround(node);
    if (target.kind === 'connection') {
      target.connection.reset();
    }
    this.#refresh(target);
  }

  /**
   * Looks again at a node, by its id or ARN, where the tree shows it: for who has done something to it, or has heard
   * that it has changed. It may be gone, and another one may have taken its place. What is below it is asked for when
   * it is next shown.
   */
  lookAgain(id: string): void {
    const isMeant = (node: Node): boolean => node.id === id || arnOf(node) === id;
    for (const { list, node } of this.#levels.values()) {
      list.isStale ||= [...upFrom(node)].some(isMeant);
    }
    for (const level of this.#levels.values()) {
      if (level.list.items.some(isMeant)) {
        this.#ask(level);
      }
    }
  }

  /** Gives up asking for the nodes in whose place this one stands. */
  stopAsking({ parent }: NoteNode): void {
    this.#levels
      .get(parent.id)
      ?.list.cancel(
        new Problem('stopped', sentence('You stopped waiting for AWS.'), sentence('Refresh to ask again.')),
      );
  }

  #childrenOf(node: Node | undefined): Node[] {
    switch (node?.kind) {
      case undefined:
        return this.#roots();
      case 'connection':
      case 'cluster':
      case 'service':
      case 'standalone':
        return this.#children(node);
      case 'task':
        return node.task.containers.length === 0
          ? [noteNode(node, vscode.l10n.t('No containers yet'), 'info')]
          : [...containerNodes(node)];
      case 'container':
      case 'note':
        return [];
    }
  }

  #roots(): Node[] {
    const [first, ...others] = this.#connections.all;
    if (others.length > 0) {
      return [first, ...others].map(connectionNode);
    }
    const node = connectionNode(first);
    const list = this.#list(node);
    const isEmpty = list.items.length === 0 && (list.asking === 'no' || list.asking === 'again');
    // Then it is VS Code that shows what there is to say, and what helps: a welcome.
    const isWelcome = isEmpty && isWelcomed(list.problem?.code ?? 'no-clusters');
    return isWelcome ? [] : [...list.items, ...notesAfter(list, node)];
  }

  #children(node: ListNode): Node[] {
    const list = this.#list(node);
    if (!list.isKnown) {
      return [...notesAfter(list, node)];
    }
    const last = node.kind === 'cluster' ? [standaloneNode(node)] : [];
    const nothing = list.items.length === 0 && list.problem === undefined && node.kind !== 'cluster';
    const none =
      node.kind === 'connection'
        ? vscode.l10n.t('No clusters in this account and region')
        : vscode.l10n.t('No running tasks');
    const empty = nothing ? [noteNode(node, none, 'info')] : [];
    return [...list.items, ...last, ...empty, ...notesAfter(list, node)];
  }

  async *#pages(node: ListNode, signal: AbortSignal): AsyncGenerator<readonly Node[]> {
    const gateway = await connectionOf(node).gateway();
    if (node.kind === 'connection') {
      for await (const clusters of gateway.clusters.listClusters(signal)) {
        yield clusters.map((cluster) => clusterNode(cluster, node));
      }
      return;
    }
    if (node.kind === 'cluster') {
      for await (const services of gateway.clusters.listServices(node.cluster.arn, signal)) {
        yield services.map((service) => serviceNode(service, node));
      }
      return;
    }
    const filter =
      node.kind === 'service'
        ? ({ kind: 'service', service: node.service.name } as const)
        : ({ kind: 'standalone' } as const);
    for await (const tasks of gateway.clusters.listTasks(node.parent.cluster.arn, filter, signal)) {
      yield tasks.map((task) => taskNode(task, node));
    }
  }

  /** The list below a node, which is asked for where that is due. */
  #list(node: ListNode): LiveList<Node> {
    const key = node.id;
    const known = this.#levels.get(key);
    if (known !== undefined) {
      known.node = node;
      if (known.list.isStale) {
        this.#ask(known);
      }
      return known.list;
    }
    const list = new LiveList<Node>({
      pages: (signal) => this.#pages(level.node, signal),
      toProblem: (error) => asProblem(error, this.#log),
      order: inOrder,
      changed: () => this.#show(key, level),
    });
    const level: Level = { list, node };
    this.#levels.set(key, level);
    this.#ask(level);
    return list;
  }

  #refresh(target: ListNode): void {
    for (const [key, { list, node }] of this.#levels) {
      list.isStale ||= key !== target.id && [...upFrom(node)].some(({ id }) => id === target.id);
    }
    this.#ask(this.#levels.get(target.id));
  }

  #ask(level: Level | undefined): void {
    if (level !== undefined) {
      this.#asked.fire(level.list.ask());
    }
  }

  #show(key: string, { list, node }: Level): void {
    const { items, asking, problem } = list;
    if (asking === 'no') {
      this.#forgetGone(key, items);
    }
    if (node.kind === 'connection' && (asking === 'no' || items.length > 0)) {
      this.#rootsLoaded.fire({ connection: node.connection, empty: items.length === 0, problem });
    }
    this.#changed.fire(node.kind === 'connection' && this.#isAlone ? undefined : node);
  }

  /** Whether there is one connection, so that the tree begins with its clusters. */
  get #isAlone(): boolean {
    return this.#connections.all.length === 1;
  }

  /** Drops the lists of those nodes that are not in a level any more. */
  #forgetGone(key: string, items: readonly Node[]): void {
    const here = new Set(items.map(({ id }) => id));
    for (const [below, { node }] of this.#levels) {
      if (node.kind !== 'standalone' && node.parent?.id === key && !here.has(node.id)) {
        this.#forget(below);
      }
    }
  }

  /** Drops the list under this key, and those below it. */
  #forget(key: string): void {
    for (const [below, { list, node }] of this.#levels) {
      if ([...upFrom(node)].some(({ id }) => id === key)) {
        list.stop();
        this.#levels.delete(below);
      }
    }
  }
}

/** The node whose list holds this node, or which is itself a list. */
function listAround(node: Node): ListNode {
  switch (node.kind) {
    case 'connection':
    case 'cluster':
    case 'service':
    case 'standalone':
      return node;
    default:
      return listAround(node.parent);
  }
}

/** A node, and those above it. */
function* upFrom(node: Node): Generator<Node> {
  for (let each: Node | undefined = node; each !== undefined; each = each.parent) {
    yield each;
  }
}

function notesAfter({ asking, items, problem }: LiveList<Node>, parent: ListNode): readonly NoteNode[] {
  switch (asking) {
    case 'no':
      return problem === undefined ? [] : [problemNode(parent, problem, problemInWords(problem))];
    case 'first':
      return [
        noteNode(
          parent,
          items.length === 0 ? vscode.l10n.t('Loading…') : vscode.l10n.t('Loading more…'),
          'loading~spin',
        ),
      ];
    case 'again':
      return [];
    case 'overdue':
      return [noteNode(parent, stillWaiting(), 'loading~spin', true)];
  }
}
