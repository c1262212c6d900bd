import { isProblem, Problem } from '../../../../src/problem.ts';
import { sentence } from '../../../../src/text.ts';
import { LiveTree } from '../../../../src/vscode/explorer/live-tree.ts';
import { containerNodes, type ListNode, type Node, noteNode } from '../../../../src/vscode/explorer/nodes.ts';
import type { Cloud } from './cloud.ts';

/** A tree as VS Code shows it: what is expanded is asked for anew whenever it is drawn anew. */
export class Shown {
  readonly tree: LiveTree;
  /** What was drawn anew, by the node's id; empty for all. */
  readonly drawn: string[] = [];
  readonly #asked: Promise<void>[] = [];
  readonly #expanded = new Set<Node>();
  readonly #clock: { readonly now: () => number };

  constructor({ connection }: Pick<Cloud, 'connection'>, clock: { readonly now: () => number } = { now: () => 1 }) {
    this.#clock = clock;
    this.tree = new LiveTree({
      connections: () => [connection],
      toProblem: (error) => (isProblem(error) ? error : new Problem('unexpected', sentence('{0}', String(error)))),
      looksOf,
      notes: ({ node, list: { asking, problem } }) =>
        asking === 'no' && problem === undefined ? [] : [noteNode(node, problem?.code ?? asking, 'info')],
      changed: (node) => {
        this.drawn.push(node?.id ?? '');
        this.#draw(node);
      },
      told: () => undefined,
      asked: (answered) => this.#asked.push(answered),
      whenOverdue: () => () => undefined,
      now: () => clock.now(),
    });
    this.#draw(undefined);
  }

  /** The user expands a node. */
  async expand(node: ListNode): Promise<readonly Node[]> {
    this.#expanded.add(node);
    this.tree.open(node);
    await settled();
    return this.children(node);
  }

  async collapse(node: ListNode): Promise<void> {
    this.#expanded.delete(node);
    this.tree.close(node);
    await settled();
  }

  /** What is shown below a node, or of the only connection. */
  children(node?: Node): readonly Node[] {
    const parent = node ?? this.tree.only;
    return parent !== undefined && isList(parent) ? this.tree.childrenOf(this.tree.open(parent)) : [];
  }

  /** All that is shown, one line each. */
  lines(node?: Node, indent = ''): readonly string[] {
    return this.children(node).flatMap((child) => [
      `${indent}${looksOf(child).split(' · ').slice(0, 2).join(' ')}`,
      ...(this.#expanded.has(child) ? this.lines(child, `${indent}  `) : []),
    ]);
  }

  /** Until all that was asked for is answered, and drawn. */
  async answered(): Promise<void> {
    while (this.#asked.length > 0) {
      await this.#asked.shift();
    }
    await settled();
  }

  look() {
    return this.tree.look(this.#clock.now());
  }

  /** As VS Code does. */
  #draw(node: Node | undefined): void {
    for (const child of this.children(node)) {
      if (this.#expanded.has(child)) {
        this.#draw(child);
      }
    }
  }
}

/** Until all that is under way has run. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 40; turn += 1) {
    await new Promise(setImmediate);
  }
}

export function isList(node: Node): node is ListNode {
  return node.kind === 'connection' || node.kind === 'cluster' || node.kind === 'service' || node.kind === 'standalone';
}

function looksOf(node: Node): string {
  switch (node.kind) {
    case 'cluster':
      return `${node.cluster.name} · ${node.cluster.runningTasks} running`;
    case 'service':
      return `${node.service.name} · ${node.service.running} of ${node.service.desired}`;
    case 'task':
      return [node.task.id, node.task.lastStatus, ...containerNodes(node).map(looksOf)].join(' · ');
    case 'container':
      return `${node.container.name} ${node.container.execAgent?.status ?? ''}`;
    case 'named':
      return `${node.name} · ${node.failure ?? '?'}`;
    case 'more':
      return `more · ${node.left ?? ''}`;
    case 'note':
      return node.label;
    case 'deployment':
    case 'stopped':
    case 'stoppedTask':
    case 'standalone':
    case 'connection':
      return node.kind;
  }
}
