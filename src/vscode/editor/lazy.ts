import * as vscode from 'vscode';
import { Owner } from '../disposable.ts';
import { notifyOf } from '../notify.ts';
import type { EditorFeatures } from './index.ts';
import { LANGUAGES } from './languages.ts';

/** Loads what the extension does in an editor as soon as there is a document that it may be for. */
export class LazyEditor extends Owner {
  readonly #create: () => Promise<EditorFeatures>;
  readonly #log: vscode.LogOutputChannel;
  #features: Promise<EditorFeatures> | undefined;
  #isDisposed = false;

  constructor(create: () => Promise<EditorFeatures>, log: vscode.LogOutputChannel) {
    super();
    this.#create = create;
    this.#log = log;
    this.own(vscode.workspace.onDidOpenTextDocument((document) => this.#look(document)));
    vscode.workspace.textDocuments.forEach((document) => this.#look(document));
  }

  /** Rejects where the bundle cannot be loaded. */
  load(): Promise<EditorFeatures> {
    return (this.#features ??= this.#create().then((features) => this.#keep(features)));
  }

  override dispose(): void {
    this.#isDisposed = true;
    super.dispose();
  }

  #look({ languageId }: vscode.TextDocument): void {
    if (this.#features === undefined && LANGUAGES.includes(languageId)) {
      this.load().catch((error: unknown) => notifyOf(error, this.#log));
    }
  }

  #keep(features: EditorFeatures): EditorFeatures {
    if (this.#isDisposed) {
      features.dispose();
      return features;
    }
    return this.own(features);
  }
}
