import * as vscode from 'vscode';
import type { Connection } from '../../aws/api/connection.ts';
import { Problem } from '../../problem.ts';
import { sentence } from '../../text.ts';
import type { LiveConnection } from '../connection.ts';
import { Owner } from '../disposable.ts';
import { asProblem, problemInWords, stillWaiting } from '../words.ts';
import { itemOf } from './items.ts';
import { LiveList } from './live-list.ts';
import {
  clusterNode,
  containerNodes,
  inOrder,
  type ListNode,
  type Node,
  type NoteNode,
  noteNode,
  serviceNode,
  standaloneNode,
  taskNode,
} from './nodes.ts';

/** The root's key among the lists. */
const ROOT = '';

/** What came of asking for the clusters. */
export interface RootState {
  /** Where and as whom it was asked; undefined where that could not be settled. */
  readonly connection: Connection | undefined;
  readonly empty: boolean;
  readonly problem: Problem | undefined;
}

/** The list below a node, or of all clusters. */
interface Level {
  readonly list: LiveList<Node>;
  /** The newest node of this id: the one that VS Code knows. */
  node: ListNode | undefined;
}

/**
 * The tree of live clusters, services, tasks and containers. Each level is asked for when it is opened, and answers VS
 * Code at once with what is known: VS Code collapses a node whose children are still awaited while the tree is drawn
 * anew.
 */
export class Explorer extends Owner implements vscode.TreeDataProvider<Node> {
  readonly #connection: LiveConnection;
  readonly #log: vscode.LogOutputChannel;
  readonly #levels = new Map<string, Level>();
  readonly #changed = this.own(new vscode.EventEmitter<Node | undefined>());
  readonly #rootsLoaded = this.own(new vscode.EventEmitter<RootState>());
  readonly #asked = this.own(new vscode.EventEmitter<Promise<void>>());
  /** Where and as whom the clusters were asked for. */
  #connected: Connection | undefined;

  readonly onDidChangeTreeData = this.#changed.event;
  readonly onDidLoadRoots = this.#rootsLoaded.event;
  /** AWS is being asked, until the promise resolves. */
  readonly onDidAsk = this.#asked.event;

  constructor(connection: LiveConnection, log: vscode.LogOutputChannel) {
    super();
    this.#connection = connection;
    this.#log = log;
    this.own(
      connection.onDidChange(() => {
        // What is shown belongs to somebody else now.
        this.#forget(ROOT);
        this.#changed.fire(undefined);
      }),
    );
    this.own({ dispose: () => this.#forget(ROOT) });
  }

  getTreeItem(node: Node): vscode.TreeItem {
    return itemOf(node);
  }

  getParent(node: Node): Node | undefined {
    return node.parent;
  }

  getChildren(node?: Node): Promise<Node[]> {
    return Promise.resolve(this.#childrenOf(node));
  }

  /** Asks anew for all that is below a node, or for everything with new credentials. What is shown stays until then. */
  refresh(node?: Node): void {
    const target = node === undefined ? undefined : listAround(node);
    if (target === undefined) {
      this.#connection.reset();
    }
    const id = target?.id ?? ROOT;
    for (const [key, { list }] of this.#levels) {
      list.isStale ||= key !== id && this.#isBelow(key, id);
    }
    this.#ask(this.#levels.get(id));
  }

  /**
   * Looks again at a node, by its id, where the tree shows it: for who has done something to it, or has heard that it
   * has changed. It may be gone, and another one may have taken its place. What is below it is asked for when it is
   * next shown.
   */
  lookAgain(id: string): void {
    for (const [key, level] of this.#levels) {
      level.list.isStale ||= key === id || this.#isBelow(key, id);
    }
    for (const level of this.#levels.values()) {
      if (level.list.items.some((node) => node.id === id)) {
        this.#ask(level);
      }
    }
  }

  /** Gives up asking for the nodes in whose place this one stands. */
  stopAsking({ parent }: NoteNode): void {
    this.#levels
      .get(parent?.id ?? ROOT)
      ?.list.cancel(
        new Problem('stopped', sentence('You stopped waiting for AWS.'), sentence('Refresh to ask again.')),
      );
  }

  #childrenOf(node: Node | undefined): Node[] {
    switch (node?.kind) {
      case undefined:
        return this.#roots();
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
    const list = this.#list(undefined);
    // Then it is VS Code that shows what there is to say: a welcome.
    const isEmpty = list.items.length === 0 && (list.asking === 'no' || list.asking === 'again');
    return isEmpty ? [] : [...list.items, ...notesAfter(list, undefined)];
  }

  #children(node: ListNode): Node[] {
    const list = this.#list(node);
    if (!list.isKnown) {
      return [...notesAfter(list, node)];
    }
    const last = node.kind === 'cluster' ? [standaloneNode(node)] : [];
    const nothing = list.items.length === 0 && list.problem === undefined;
    const empty = nothing && node.kind !== 'cluster' ? [noteNode(node, vscode.l10n.t('No running tasks'), 'info')] : [];
    return [...list.items, ...last, ...empty, ...notesAfter(list, node)];
  }

  async *#clusters(signal: AbortSignal): AsyncGenerator<readonly Node[]> {
    this.#connected = undefined;
    const gateway = await this.#connection.gateway();
    if (!signal.aborted) {
      this.#connected = gateway.connection;
    }
    for await (const clusters of gateway.clusters.listClusters(signal)) {
      yield clusters.map(clusterNode);
    }
  }

  async *#pages(node: ListNode, signal: AbortSignal): AsyncGenerator<readonly Node[]> {
    const gateway = await this.#connection.gateway();
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
  #list(node: ListNode | undefined): LiveList<Node> {
    const key = node?.id ?? ROOT;
    const known = this.#levels.get(key);
    if (known !== undefined) {
      known.node = node;
      if (known.list.isStale) {
        this.#ask(known);
      }
      return known.list;
    }
    const list = new LiveList<Node>({
      pages: (signal) => (level.node === undefined ? this.#clusters(signal) : this.#pages(level.node, signal)),
      toProblem: (error) => asProblem(error, this.#log),
      order: inOrder,
      changed: () => this.#show(key, level),
    });
    const level: Level = { list, node };
    this.#levels.set(key, level);
    this.#ask(level);
    return list;
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
    if (key === ROOT && (asking === 'no' || items.length > 0)) {
      this.#rootsLoaded.fire({ connection: this.#connected, empty: items.length === 0, problem });
    }
    this.#changed.fire(node);
  }

  /** Whether the list under a key is, at any depth, below the one under another. */
  #isBelow(key: string, other: string): boolean {
    for (let node: Node | undefined = this.#levels.get(key)?.node; node !== undefined; node = node.parent) {
      if ((node.parent?.id ?? ROOT) === other) {
        return true;
      }
    }
    return false;
  }

  /** Drops the lists of those nodes that are not in a level any more. */
  #forgetGone(key: string, items: readonly Node[]): void {
    const here = new Set(items.map(({ id }) => id));
    for (const [below, { node }] of this.#levels) {
      if (node !== undefined && node.kind !== 'standalone' && (node.parent?.id ?? ROOT) === key && !here.has(node.id)) {
        this.#forget(below);
      }
    }
  }

  /** Drops the list under this key, and those below it. */
  #forget(key: string): void {
    for (const [below, { list }] of this.#levels) {
      if (below === key || this.#isBelow(below, key)) {
        list.stop();
        this.#levels.delete(below);
      }
    }
  }
}

/** The node whose list holds this node, or which is itself a list. Undefined for the list of clusters. */
function listAround(node: Node): ListNode | undefined {
  switch (node.kind) {
    case 'cluster':
    case 'service':
    case 'standalone':
      return node;
    default:
      return node.parent === undefined ? undefined : listAround(node.parent);
  }
}

function notesAfter({ asking, items, problem }: LiveList<Node>, parent: Node | undefined): readonly NoteNode[] {
  switch (asking) {
    case 'no':
      return problem === undefined
        ? []
        : [noteNode(parent, problemInWords(problem), problem.code === 'stopped' ? 'circle-slash' : 'error')];
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
