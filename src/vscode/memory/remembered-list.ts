import type * as vscode from 'vscode';

export interface ListOptions<T> {
  /** What was written, perhaps by another version; undefined where it is not one of these. */
  readonly read: (written: unknown) => T | undefined;
  /** Tells one from another. */
  readonly key: (item: T) => string;
  /** How many are kept: the newest. */
  readonly most: number;
}

/**
 * What was used last, the newest first. It is kept in VS Code's state of this workspace on this computer, and nowhere
 * else: settings are shared and synchronized, and what is kept may be a secret.
 */
export class RememberedList<T> {
  readonly #state: vscode.Memento;
  readonly #name: string;
  readonly #options: ListOptions<T>;

  constructor(state: vscode.Memento, name: string, options: ListOptions<T>) {
    this.#state = state;
    this.#name = name;
    this.#options = options;
  }

  get items(): readonly T[] {
    const { read, key, most } = this.#options;
    const written = this.#state.get<unknown>(this.#name);
    const items = new Map<string, T>();
    for (const each of Array.isArray(written) ? (written as unknown[]).slice(0, most) : []) {
      const item = read(each);
      if (item !== undefined && !items.has(key(item))) {
        items.set(key(item), item);
      }
    }
    return [...items.values()];
  }

  /** Puts it in front; one that is there already goes there. */
  async add(item: T): Promise<void> {
    const { key, most } = this.#options;
    const others = this.items.filter((each) => key(each) !== key(item));
    await this.#state.update(this.#name, [item, ...others].slice(0, most));
  }

  async clear(): Promise<void> {
    await this.#state.update(this.#name, undefined);
  }
}
