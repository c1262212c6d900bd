import * as vscode from 'vscode';
import { cut, revealedLines } from '../../sanitize.ts';
import { DOCUMENT_SCHEME } from '../contributions.ts';
import { Owner } from '../disposable.ts';
import { withWaiting } from '../progress.ts';
import { asProblem, localize, problemInWords } from '../words.ts';

/** Characters of a document; what is longer is cut. */
const LONGEST_DOCUMENT = 2 * 1024 * 1024;
/** Documents whose text is kept until they are closed; the oldest gives way. */
const MOST_DOCUMENTS = 50;

/** A text to read, made of what AWS says now. */
export interface LiveDocument {
  /**
   * Begins with `/` and tells it from all others: profile, region and names as folders. The last part is its title,
   * with an extension: `storefront.md`.
   */
  readonly path: string;
  /** VS Code's name of its language: `markdown`, `json`, `plaintext`. */
  readonly language: string;
  /**
   * Its text, asked for when the document is opened and at every refresh. Where it rejects, the document says why. The
   * signal aborts when the user no longer waits.
   */
  readonly content: (signal: AbortSignal) => Promise<string>;
}

interface Opened {
  readonly document: LiveDocument;
  readonly text: string;
}

/** The documents that show what runs: read-only, and asked of AWS anew when the user refreshes them. */
export class Documents extends Owner implements vscode.TextDocumentContentProvider {
  readonly #log: vscode.LogOutputChannel;
  /** By address, the oldest first. */
  readonly #opened = new Map<string, Opened>();
  readonly #changed = this.own(new vscode.EventEmitter<vscode.Uri>());

  readonly onDidChange = this.#changed.event;

  constructor(log: vscode.LogOutputChannel) {
    super();
    this.#log = log;
    this.own(vscode.workspace.registerTextDocumentContentProvider(DOCUMENT_SCHEME, this));
    this.own(
      // One that gets another language is told of here, too.
      vscode.workspace.onDidCloseTextDocument(({ uri, isClosed }) => isClosed && this.#opened.delete(uri.toString())),
    );
  }

  /** Shows a document, with what AWS says now. Rejects with a `CancellationError` where the user gave up waiting. */
  async open(document: LiveDocument): Promise<void> {
    await vscode.window.showTextDocument(await this.prepare(document), { preview: true });
  }

  /** As {@link open}, without showing it: for the sides of a comparison. */
  async prepare(document: LiveDocument): Promise<vscode.TextDocument> {
    const uri = vscode.Uri.from({ scheme: DOCUMENT_SCHEME, path: document.path });
    const { text, language } = await this.#ask(document).then(
      (answer) => ({ text: answer, language: document.language }),
      (error: unknown) => {
        if (error instanceof vscode.CancellationError) {
          throw error;
        }
        return { text: `${problemInWords(asProblem(error, this.#log))}\n`, language: 'plaintext' };
      },
    );
    return this.#keep(uri, { document, text }, language);
  }

  /**
   * Asks anew for the text of a document that is open. Where that fails, it stays as it is, and this rejects with the
   * reason.
   */
  async refresh(uri: vscode.Uri): Promise<void> {
    const opened = this.#opened.get(uri.toString());
    if (opened !== undefined) {
      const { document } = opened;
      await this.#keep(uri, { document, text: await this.#ask(document) }, document.language);
    }
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    return (
      this.#opened.get(uri.toString())?.text ??
      vscode.l10n.t('This is no longer known. Open it again from the ECS Exec view.')
    );
  }

  async #ask({ path, content }: LiveDocument): Promise<string> {
    const title = localize('Opening {0}…', path.slice(path.lastIndexOf('/') + 1));
    return revealedLines(cut(await withWaiting(title, content), LONGEST_DOCUMENT));
  }

  async #keep(uri: vscode.Uri, opened: Opened, language: string): Promise<vscode.TextDocument> {
    const address = uri.toString();
    this.#opened.delete(address);
    this.#opened.set(address, opened);
    for (const oldest of [...this.#opened.keys()].slice(0, -MOST_DOCUMENTS)) {
      this.#opened.delete(oldest);
    }
    this.#changed.fire(uri);
    return vscode.languages.setTextDocumentLanguage(await vscode.workspace.openTextDocument(uri), language);
  }
}
