import type * as vscode from 'vscode';

/** Something that owns disposables and disposes of them with itself, the newest first. */
export abstract class Owner implements vscode.Disposable {
  readonly #owned: vscode.Disposable[] = [];
  #isDisposed = false;

  dispose(): void {
    this.#isDisposed = true;
    for (const disposable of this.#owned.splice(0).reverse()) {
      disposable.dispose();
    }
  }

  /** Once the owner is disposed of, what it is still given is disposed of at once: nobody would do it later. */
  protected own<T extends vscode.Disposable>(disposable: T): T {
    if (this.#isDisposed) {
      disposable.dispose();
    } else {
      this.#owned.push(disposable);
    }
    return disposable;
  }
}
