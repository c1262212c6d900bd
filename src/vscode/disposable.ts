import type * as vscode from 'vscode';

/** Something that owns disposables and disposes of them with itself, the newest first. */
export abstract class Owner implements vscode.Disposable {
  readonly #owned: vscode.Disposable[] = [];

  dispose(): void {
    for (const disposable of this.#owned.splice(0).reverse()) {
      disposable.dispose();
    }
  }

  protected own<T extends vscode.Disposable>(disposable: T): T {
    this.#owned.push(disposable);
    return disposable;
  }
}
