import { aws } from '../../src/aws/index.ts';
import { Favourites } from '../../src/vscode/connections/favourites.ts';
import { LiveConnection } from '../../src/vscode/connections/live-connection.ts';
import type { ListNode, Node } from '../../src/vscode/explorer/nodes.ts';
import { memento } from '../support/memento.ts';
import { isList, Shown } from '../vscode/explorer/support/shown.ts';
import { withoutPace } from './without-pace.ts';

/** A tree on a simulator, which the environment lets in: as VS Code shows it, without VS Code. */
export class BenchTree {
  readonly shown: Shown;

  constructor(endpoint: string) {
    const connection = new LiveConnection(
      { profile: undefined, region: 'eu-central-1', endpoint, sessionEndpoint: undefined },
      {
        aws: () =>
          Promise.resolve({ ...aws, connect: (options) => aws.connect({ ...options, timing: withoutPace() }) }),
        favourites: new Favourites(memento()),
        onLearned: () => undefined,
        shared: {
          mfaCode: () => Promise.reject(new Error('There is no code.')),
          log: (line) => console.error(line),
        },
      },
    );
    this.shown = new Shown({ connection });
  }

  /** What is below a node, or of the connection, once all that is shown of it is described. */
  async below(node?: ListNode): Promise<readonly Node[]> {
    let rows = node === undefined ? this.shown.children() : await this.shown.expand(node);
    while (rows.length === 0 || rows.some(({ kind }) => kind === 'named' || kind === 'note')) {
      await new Promise((resolve) => setTimeout(resolve, 1));
      rows = this.shown.children(node);
    }
    return rows;
  }

  /** When anything is shown below a node. */
  async first(node?: ListNode): Promise<void> {
    if (node !== undefined) {
      this.shown.tree.open(node);
    }
    while (!this.shown.children(node).some(isList) && !this.shown.children(node).some(({ kind }) => kind === 'named')) {
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
  }

  /** Until nothing below the connection is being asked for. */
  async refreshed(): Promise<void> {
    const { only } = this.shown.tree;
    if (only !== undefined) {
      this.shown.tree.refresh(only);
      await this.shown.answered();
    }
  }
}
