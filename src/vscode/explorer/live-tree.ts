import { lastPart } from '../../arn.ts';
import type { Problem } from '../../problem.ts';
import type { LiveConnection } from '../connections/live-connection.ts';
import { Filter } from './filter.ts';
import { type Level, levelBelow, type Listening } from './levels.ts';
import { type ListRow, type LiveList, MOST_ROWS } from './live-list.ts';
import { isOutdated, lookAt } from './look.ts';
import {
  arnOf,
  clusterNode,
  type ConnectionNode,
  connectionNode,
  deploymentNode,
  type ListNode,
  moreNode,
  namedNode,
  type Node,
  type NoteNode,
  type ServiceNode,
  serviceNode,
  standaloneNode,
  stoppedNode,
  stoppedTaskNode,
  taskNode,
} from './nodes.ts';
import { markOf } from './under-way.ts';
import type { Look } from './watch.ts';

/** Lists below collapsed nodes that are kept, for when they are expanded again. */
const MOST_COLLAPSED = 50;
/** Clusters of an account whose services are listed by name for a filter. */
const MOST_SEARCHED = 25;

/** Keys of nodes that are in no list, among the ARNs of those that are. */
const STANDALONE = 'standalone';
const STOPPED = 'stopped';
const DEPLOYMENT = 'deployment';
const UNLISTED: readonly string[] = [STANDALONE, STOPPED, DEPLOYMENT];

export interface LiveTreeParts extends Pick<Listening, 'toProblem' | 'whenOverdue' | 'now'> {
  /** The connections that are shown, in their order. */
  readonly connections: () => readonly LiveConnection[];
  /** All that is seen of a node, and of what is always shown with it: another text when that changes. */
  readonly looksOf: (node: Node) => string;
  /** The lines of text after what is shown of a list. */
  readonly notes: (level: Level) => readonly NoteNode[];
  /** A node has to be drawn anew, with all that is below it; undefined: everything. */
  readonly changed: (node: Node | undefined) => void;
  /** A list has more to show, or has been asked for. */
  readonly told: (level: Level) => void;
  /** AWS is asked for what the user waits for, until the promise resolves. */
  readonly asked: (answered: Promise<void>) => void;
}

/**
 * What the tree shows: the lists below those nodes that are expanded, each asked for when it is first shown. What is
 * drawn anew is what looks otherwise, and nothing else.
 */
export class LiveTree {
  readonly #parts: LiveTreeParts;
  readonly #roots = new Map<string, ConnectionNode>();
  readonly #levels = new Map<string, Level>();
  #filter = new Filter('');

  constructor(parts: LiveTreeParts) {
    this.#parts = parts;
  }

  /** The connections, as nodes. */
  get roots(): readonly ConnectionNode[] {
    const connections = this.#parts.connections();
    return connections.map((connection) => {
      const node = this.#roots.get(connection.key) ?? connectionNode(connection);
      this.#roots.set(connection.key, node);
      return node;
    });
  }

  /** The only connection, so that the tree begins with its clusters; undefined where there are several. */
  get only(): ConnectionNode | undefined {
    const [first, ...others] = this.roots;
    return others.length === 0 ? first : undefined;
  }

  get filter(): string {
    return this.#filter.text;
  }

  /** How many clusters and services the filter hides, as far as their names are known. */
  get hidden(): { readonly clusters: number; readonly services: number } {
    const levels = [...this.#levels.values()].filter((level) => this.#isVisible(level));
    const sum = (kind: ListNode['kind']): number =>
      levels.reduce((total, { node, list }) => total + (node.kind === kind ? list.hidden : 0), 0);
    return { clusters: sum('connection'), services: sum('cluster') };
  }

  /** Why what is below a node could not be asked the last time. */
  problemBelow(node: Node): Problem | undefined {
    return this.#levels.get(node.id)?.list.problem;
  }

  /** The list below a node, which is expanded now: it is asked for where that is due. */
  open(node: ListNode): Level {
    const level = this.#level(node);
    const wasOpen = level.isOpen;
    level.node = node;
    level.isOpen = true;
    if (level.askedAt === 0) {
      void this.#ask(level);
    } else if (!wasOpen) {
      // VS Code shows what it showed before, of this node and of those that are expanded below it.
      [...this.#levels.values()].filter(({ drawn }) => drawn.shape !== '').forEach((each) => this.#show(each));
    }
    this.#askStale();
    void level.list.fill();
    return level;
  }

  /** A node is collapsed: nothing below it is asked for any more. */
  close(node: Node): void {
    const level = this.#levels.get(node.id);
    if (level !== undefined) {
      level.isOpen = false;
    }
    const collapsed = [...this.#levels.values()].filter((each) => !this.#isVisible(each));
    collapsed.forEach(({ list }) => list.pause());
    collapsed.slice(0, Math.max(0, collapsed.length - MOST_COLLAPSED)).forEach((each) => this.#forget(each.node.id));
  }

  /** What is shown below a node. */
  childrenOf(level: Level): readonly Node[] {
    const { node, list } = level;
    const rows = this.#rows(level);
    const first = node.kind === 'service' && list.isKnown ? this.#deployment(level, node) : [];
    const last = list.isKnown ? this.#groups(level) : [];
    const more = list.hasMore && list.asking !== 'first' && list.asking !== 'more';
    const after = more
      ? [
          moreNode(node, {
            left: this.#left(level),
            looked: node.kind === 'standalone' || node.kind === 'stopped' ? list.looked : undefined,
            isLast: rows.length >= MOST_ROWS,
          }),
        ]
      : [];
    return [...first, ...rows, ...after, ...this.#parts.notes(level), ...last];
  }

  /** Shows more of what is below a node. */
  more(node: ListNode): void {
    const level = this.#levels.get(node.id);
    if (level !== undefined) {
      this.#parts.asked(level.list.more());
    }
  }

  /** Shows only those clusters and services whose names have these words in them. */
  narrow(text: string): void {
    const filter = new Filter(text);
    if (filter.text !== this.#filter.text) {
      this.#filter = filter;
      this.#search();
      for (const { node, list } of this.#levels.values()) {
        if (node.kind === 'connection' || node.kind === 'cluster') {
          void list.refilter();
        }
      }
    }
  }

  /** Asks anew for all that is shown below a node; for the rest when it is next shown. */
  refresh(node: ListNode): void {
    for (const level of this.#levels.values()) {
      level.list.isStale ||= [...upFrom(level.node)].includes(node) || level.node.id === node.id;
    }
    this.#askStale();
  }

  /** Asks anew for a node, by its id or ARN, with those beside it and those below it. */
  lookAgain(id: string): void {
    const isMeant = (node: Node): boolean => node.id === id || arnOf(node) === id;
    for (const level of this.#levels.values()) {
      level.list.isStale ||= [...upFrom(level.node)].some(isMeant) || [...level.children.values()].some(isMeant);
    }
    this.#askStale();
  }

  /** Gives up asking for what is below a node, and tells the reason in its place. */
  cancel(node: Node, reason: Problem): void {
    this.#levels.get(node.id)?.list.cancel(reason);
  }

  /** Other connections are shown, or may answer now: what belongs to others, and what failed, is forgotten. */
  forgetOthers(): void {
    const shown = new Set(this.#parts.connections().map(({ key }) => key));
    for (const { node, list } of [...this.#levels.values()]) {
      if (node.kind === 'connection' && (!shown.has(node.id) || list.problem !== undefined)) {
        this.#forget(node.id);
      }
    }
    for (const key of [...this.#roots.keys()]) {
      if (!shown.has(key)) {
        this.#roots.delete(key);
      }
    }
  }

  dispose(): void {
    [...this.#levels.keys()].forEach((id) => this.#forget(id));
  }

  /** Looks at all that is shown, in as few calls as possible. Never rejects. */
  async look(now: number): Promise<Look> {
    const version = (): number => visible.reduce((sum, { list }) => sum + list.version, 0);
    const visible = [...this.#levels.values()].filter((level) => this.#isVisible(level));
    const before = version();
    const looked = await lookAt(visible, this.#parts.toProblem);
    // Lists tell what they have once all that is under way has run.
    await new Promise(setImmediate);
    const stale = visible.filter(
      (level) => level.list.asking === 'no' && this.#isVisible(level) && isOutdated(level, now),
    );
    await Promise.all(
      stale.map((level) => {
        const isFresh = level.list.problem === undefined && !level.list.isStale;
        return this.#askQuietly(level, { isFresh, isUnasked: true });
      }),
    );
    await new Promise(setImmediate);
    return {
      ...looked,
      calls: looked.calls + stale.length,
      hasChanged: version() !== before,
      problem: looked.problem ?? stale.find(({ list }) => list.problem !== undefined)?.list.problem,
    };
  }

  #level(node: ListNode): Level {
    const known = this.#levels.get(node.id);
    if (known !== undefined) {
      return known;
    }
    const { toProblem, whenOverdue, now } = this.#parts;
    const level: Level = levelBelow(node, {
      toProblem,
      ...(whenOverdue !== undefined && { whenOverdue }),
      ...(now !== undefined && { now }),
      matches: (arn) => this.#matches(node, arn),
      isShown: () => level.isOpen,
      changed: () => this.#show(level),
    });
    this.#levels.set(node.id, level);
    return level;
  }

  #askStale(): void {
    for (const level of [...this.#levels.values()]) {
      if (level.list.isStale && this.#isVisible(level)) {
        void this.#ask(level);
      }
    }
  }

  async #ask(level: Level): Promise<void> {
    const answered = this.#askQuietly(level);
    this.#parts.asked(answered);
    await answered;
  }

  async #askQuietly(level: Level, how: Parameters<Level['list']['ask']>[0] = {}): Promise<void> {
    level.askedAt = (this.#parts.now ?? Date.now)();
    level.mark = markOf(level.node);
    level.isOutdated = false;
    await level.list.ask(how);
  }

  /** Draws what looks otherwise now. */
  #show(level: Level): void {
    const { node } = level;
    if (level.list.asking === 'no') {
      this.#forgetGone(level);
    }
    const children = this.childrenOf(level);
    const looks = new Map(children.map((child) => [child.id, this.#parts.looksOf(child)]));
    const isText = ({ kind }: Node): boolean => kind === 'note' || kind === 'more';
    const shape = JSON.stringify(children.map((each) => [each.kind, each.id, isText(each) ? looks.get(each.id) : '']));
    this.#parts.told(level);
    if (this.#isVisible(level)) {
      const before = level.drawn;
      level.drawn = { shape, looks };
      if (shape !== before.shape) {
        this.#parts.changed(node === this.only ? undefined : node);
      } else {
        children
          .filter(({ id }) => looks.get(id) !== before.looks.get(id))
          .forEach((child) => this.#parts.changed(child));
      }
    }
    if (this.#filter.isOn && node.kind === 'cluster') {
      // Whether the cluster is shown depends on what is in it.
      void this.#levels.get(node.parent.id)?.list.refilter();
    }
    if (this.#filter.isOn && node.kind === 'connection' && level.list.asking === 'no') {
      this.#search();
    }
  }

  #rows(level: Level): readonly Node[] {
    const { node, clusters, services, tasks, stopped } = level;
    switch (node.kind) {
      case 'connection':
        return this.#nodes(level, clusters, node, (cluster) => clusterNode(cluster, node));
      case 'cluster':
        return this.#nodes(level, services, node, (service) => serviceNode(service, node));
      case 'service':
      case 'standalone':
        return (tasks?.rows ?? []).flatMap(({ arn, item }) =>
          item === undefined ? [] : this.#kept(level, arn, taskNode(item, node)),
        );
      case 'stopped':
        return (stopped?.rows ?? []).flatMap(({ arn, item }) =>
          item === undefined ? [] : this.#kept(level, arn, stoppedTaskNode(item, node)),
        );
    }
  }

  #deployment(level: Level, node: ServiceNode): readonly Node[] {
    const deployment = deploymentNode(node);
    return deployment === undefined ? [] : [this.#kept(level, DEPLOYMENT, deployment)];
  }

  /** The groups that are below a node, whatever is listed there. */
  #groups(level: Level): readonly Node[] {
    const { node } = level;
    switch (node.kind) {
      case 'cluster':
        return [this.#kept(level, STANDALONE, standaloneNode(node))];
      case 'service':
      case 'standalone':
        return [this.#kept(level, STOPPED, stoppedNode(node))];
      default:
        return [];
    }
  }

  #nodes<T extends { readonly arn: string }>(
    level: Level,
    list: LiveList<T> | undefined,
    parent: Parameters<typeof namedNode>[2],
    make: (item: T) => Node,
  ): readonly Node[] {
    const node = ({ arn, item, failure }: ListRow<T>): Node =>
      item === undefined || failure !== undefined ? namedNode(arn, failure, parent) : make(item);
    return (list?.rows ?? []).map((row) => this.#kept(level, row.arn, node(row)));
  }

  /** The object that has stood for this node so far, with what is known of it now. */
  #kept<N extends Node>({ children }: Level, key: string, node: N): N {
    const known = children.get(key);
    if (known?.kind === node.kind) {
      return Object.assign(known, node);
    }
    children.set(key, node);
    return node;
  }

  #left({ node, list, tasks }: Level): number | undefined {
    if (node.kind !== 'service') {
      return list.left;
    }
    const left = node.service.running + node.service.pending - (tasks?.rows.length ?? 0);
    return left > 0 ? left : undefined;
  }

  #matches(node: ListNode, arn: string): boolean {
    const filter = this.#filter;
    if (!filter.isOn) {
      return true;
    }
    const name = lastPart(arn);
    if (node.kind === 'cluster') {
      return filter.isService(node.cluster.name, name);
    }
    const child = this.#levels.get(node.id)?.children.get(arn);
    const services = child === undefined ? undefined : this.#levels.get(child.id)?.list;
    if (services?.isKnown === true) {
      return filter.isCluster(name) || services.hasMatch;
    }
    return filter.mayBeIn(name) || (services !== undefined && services.asking !== 'no');
  }

  /** Lists the services of clusters in which the filter may mean some, by name, where there are not too many. */
  #search(): void {
    for (const { node, clusters } of [...this.#levels.values()]) {
      if (this.#filter.isOn && node.kind === 'connection' && clusters !== undefined && clusters.size <= MOST_SEARCHED) {
        for (const child of [...(this.#levels.get(node.id)?.children.values() ?? [])]) {
          if (child.kind === 'cluster' && child.cluster.activeServices > 0 && !this.#levels.has(child.id)) {
            void this.#askQuietly(this.#level(child));
          }
        }
      }
    }
  }

  /** Whether a level and all above it are expanded, and none of them is hidden. */
  #isVisible({ node, isOpen }: Level): boolean {
    if (!isOpen || node.parent === undefined) {
      return isOpen;
    }
    const above = this.#levels.get(node.parent.id);
    const arn = arnOf(node);
    return above !== undefined && this.#isVisible(above) && (arn === undefined || above.list.shows(arn));
  }

  /** Drops what is below those nodes that are not in a level any more. */
  #forgetGone({ list, children }: Level): void {
    for (const [arn, child] of [...children]) {
      if (!UNLISTED.includes(arn) && !list.has(arn)) {
        children.delete(arn);
        this.#forget(child.id);
      }
    }
  }

  /** Drops the list under this id, and those below it. */
  #forget(id: string): void {
    for (const [below, { list, node }] of [...this.#levels]) {
      if ([...upFrom(node)].some((each) => each.id === id)) {
        list.stop();
        this.#levels.delete(below);
      }
    }
  }
}

/** A node, and those above it. */
function* upFrom(node: Node): Generator<Node> {
  for (let each: Node | undefined = node; each !== undefined; each = each.parent) {
    yield each;
  }
}
