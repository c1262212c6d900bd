import type * as vscode from 'vscode';
import { RememberedList } from './remembered-list.ts';
import { fieldsOf, isText } from './written.ts';

interface Entry {
  /** What it belongs to. */
  readonly at: string;
  readonly text: string;
}

/** Characters of a text that is remembered, and of what it belongs to. */
const LONGEST_TEXT = 4_096;

/** Texts that were typed, each for something that it belongs to. Long ones, such as scripts, are not kept. */
export class Entries {
  readonly #list: RememberedList<Entry>;

  /** `most` are kept, the newest, of all that they belong to together. */
  constructor(state: vscode.Memento, name: string, most: number) {
    this.#list = new RememberedList<Entry>(state, name, {
      read: readEntry,
      key: ({ at, text }) => JSON.stringify([at, text]),
      most,
    });
  }

  /** The newest first. */
  of(at: string): readonly string[] {
    return this.#list.items.filter((entry) => entry.at === at).map(({ text }) => text);
  }

  async add(at: string, text: string): Promise<void> {
    const entry = readEntry({ at, text });
    if (entry !== undefined) {
      await this.#list.add(entry);
    }
  }

  clear(): Promise<void> {
    return this.#list.clear();
  }
}

function readEntry(written: unknown): Entry | undefined {
  const { at, text } = fieldsOf(written);
  return isText(at, LONGEST_TEXT) && isText(text, LONGEST_TEXT) ? { at, text } : undefined;
}
