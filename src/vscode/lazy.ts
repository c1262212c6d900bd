import type * as vscode from 'vscode';
import { Owner } from './disposable.ts';

/** A part of the extension that is in a bundle of its own, which is loaded when the part is first needed. */
export class Lazy<Part extends vscode.Disposable> extends Owner {
  readonly #create: () => Promise<Part>;
  #loading: Promise<Part> | undefined;
  #part: Part | undefined;

  constructor(create: () => Promise<Part>) {
    super();
    this.#create = create;
  }

  /** The part, where it has been needed. */
  get loaded(): Part | undefined {
    return this.#part;
  }

  /** Rejects where the bundle cannot be loaded. */
  load(): Promise<Part> {
    return (this.#loading ??= this.#create().then((part) => (this.#part = this.own(part))));
  }
}
