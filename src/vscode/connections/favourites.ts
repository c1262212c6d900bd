import type * as vscode from 'vscode';
import { textsIn } from './store.ts';

/** Clusters of one connection that the user has named. One DescribeClusters asks for as many. */
export const MOST_FAVOURITES = 100;

/** Clusters that the user has named, by name or ARN: those of each connection, in all windows. */
export class Favourites {
  readonly #store: vscode.Memento;

  constructor(store: vscode.Memento) {
    this.#store = store;
  }

  /** In the order in which they were named. */
  of(connection: string): readonly string[] {
    return textsIn(this.#store.get(keyOf(connection))).slice(0, MOST_FAVOURITES);
  }

  async add(connection: string, cluster: string): Promise<void> {
    const others = this.of(connection).filter((each) => each !== cluster);
    await this.#store.update(keyOf(connection), [...others, cluster].slice(-MOST_FAVOURITES));
  }

  async remove(connection: string, cluster: string): Promise<void> {
    const others = this.of(connection).filter((each) => each !== cluster);
    await this.#store.update(keyOf(connection), others.length === 0 ? undefined : others);
  }
}

function keyOf(connection: string): string {
  return `clusters ${connection}`;
}
