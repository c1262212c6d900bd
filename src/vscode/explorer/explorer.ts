import * as vscode from 'vscode';
import type { Connection } from '../../aws/api.ts';
import type { Problem } from '../../problem.ts';
import type { LiveConnection } from '../connection.ts';
import { Owner } from '../disposable.ts';
import { GrowingList } from '../growingList.ts';
import { asProblem, problemInWords } from '../words.ts';
import { itemOf } from './items.ts';
import { clusterNode, containerNodes, type ListNode, type Node, noteNode, serviceNode, standaloneNode, taskNode } from './nodes.ts';

/** The root's key among the lists. */
const ROOT = '';

/** What came of asking for the clusters. */
export interface RootState {
  /** Where and as whom it was asked; undefined where that could not be settled. */
  readonly connection: Connection | undefined;
  readonly empty: boolean;
  readonly problem: Problem | undefined;
}

/** The tree of live clusters, services, tasks and containers. Each level is asked for when it is opened. */
export class Explorer extends Owner implements vscode.TreeDataProvider<Node> {
  readonly #connection: LiveConnection;
  readonly #log: vscode.LogOutputChannel;
  readonly #lists = new Map<string, GrowingList<Node>>();
  readonly #changed = this.own(new vscode.EventEmitter<Node | undefined>());
  readonly #rootsLoaded = this.own(new vscode.EventEmitter<RootState>());

  readonly onDidChangeTreeData = this.#changed.event;
  readonly onDidLoadRoots = this.#rootsLoaded.event;

  constructor(connection: LiveConnection, log: vscode.LogOutputChannel) {
    super();
    this.#connection = connection;
    this.#log = log;
    this.own(connection.onDidChange(() => this.refresh()));
    this.own({ dispose: () => this.#forget(ROOT) });
  }

  getTreeItem(node: Node): vscode.TreeItem {
    return itemOf(node);
  }

  getParent(node: Node): Node | undefined {
    return node.parent;
  }

  async getChildren(node?: Node): Promise<Node[]> {
    switch (node?.kind) {
      case undefined:
        return this.#roots();
      case 'cluster':
      case 'service':
      case 'standalone':
        return this.#children(node);
      case 'task':
        return node.task.containers.length === 0 ? [noteNode(node, vscode.l10n.t('No containers yet'), 'info')] : [...containerNodes(node)];
      case 'container':
      case 'note':
        return [];
    }
  }

  /** Asks anew for all that is below a node, or for everything with new credentials. */
  refresh(node?: Node): void {
    const target = node === undefined ? undefined : listAround(node);
    if (target === undefined) {
      this.#connection.reset();
    }
    this.#forget(target?.id ?? ROOT);
    this.#changed.fire(target);
  }

  /** Asks anew for the tasks among which the tree shows this one, by its ARN: it has changed, and another may have taken its place. */
  refreshTask(arn: string): void {
    for (const list of this.#lists.values()) {
      const shown = list.items.find(({ id }) => id === arn);
      if (shown !== undefined) {
        this.refresh(shown);
      }
    }
  }

  async #roots(): Promise<Node[]> {
    const list = this.#list(ROOT, undefined, (signal) => this.#clusters(signal));
    await list.started;
    const problem = list.error === undefined ? undefined : asProblem(list.error, this.#log);
    const connection = await this.#connection.ecs().then((ecs) => ecs.connection, () => undefined);
    if (this.#lists.get(ROOT) !== list) {
      // A refresh has overtaken it, and asks anew. That this one ended says nothing any more.
      return [...list.items];
    }
    this.#rootsLoaded.fire({ connection, empty: list.items.length === 0, problem });
    return list.items.length === 0 ? [] : [...list.items, ...notesAfter(list, undefined, this.#log)];
  }

  async #children(node: ListNode): Promise<Node[]> {
    const list = this.#list(node.id, node, (signal) => this.#pages(node, signal));
    await list.started;
    const first = node.kind === 'cluster' ? [standaloneNode(node)] : [];
    const nothing = list.items.length === 0 && list.complete && list.error === undefined;
    const empty = nothing && node.kind !== 'cluster' ? [noteNode(node, vscode.l10n.t('No running tasks'), 'info')] : [];
    return [...list.items, ...first, ...empty, ...notesAfter(list, node, this.#log)];
  }

  async *#clusters(signal: AbortSignal): AsyncGenerator<readonly Node[]> {
    const ecs = await this.#connection.ecs();
    for await (const clusters of ecs.listClusters(signal)) {
      yield clusters.map(clusterNode);
    }
  }

  async *#pages(node: ListNode, signal: AbortSignal): AsyncGenerator<readonly Node[]> {
    const ecs = await this.#connection.ecs();
    if (node.kind === 'cluster') {
      for await (const services of ecs.listServices(node.cluster.arn, signal)) {
        yield services.map((service) => serviceNode(service, node));
      }
      return;
    }
    const filter = node.kind === 'service' ? ({ kind: 'service', service: node.service.name } as const) : ({ kind: 'standalone' } as const);
    for await (const tasks of ecs.listTasks(node.parent.cluster.arn, filter, signal)) {
      yield tasks.map((task) => taskNode(task, node));
    }
  }

  #list(key: string, node: Node | undefined, pages: (signal: AbortSignal) => AsyncIterable<readonly Node[]>): GrowingList<Node> {
    const known = this.#lists.get(key);
    if (known !== undefined) {
      return known;
    }
    const list = new GrowingList(pages, () => this.#changed.fire(node));
    this.#lists.set(key, list);
    return list;
  }

  /** Drops the list under this key, and those of the nodes in it. */
  #forget(key: string): void {
    const list = this.#lists.get(key);
    this.#lists.delete(key);
    list?.stop();
    for (const node of list?.items ?? []) {
      this.#forget(node.id);
      if (node.kind === 'cluster') {
        this.#forget(standaloneNode(node).id);
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

function notesAfter(list: GrowingList<Node>, parent: Node | undefined, log: vscode.LogOutputChannel): readonly Node[] {
  if (list.error !== undefined) {
    return [noteNode(parent, problemInWords(asProblem(list.error, log)), 'error')];
  }
  return list.complete ? [] : [noteNode(parent, vscode.l10n.t('Loading more…'), 'loading~spin')];
}
