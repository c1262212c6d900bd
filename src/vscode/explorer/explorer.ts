import * as vscode from 'vscode';
import type { Container, Task } from '../../aws/api/tasks.ts';
import { type ContainerPlace, type LiveContainer, placeOf } from '../../live/container.ts';
import { Problem } from '../../problem.ts';
import { sentence } from '../../text.ts';
import { later } from '../clock.ts';
import type { Connections } from '../connections/connections.ts';
import type { LiveConnection } from '../connections/live-connection.ts';
import { Owner } from '../disposable.ts';
import { READ_ONLY, settings } from '../settings.ts';
import { asProblem } from '../words.ts';
import { isWelcomed } from './emptiness.ts';
import { itemOf, type Verdict } from './items.ts';
import type { Level } from './levels.ts';
import { LiveTree } from './live-tree.ts';
import { marksOf } from './marks.ts';
import {
  type ConnectionNode,
  containerNodes,
  containerOf,
  type ListNode,
  type MoreNode,
  type Node,
  type NoteNode,
  noteNode,
} from './nodes.ts';
import { notesAfter } from './notes.ts';
import { Watch } from './watch.ts';

/** What came of asking for the clusters of a connection. */
export interface RootState {
  readonly connection: LiveConnection;
  readonly empty: boolean;
  readonly problem: Problem | undefined;
}

/** What the readiness reports on containers say, for their rows. */
export interface Verdicts {
  readonly onDidMake: vscode.Event<Pick<ContainerPlace, 'taskArn'>>;
  /** The first sentence of the last one, as long as it may still be so. */
  said(place: ContainerPlace, task: Task, container: Container): Verdict | undefined;
}

/** What the filter does. */
export interface FilterState {
  /** What the user has typed; empty where there is no filter. */
  readonly text: string;
  /** How many it hides. */
  readonly clusters: number;
  readonly services: number;
}

/**
 * The tree of live clusters, services, tasks and containers. Each level is asked for when it is opened, and answers VS
 * Code at once with what is known: VS Code collapses a node whose children are still awaited while the tree is drawn
 * anew. While somebody sees it, it is looked at again now and then.
 */
export class Explorer extends Owner implements vscode.TreeDataProvider<Node> {
  readonly #connections: Connections;
  readonly #verdicts: Verdicts | undefined;
  readonly #tree: LiveTree;
  readonly #watch: Watch;
  readonly #changed = this.own(new vscode.EventEmitter<Node | undefined>());
  readonly #rootsLoaded = this.own(new vscode.EventEmitter<RootState>());
  readonly #asked = this.own(new vscode.EventEmitter<Promise<void>>());
  readonly #narrowed = this.own(new vscode.EventEmitter<FilterState>());
  /** How the rows of connections looked when they were drawn last. */
  readonly #rootLooks = new Map<string, string>();
  /** Whether its view is to be seen. */
  #isVisible = false;

  readonly onDidChangeTreeData = this.#changed.event;
  readonly onDidLoadRoots = this.#rootsLoaded.event;
  /** AWS is being asked for what the user waits for, until the promise resolves. */
  readonly onDidAsk = this.#asked.event;
  /** The filter is another one, or hides another number. */
  readonly onDidNarrow = this.#narrowed.event;

  /** `verdicts` knows what readiness reports say. */
  constructor(connections: Connections, log: vscode.LogOutputChannel, verdicts?: Verdicts) {
    super();
    this.#connections = connections;
    this.#verdicts = verdicts;
    this.#tree = new LiveTree({
      connections: () => connections.all,
      toProblem: (error) => asProblem(error, log),
      looksOf: (node) => this.#looksOf(node),
      notes: notesAfter,
      changed: (node) => this.#changed.fire(node),
      told: (level) => this.#tell(level),
      asked: (answered) => this.#asked.fire(answered),
    });
    this.#watch = new Watch({
      now: () => performance.now(),
      after: later,
      isWatched: () => this.#isVisible && vscode.window.state.focused,
      look: () => connections.unasked(() => this.#tree.look(Date.now())),
    });
    this.own(this.#watch);
    this.own({ dispose: () => this.#tree.dispose() });
    this.own(
      connections.onDidChange(() => {
        this.#tree.forgetOthers();
        this.#changed.fire(undefined);
      }),
    );
    this.own(
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (settings.changed(event, ...READ_ONLY)) {
          this.#changed.fire(undefined);
        }
      }),
    );
    this.own(connections.onDidLearn(() => this.#tree.roots.forEach((root) => this.#drawRoot(root))));
    this.own(vscode.window.onDidChangeWindowState(() => this.#watch.update()));
    if (verdicts !== undefined) {
      this.own(verdicts.onDidMake(({ taskArn }) => this.lookAgain(taskArn)));
    }
  }

  /** What the user has typed to narrow the tree; empty where there is no filter. */
  get filter(): string {
    return this.#tree.filter;
  }

  getTreeItem(node: Node): vscode.TreeItem {
    return this.#itemOf(node, this.#tree.problemBelow(node));
  }

  getParent(node: Node): Node | undefined {
    return node.parent === this.#tree.only ? undefined : node.parent;
  }

  getChildren(node?: Node): Promise<Node[]> {
    return Promise.resolve(this.#childrenOf(node));
  }

  /** The view is to be seen from now on, or no more: only then it is looked at again. */
  setVisible(isVisible: boolean): void {
    this.#isVisible = isVisible;
    this.#watch.update();
  }

  /** A node was expanded. */
  expanded(node: Node): void {
    if (isList(node)) {
      this.#tree.open(node);
      this.#watch.update();
    }
  }

  /** A node was collapsed: what is below it is not asked for any more. */
  collapsed(node: Node): void {
    this.#tree.close(node);
  }

  /** Asks anew for all that is below a node, or for everything with new credentials. What is shown stays until then. */
  refresh(node?: Node): void {
    if (node === undefined) {
      this.#connections.reset();
      this.#tree.roots.forEach((root) => this.#tree.refresh(root));
      return;
    }
    const target = listAround(node);
    if (target.kind === 'connection') {
      target.connection.reset();
    }
    this.#tree.refresh(target);
  }

  /**
   * Looks again at a node, by its id or ARN, where the tree shows it: for who has done something to it, or has heard
   * that it has changed. It may be gone, and another one may have taken its place.
   */
  lookAgain(id: string): void {
    this.#tree.lookAgain(id);
    this.#watch.hurry();
  }

  /** Gives up asking for the nodes in whose place this one stands. */
  stopAsking({ parent }: NoteNode): void {
    this.#tree.cancel(
      parent,
      new Problem('stopped', sentence('You stopped waiting for AWS.'), sentence('Refresh to ask again.')),
    );
  }

  /** Shows more of those in whose place this one stands. */
  showMore({ parent }: MoreNode): void {
    this.#tree.more(parent);
  }

  /** Shows only those clusters and services whose names have these words in them. */
  narrow(text: string): void {
    this.#tree.narrow(text);
    this.#tellFilter();
  }

  #childrenOf(node: Node | undefined): Node[] {
    switch (node?.kind) {
      case undefined:
        return this.#roots();
      case 'connection':
      case 'cluster':
      case 'service':
      case 'standalone':
      case 'stopped':
        return [...this.#tree.childrenOf(this.#tree.open(node))];
      case 'named':
        return node.failure === undefined ? [noteNode(node, vscode.l10n.t('Loading…'), 'loading~spin')] : [];
      case 'task':
        return node.task.containers.length === 0
          ? [noteNode(node, vscode.l10n.t('No containers yet'), 'info')]
          : [...containerNodes(node)];
      case 'deployment':
      case 'stoppedTask':
      case 'container':
      case 'more':
      case 'note':
        return [];
    }
  }

  #roots(): Node[] {
    const { only } = this.#tree;
    if (only === undefined) {
      return [...this.#tree.roots];
    }
    const level = this.#tree.open(only);
    const { asking, problem } = level.list;
    // Then it is VS Code that shows what there is to say, and what helps: a welcome.
    const isWelcome =
      isEmpty(level) && (asking === 'no' || asking === 'again') && isWelcomed(problem?.code ?? 'no-clusters');
    return isWelcome ? [] : [...this.#tree.childrenOf(level)];
  }

  /** Draws the row of a connection anew where it looks otherwise, and where there is one. */
  #drawRoot(node: ConnectionNode): void {
    const looks = JSON.stringify(this.getTreeItem(node));
    if (this.#tree.only === undefined && this.#rootLooks.get(node.id) !== looks) {
      this.#rootLooks.set(node.id, looks);
      this.#changed.fire(node);
    }
  }

  #tell(level: Level): void {
    const { node, list } = level;
    if (node.kind === 'connection') {
      this.#drawRoot(node);
    }
    if (node.kind === 'connection' && (list.asking === 'no' || !isEmpty(level))) {
      this.#rootsLoaded.fire({ connection: node.connection, empty: isEmpty(level), problem: list.problem });
    }
    if (this.#tree.filter !== '') {
      this.#tellFilter();
    }
    this.#watch.update();
  }

  /** A node's row, with the words that decide which commands are offered on it. */
  #itemOf(node: Node, problem?: Problem): vscode.TreeItem {
    const verdict = node.kind === 'container' ? this.#verdictOn(containerOf(node)) : undefined;
    const item = itemOf(node, { problem, verdict });
    item.contextValue = [item.contextValue, ...marksOf(node)].join(' ');
    return item;
  }

  #verdictOn(target: LiveContainer): Verdict | undefined {
    return this.#verdicts?.said(placeOf(target), target.task, target.container);
  }

  /** All that is seen of a node: a task is drawn with its containers. */
  #looksOf(node: Node): string {
    const { label, description, tooltip, contextValue, iconPath, accessibilityInformation } = this.#itemOf(node);
    const own = { label, description, tooltip, contextValue, iconPath, accessibilityInformation };
    return JSON.stringify(
      node.kind === 'task' ? [own, ...containerNodes(node).map((each) => this.#looksOf(each))] : own,
    );
  }

  #tellFilter(): void {
    this.#narrowed.fire({ text: this.#tree.filter, ...this.#tree.hidden });
  }
}

/** Whether there is nothing, not even something that is hidden. */
function isEmpty({ list }: Level): boolean {
  return list.size === 0;
}

const LISTS: readonly Node['kind'][] = ['connection', 'cluster', 'service', 'standalone', 'stopped'];

function isList(node: Node): node is ListNode {
  return LISTS.includes(node.kind);
}

/** The node whose list holds this node, or which is itself a list. */
function listAround(node: Node): ListNode {
  return isList(node) ? node : listAround(node.parent);
}
