import * as vscode from 'vscode';
import type { LanguageService, Neighbours, OpenText } from '../../language/api.ts';
import {
  type FolderText,
  LARGEST_NEIGHBOUR,
  mayBeNeighbour,
  neighboursAmong,
  neighboursOf,
  openNeighbour,
} from '../../language/neighbours.ts';
import { Owner } from '../disposable.ts';
import { isWritable } from './documents.ts';

/** In milliseconds: so long the files of a folder are left alone after one has changed. */
const PAUSE = 200;

/** A folder with an open document in it. */
interface KnownFolder {
  /** Its files as they are on the disk; undefined until they have been read. */
  files: readonly FolderText[] | undefined;
  /** What was made of them last, and of which documents. */
  made: Map<string, { readonly of: string; readonly neighbours: Neighbours }>;
  reading: NodeJS.Timeout | undefined;
  telling: NodeJS.Timeout | undefined;
  /** Of a folder outside of the workspace. */
  readonly watcher: vscode.Disposable | undefined;
}

/**
 * What stands beside the open documents that belong together with other files of their folders, such as a service with
 * its task definition. What is open in an editor counts as it is there.
 */
export class NeighbourFolders extends Owner {
  readonly #service: LanguageService;
  readonly #openedOf: (document: vscode.TextDocument) => OpenText;
  readonly #known = new Map<string, KnownFolder>();
  readonly #changed = this.own(new vscode.EventEmitter<void>());
  /** Fires when there are other files, or others in them, than before. */
  readonly onDidChange = this.#changed.event;

  /** What an open document holds is asked: it has been read already. */
  constructor(service: LanguageService, openedOf: (document: vscode.TextDocument) => OpenText) {
    super();
    this.#service = service;
    this.#openedOf = openedOf;
    this.own(this.#watch('**/{*.json,*.jsonc,*.tf,*.tofu,ecspresso*}'));
    this.own(vscode.workspace.onDidChangeTextDocument(({ document }) => this.#tellSoon(document.uri)));
    this.own(vscode.workspace.onDidCloseTextDocument((document) => this.#forget(document)));
    this.own({ dispose: () => [...this.#known.keys()].forEach((key) => this.#drop(key)) });
  }

  /** What stands beside a document; undefined while nothing is known of it, or where it is in no folder. */
  beside(document: vscode.TextDocument): Neighbours | undefined {
    const { uri, isClosed } = document;
    if (isClosed || uri.scheme === 'untitled' || !isWritable(document)) {
      return undefined;
    }
    const folder = this.#known.get(folderOf(uri).toString()) ?? this.#follow(folderOf(uri));
    if (folder.files === undefined) {
      return undefined;
    }
    const documents = openIn(folderOf(uri));
    const of = documents.map((each) => `${nameOf(each.uri)} ${each.version}`).join('\n');
    const made = folder.made.get(uri.toString());
    if (made?.of === of) {
      return made.neighbours;
    }
    const neighbours = neighboursOf(nameOf(uri), this.#asOpen(folder.files, documents), this.#service);
    folder.made.set(uri.toString(), { of, neighbours });
    return neighbours;
  }

  /** Where offsets are in a file beside a document, as it was read. */
  place(
    document: vscode.TextDocument,
    file: string,
  ): { uri: vscode.Uri; positionAt: (offset: number) => vscode.Position } {
    const uri = vscode.Uri.joinPath(folderOf(document.uri), file);
    const open = openIn(folderOf(uri)).find((other) => nameOf(other.uri) === file);
    const text = this.#known.get(folderOf(uri).toString())?.files?.find(({ name }) => name === file)?.text ?? '';
    return { uri, positionAt: (offset) => open?.positionAt(offset) ?? positionIn(text, offset) };
  }

  #asOpen(files: readonly FolderText[], documents: readonly vscode.TextDocument[]): readonly FolderText[] {
    const open = documents
      .filter(({ uri }) => mayBeNeighbour(nameOf(uri)))
      .map((document) => ({ name: nameOf(document.uri), text: document.getText(), opened: this.#openedOf(document) }));
    const names = new Set(open.map(({ name }) => name));
    return [...files.filter(({ name }) => !names.has(name)), ...open];
  }

  #follow(folder: vscode.Uri): KnownFolder {
    const isOutside = vscode.workspace.getWorkspaceFolder(folder) === undefined;
    const watcher = isOutside ? this.#watch(new vscode.RelativePattern(folder, '*')) : undefined;
    const known: KnownFolder = { files: undefined, made: new Map(), reading: undefined, telling: undefined, watcher };
    this.#known.set(folder.toString(), known);
    void this.#read(folder, known);
    return known;
  }

  #watch(pattern: vscode.GlobPattern): vscode.Disposable {
    const watcher = vscode.workspace.createFileSystemWatcher(pattern);
    for (const event of [watcher.onDidCreate, watcher.onDidChange, watcher.onDidDelete]) {
      event((uri) => this.#readSoon(uri));
    }
    return watcher;
  }

  /** Something is on the disk that was not there before. */
  #readSoon(file: vscode.Uri): void {
    const folder = folderOf(file);
    const known = this.#known.get(folder.toString());
    if (known !== undefined && mayBeNeighbour(nameOf(file))) {
      clearTimeout(known.reading);
      known.reading = setTimeout(() => void this.#read(folder, known), PAUSE);
    }
  }

  /** Something is in an editor that was not there before, for the other documents of its folder. */
  #tellSoon(file: vscode.Uri): void {
    const known = this.#known.get(folderOf(file).toString());
    if (known !== undefined && mayBeNeighbour(nameOf(file)) && openIn(folderOf(file)).length > 1) {
      clearTimeout(known.telling);
      known.telling = setTimeout(() => this.#changed.fire(), PAUSE);
    }
  }

  async #read(folder: vscode.Uri, known: KnownFolder): Promise<void> {
    const files = await filesIn(folder);
    if (this.#known.get(folder.toString()) === known) {
      known.files = files.map((file) => ({ ...file, opened: openNeighbour(file, this.#service) }));
      known.made.clear();
      this.#changed.fire();
    }
  }

  #forget({ uri }: vscode.TextDocument): void {
    const folder = folderOf(uri);
    this.#known.get(folder.toString())?.made.delete(uri.toString());
    if (openIn(folder).length === 0) {
      this.#drop(folder.toString());
    }
  }

  #drop(key: string): void {
    const known = this.#known.get(key);
    clearTimeout(known?.reading);
    clearTimeout(known?.telling);
    known?.watcher?.dispose();
    this.#known.delete(key);
  }
}

/** The files of a folder that may belong together; none of one with too many of them, or that cannot be read. */
async function filesIn(folder: vscode.Uri): Promise<readonly FolderText[]> {
  const entries = await vscode.workspace.fs.readDirectory(folder).then(undefined, () => []);
  const names = neighboursAmong(entries.flatMap(([name, type]) => (type === vscode.FileType.File ? [name] : [])));
  const texts = await Promise.all(names.map((name) => textOf(vscode.Uri.joinPath(folder, name))));
  return names.flatMap((name, index) => {
    const text = texts[index];
    return text === undefined ? [] : [{ name, text }];
  });
}

async function textOf(file: vscode.Uri): Promise<string | undefined> {
  try {
    const { size } = await vscode.workspace.fs.stat(file);
    return size > LARGEST_NEIGHBOUR ? undefined : new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
  } catch {
    return undefined;
  }
}

function openIn(folder: vscode.Uri): readonly vscode.TextDocument[] {
  const key = folder.toString();
  return vscode.workspace.textDocuments.filter(({ uri }) => folderOf(uri).toString() === key);
}

function folderOf(file: vscode.Uri): vscode.Uri {
  return vscode.Uri.joinPath(file, '..');
}

function nameOf({ path }: vscode.Uri): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** Where an offset of a text is, whatever line breaks VS Code makes of those in it. */
function positionIn(text: string, offset: number): vscode.Position {
  const lines = text.slice(0, offset).split(/\r\n|\n|\r/);
  return new vscode.Position(lines.length - 1, lines.at(-1)?.length ?? 0);
}
