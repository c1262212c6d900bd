import * as vscode from 'vscode';
import type { Format, LanguageService, Neighbours, OpenText } from '../../language/api.ts';
import {
  type FolderText,
  isEcspressoConfiguration,
  LARGEST_NEIGHBOUR,
  mayBeNeighbour,
  MOST_NEIGHBOURS,
  neighboursAmong,
  neighboursOf,
  openNeighbour,
  pathFrom,
  pathsBeyond,
} from '../../language/index.ts';
import { Owner } from '../disposable.ts';
import { isWritable } from './documents.ts';

/** In milliseconds: so long the files of a folder are left alone after one has changed. */
const PAUSE = 200;

/** The configurations of tools that say which files belong together, wherever they are in a workspace. */
const CONFIGURATIONS = '**/ecspresso*.{yml,yaml,json,jsonnet}';

/** Where nobody writes any. */
const NOT_IN = '**/node_modules/**';

/** A folder with an open document in it. */
interface KnownFolder {
  /** Its files as they are on the disk, and those that belong to them; undefined until they have been read. */
  files: readonly FolderText[] | undefined;
  /** What was made of them last, and of which documents. */
  made: Map<string, { readonly of: string; readonly neighbours: Neighbours }>;
  reading: NodeJS.Timeout | undefined;
  /** Counts how often it was read: what an earlier look has found counts no longer, however long that took. */
  looks: number;
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
    this.own(this.#watch('**/{*.json,*.jsonc,*.yml,*.yaml,*.tf,*.tofu,ecspresso*}'));
    this.own(vscode.workspace.onDidChangeTextDocument(({ document }) => this.#tellSoon(document.uri)));
    // A watcher is not told of all: it misses folders that are made together with those around them.
    this.own(vscode.workspace.onDidSaveTextDocument(({ uri }) => this.#readSoon(uri)));
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
    const documents = openAmong(folderOf(uri), folder.files);
    const of = documents.map((each) => `${each.uri.path} ${each.version}`).join('\n');
    const made = folder.made.get(uri.toString());
    if (made?.of === of) {
      return made.neighbours;
    }
    const files = this.#asOpen(folderOf(uri), folder.files, documents);
    const neighbours = neighboursOf(nameOf(uri), files, this.#service, pathOf(folderOf(uri)));
    folder.made.set(uri.toString(), { of, neighbours });
    return neighbours;
  }

  /** Reads the files beside anew that are written in a format which could not be read until now. */
  readAnew(format: Format): void {
    for (const known of this.#known.values()) {
      known.files = known.files?.map((file) => (file.opened?.format === format ? this.#opened(file) : file));
      known.made.clear();
    }
  }

  /** Where offsets are in a file beside a document, as it was read. */
  place(
    document: vscode.TextDocument,
    file: string,
  ): { uri: vscode.Uri; positionAt: (offset: number) => vscode.Position } {
    const folder = folderOf(document.uri);
    const uri = vscode.Uri.joinPath(folder, file);
    const open = vscode.workspace.textDocuments.find((other) => other.uri.toString() === uri.toString());
    const text = this.#known.get(folder.toString())?.files?.find(({ name }) => name === file)?.text ?? '';
    return { uri, positionAt: (offset) => open?.positionAt(offset) ?? positionIn(text, offset) };
  }

  #asOpen(
    folder: vscode.Uri,
    files: readonly FolderText[],
    documents: readonly vscode.TextDocument[],
  ): readonly FolderText[] {
    const beyond = new Map(files.map(({ name }) => [vscode.Uri.joinPath(folder, name).toString(), name]));
    const open = documents
      .filter(({ uri }) => mayBeNeighbour(nameOf(uri)))
      .map((document) => ({
        name: beyond.get(document.uri.toString()) ?? nameOf(document.uri),
        text: document.getText(),
        opened: this.#openedOf(document),
      }));
    const names = new Set(open.map(({ name }) => name));
    return [...files.filter(({ name }) => !names.has(name)), ...open];
  }

  #follow(folder: vscode.Uri): KnownFolder {
    const isOutside = vscode.workspace.getWorkspaceFolder(folder) === undefined;
    const watcher = isOutside ? this.#watch(new vscode.RelativePattern(folder, '*')) : undefined;
    const known: KnownFolder = {
      files: undefined,
      made: new Map(),
      reading: undefined,
      looks: 0,
      telling: undefined,
      watcher,
    };
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
    for (const [folder, known] of this.#concerned(file)) {
      clearTimeout(known.reading);
      known.reading = setTimeout(() => void this.#read(folder, known), PAUSE);
    }
  }

  /** Something is in an editor that was not there before, for the other documents that it may belong to. */
  #tellSoon(file: vscode.Uri): void {
    for (const [folder, known] of this.#concerned(file)) {
      if (openIn(folder).some(({ uri }) => uri.toString() !== file.toString())) {
        clearTimeout(known.telling);
        known.telling = setTimeout(() => this.#changed.fire(), PAUSE);
      }
    }
  }

  /** The folders with open documents that a file is in, or may belong to. */
  #concerned(file: vscode.Uri): readonly (readonly [vscode.Uri, KnownFolder])[] {
    if (!mayBeNeighbour(nameOf(file))) {
      return [];
    }
    const isConfiguration = isEcspressoConfiguration(nameOf(file));
    return Array.from(this.#known, ([key, known]) => [vscode.Uri.parse(key, true), known] as const).filter(
      ([folder, { files = [] }]) =>
        isConfiguration ||
        folderOf(file).toString() === folder.toString() ||
        files.some(({ name }) => vscode.Uri.joinPath(folder, name).toString() === file.toString()),
    );
  }

  async #read(folder: vscode.Uri, known: KnownFolder): Promise<void> {
    const look = ++known.looks;
    const near = await filesIn(folder);
    const files = [...near, ...(await filesBeyond(folder, near))];
    if (this.#known.get(folder.toString()) === known && known.looks === look) {
      known.files = files.map((file) => this.#opened(file));
      known.made.clear();
      this.#changed.fire();
    }
  }

  #opened(file: FolderText): FolderText {
    return { ...file, opened: openNeighbour(file, this.#service) };
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
  return textsOf(folder, names);
}

/**
 * The configurations in other folders of the workspace, and the files in other folders that one names together with a
 * file of this one. None of a folder outside of the workspace.
 */
async function filesBeyond(folder: vscode.Uri, near: readonly FolderText[]): Promise<readonly FolderText[]> {
  const root = vscode.workspace.getWorkspaceFolder(folder);
  if (root === undefined || near.length === 0) {
    return [];
  }
  const pattern = new vscode.RelativePattern(root, CONFIGURATIONS);
  // Not every workspace can be searched; what is in the folder itself belongs together all the same.
  const found = await vscode.workspace.findFiles(pattern, NOT_IN, MOST_NEIGHBOURS).then(undefined, () => []);
  const path = pathOf(folder);
  const elsewhere = found.map((uri) => pathFrom(path, pathOf(uri))).filter((name) => name.includes('/'));
  const configurations = await textsOf(folder, elsewhere);
  const paths = pathsBeyond([...near, ...configurations], path);
  return [...configurations, ...(await textsOf(folder, paths))];
}

/** The texts of files, by their paths from a folder. */
async function textsOf(folder: vscode.Uri, names: readonly string[]): Promise<readonly FolderText[]> {
  const texts = await Promise.all(names.map((name) => textOf(vscode.Uri.joinPath(folder, name))));
  return names.map((name, index) => {
    const text = texts[index];
    return text === undefined ? { name, text: '', isUnread: true } : { name, text };
  });
}

/** The path of a file or folder in its workspace folder; empty for that itself, and outside of all. */
function pathOf(uri: vscode.Uri): string {
  const root = vscode.workspace.getWorkspaceFolder(uri)?.uri.path.replace(/\/$/, '');
  return root === undefined ? '' : uri.path.slice(root.length + 1);
}

async function textOf(file: vscode.Uri): Promise<string | undefined> {
  try {
    const { size, type } = await vscode.workspace.fs.stat(file);
    // A link may lead out of the workspace.
    const isRead = type === vscode.FileType.File && size <= LARGEST_NEIGHBOUR;
    return !isRead ? undefined : new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
  } catch {
    return undefined;
  }
}

/** The open documents of a folder, and those of others that are among its files. */
function openAmong(folder: vscode.Uri, files: readonly FolderText[]): readonly vscode.TextDocument[] {
  const beyond = new Set(files.map(({ name }) => vscode.Uri.joinPath(folder, name).toString()));
  const key = folder.toString();
  return vscode.workspace.textDocuments.filter(
    ({ uri }) => folderOf(uri).toString() === key || beyond.has(uri.toString()),
  );
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
