import type * as vscode from 'vscode';

/** What outlives the window: VS Code's memory of a workspace, and that of all of them. */
export interface Stores {
  /** Of this workspace alone: another window may be about another account. */
  readonly workspace: vscode.Memento;
  readonly everywhere: vscode.Memento;
}

/** A memory that ends with the window. */
export function forgetful(): Stores {
  const store = (): vscode.Memento => {
    const values = new Map<string, unknown>();
    return {
      keys: () => [...values.keys()],
      get: <T>(key: string, otherwise?: T): T | undefined => (values.get(key) as T | undefined) ?? otherwise,
      update: (key, value) => Promise.resolve(void values.set(key, value)),
    };
  };
  return { workspace: store(), everywhere: store() };
}

/** A list of texts that a store has; empty where it is anything else, as another version may have written it. */
export function textsIn(stored: unknown): readonly string[] {
  return Array.isArray(stored) ? stored.filter((each) => typeof each === 'string') : [];
}
