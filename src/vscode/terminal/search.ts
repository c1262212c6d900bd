import type * as vscode from 'vscode';

/** Looks for what to go on with, one look at a time, until it is closed. */
export class Search<T extends vscode.Disposable> {
  readonly #closing = new AbortController();
  #isLooking = false;

  /**
   * What the look finds; undefined where it finds nothing, where another one is under way, and where the search is
   * closed meanwhile: what it then still finds is disposed of. Rejects as the look does.
   */
  async find(look: (signal: AbortSignal) => Promise<T | undefined>): Promise<T | undefined> {
    const { signal } = this.#closing;
    if (this.#isLooking || this.#closing.signal.aborted) {
      return undefined;
    }
    this.#isLooking = true;
    try {
      const found = await look(signal);
      if (!signal.aborted) {
        return found;
      }
      found?.dispose();
      return undefined;
    } catch (error) {
      if (signal.aborted) {
        return undefined;
      }
      throw error;
    } finally {
      this.#isLooking = false;
    }
  }

  close(): void {
    this.#closing.abort();
  }
}
