import type * as vscode from 'vscode';

/** VS Code's state of a workspace, with what is in it already. */
export function memento(kept: Readonly<Record<string, unknown>> = {}): vscode.Memento {
  const values = new Map(Object.entries(kept));
  return {
    keys: () => [...values.keys()],
    get: (key: string, otherwise?: unknown) => values.get(key) ?? otherwise,
    update: (key: string, value: unknown) => {
      if (value === undefined) {
        values.delete(key);
      } else {
        // As it comes back in another window.
        values.set(key, JSON.parse(JSON.stringify(value)));
      }
      return Promise.resolve();
    },
  } as vscode.Memento;
}
