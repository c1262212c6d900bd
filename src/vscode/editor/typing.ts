import * as vscode from 'vscode';
import type { OpenText, Range, TextEdit, WrittenAt } from '../../language/api.ts';
import { Owner } from '../disposable.ts';

/** Milliseconds without a key, after which what is missing is told: nobody seems to be about to write it. */
const PAUSE = 2000;

/** Someone types into a document. */
interface Session {
  readonly document: vscode.TextDocument;
  /** What was last written. */
  readonly written: Range;
  /** Where the cursor is in what is being written. */
  cursor: number;
  /** Whether the cursor is still in the name or value that is being written. */
  isWithin: boolean;
  /** Whether more may come around it soon. */
  isGoingOn: boolean;
}

/**
 * Where someone is typing. What the keys have written last is unfinished until the cursor leaves it, and what is around
 * it until nothing was typed for a while. With saving, all is finished; so it is for whoever goes to another editor,
 * and after a change that is not typing: pasting, undoing, a fix.
 */
export class Typing extends Owner {
  readonly #moved = this.own(new vscode.EventEmitter<vscode.TextDocument>());
  /** Fires when something in a document is no longer being written, though its text has not changed. */
  readonly onDidMove = this.#moved.event;
  #session: Session | undefined;
  #pause: NodeJS.Timeout | undefined;

  constructor() {
    super();
    this.own(
      vscode.window.onDidChangeTextEditorSelection(({ textEditor: { document } }) => {
        if (document === this.#session?.document) {
          this.#moved.fire(document);
        }
      }),
    );
    this.own(vscode.window.onDidChangeActiveTextEditor(() => this.#end()));
    this.own(
      vscode.workspace.onWillSaveTextDocument(({ document, reason }) => {
        // What VS Code saves by itself after each pause says nothing of whoever is writing.
        if (document === this.#session?.document && reason !== vscode.TextDocumentSaveReason.AfterDelay) {
          this.#end();
        }
      }),
    );
    this.own({ dispose: () => clearTimeout(this.#pause) });
  }

  /** Follows a change of a document. Gives the edit, if someone has typed it. */
  follow(event: vscode.TextDocumentChangeEvent): TextEdit | undefined {
    const { document } = event;
    const edit = typedIn(event);
    if (edit === undefined) {
      if (document === this.#session?.document) {
        this.#session = undefined;
        clearTimeout(this.#pause);
      }
      return undefined;
    }
    const written = { start: edit.start, end: edit.start + edit.text.length };
    // A closing bracket or quote that came by itself is behind the cursor.
    const cursor = isPair(edit.text) ? written.end - 1 : written.end;
    this.#session = { document, written, cursor, isWithin: true, isGoingOn: true };
    clearTimeout(this.#pause);
    this.#pause = setTimeout(() => this.#settle(), PAUSE);
    return edit;
  }

  /** Where a document is being written; undefined where it is not. */
  at(document: vscode.TextDocument, text: OpenText): WrittenAt | undefined {
    const session = this.#session;
    const editor = vscode.window.activeTextEditor;
    if (session?.document !== document || editor?.document !== document) {
      return undefined;
    }
    const { written } = session;
    const selected = document.offsetAt(editor.selection.active);
    // The selection may not have followed yet: it would still be where the text was written.
    const cursor = selected === written.start ? session.cursor : selected;
    if (written.start <= cursor && cursor <= written.end) {
      session.cursor = cursor;
    } else if (session.isWithin) {
      session.isWithin = isSame(text.unfinished(session.cursor), text.unfinished(cursor));
    }
    return {
      within: session.isWithin ? session.cursor : undefined,
      around: session.isGoingOn ? cursor : undefined,
    };
  }

  #settle(): void {
    if (this.#session !== undefined) {
      this.#session.isGoingOn = false;
      this.#moved.fire(this.#session.document);
    }
  }

  #end(): void {
    const document = this.#session?.document;
    this.#session = undefined;
    clearTimeout(this.#pause);
    if (document !== undefined) {
      this.#moved.fire(document);
    }
  }
}

/** The one edit of a change that keys make: at the cursor, and no more than they write at once. */
function typedIn({ document, contentChanges, reason }: vscode.TextDocumentChangeEvent): TextEdit | undefined {
  const [change, ...others] = contentChanges;
  const editor = vscode.window.activeTextEditor;
  if (change === undefined || others.length > 0 || reason !== undefined || editor?.document !== document) {
    return undefined;
  }
  const { range, rangeOffset: start, rangeLength, text } = change;
  const end = start + rangeLength;
  // The selection is told of after the text: it is still the one from before.
  const { selection } = editor;
  const isAtCursor = range.contains(selection.active);
  return isAtCursor && isTyped(text, range, selection.isEmpty) ? { start, end, text } : undefined;
}

/**
 * Keys write a character, two with its partner, or white space; or they delete. On one line, accepting a suggestion
 * replaces what is there of it already.
 */
function isTyped(text: string, replaced: vscode.Range, nothingSelected: boolean): boolean {
  if (!replaced.isSingleLine && text !== '') {
    return false;
  }
  return /^(?:\s*|\S{1,2})$/.test(text) || (nothingSelected && !replaced.isEmpty && !/[\r\n]/.test(text));
}

function isPair(text: string): boolean {
  return /^(?:\{\}|\[\]|""|'')$/.test(text);
}

function isSame(one: Range | undefined, other: Range | undefined): boolean {
  return one !== undefined && one.start === other?.start && one.end === other.end;
}
