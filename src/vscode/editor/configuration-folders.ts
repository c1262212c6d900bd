import * as vscode from 'vscode';
import { CONFIGURATION_FILE, type FolderConfiguration } from '../../language/configuration/folder-configuration.ts';
import { LONGEST_CONFIGURATION } from '../../language/index.ts';
import { readConfiguration } from '../../language/index.ts';
import { Owner } from '../disposable.ts';
import { localize } from '../words.ts';

/** In bytes. Whatever the encoding, what is larger holds a longer text than is read; a device may never end. */
const LARGEST_FILE = 3 * LONGEST_CONFIGURATION + 3;

/** What stands in a folder. */
interface KnownFolder {
  /** Of its configuration file, if it has one. */
  readonly text: string | undefined;
  /** What its configuration file says; undefined where it has none. */
  readonly configuration: FolderConfiguration | undefined;
  /** Whether a repository begins there: no configuration above it is for what is in it. */
  readonly isRepository: boolean;
}

/** A folder with what stands in it. */
export interface FolderAbove extends KnownFolder {
  readonly uri: vscode.Uri;
}

/** The folders in which documents may have their configuration, as they are now: read when they are asked for. */
export class ConfigurationFolders extends Owner {
  readonly #log: vscode.LogOutputChannel;
  readonly #changed = this.own(new vscode.EventEmitter<void>());
  readonly #known = new Map<string, KnownFolder>();
  /** The latest reading of each folder: an earlier one that ends later is of no interest. */
  readonly #readings = new Map<string, symbol>();
  /** The folders from which those above are being read. */
  readonly #climbing = new Set<string>();
  /** Of folders outside of the workspace. */
  readonly #watchers = new Map<string, vscode.Disposable>();
  /** Fires when there is more to know than before, or something else. */
  readonly onDidChange = this.#changed.event;

  constructor(log: vscode.LogOutputChannel) {
    super();
    this.#log = log;
    this.#watch(`**/${CONFIGURATION_FILE}`);
    // What is typed into a configuration file takes effect at once.
    this.own(vscode.workspace.onDidOpenTextDocument(({ uri }) => this.#readAgain(uri)));
    this.own(vscode.workspace.onDidChangeTextDocument(({ document }) => this.#readAgain(document.uri)));
    this.own(vscode.workspace.onDidCloseTextDocument(({ uri }) => this.#readAgain(uri)));
  }

  /**
   * A folder and those above it, up to the root of its repository, or to the root of all where it is in none. Undefined
   * while they are being read.
   */
  above(folder: vscode.Uri): readonly FolderAbove[] | undefined {
    const chain: FolderAbove[] = [];
    for (const uri of upward(folder)) {
      const known = this.#known.get(uri.toString());
      if (known === undefined) {
        void this.#readUpward(folder);
        return undefined;
      }
      chain.push({ uri, ...known });
      if (known.isRepository) {
        break;
      }
    }
    return chain;
  }

  /** Follows what becomes of the configuration file of a folder outside of the workspace. */
  follow(folder: vscode.Uri): void {
    const key = folder.toString();
    if (!this.#watchers.has(key) && vscode.workspace.getWorkspaceFolder(folder) === undefined) {
      this.#watchers.set(key, this.#watch(new vscode.RelativePattern(folder, CONFIGURATION_FILE)));
    }
  }

  #watch(pattern: vscode.GlobPattern): vscode.Disposable {
    const watcher = this.own(vscode.workspace.createFileSystemWatcher(pattern));
    for (const event of [watcher.onDidCreate, watcher.onDidChange, watcher.onDidDelete]) {
      this.own(event((uri) => this.#readAgain(uri)));
    }
    return watcher;
  }

  /** A folder that nobody has asked for is read when somebody does. */
  #readAgain(file: vscode.Uri): void {
    const folder = vscode.Uri.joinPath(file, '..');
    const before = this.#known.get(folder.toString());
    if (isConfigurationFile(file) && this.#readings.has(folder.toString())) {
      void this.#read(folder).then(() => {
        if (this.#known.get(folder.toString()) !== before) {
          this.#changed.fire();
        }
      });
    }
  }

  async #readUpward(folder: vscode.Uri): Promise<void> {
    const key = folder.toString();
    if (this.#climbing.has(key)) {
      return;
    }
    this.#climbing.add(key);
    for (const uri of upward(folder)) {
      const { isRepository } = this.#known.get(uri.toString()) ?? (await this.#read(uri));
      if (isRepository) {
        break;
      }
    }
    this.#climbing.delete(key);
    this.#changed.fire();
  }

  async #read(folder: vscode.Uri): Promise<KnownFolder> {
    const key = folder.toString();
    const reading = Symbol(key);
    this.#readings.set(key, reading);
    const [text, isRepository] = await Promise.all([
      this.#textOf(vscode.Uri.joinPath(folder, CONFIGURATION_FILE)),
      isThere(vscode.Uri.joinPath(folder, '.git')),
    ]);
    const before = this.#known.get(key);
    if (before?.text === text && before?.isRepository === isRepository) {
      return before;
    }
    const known = { text, configuration: text === undefined ? undefined : readConfiguration(text), isRepository };
    if (this.#readings.get(key) === reading) {
      this.#known.set(key, known);
    }
    return known;
  }

  /** Of the document, while it is edited; undefined where there is no such file. */
  async #textOf(uri: vscode.Uri): Promise<string | undefined> {
    const open = vscode.workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
    if (open?.isDirty === true) {
      return open.getText();
    }
    try {
      const { type, size } = await vscode.workspace.fs.stat(uri);
      if ((type & vscode.FileType.File) === 0 || size > LARGEST_FILE) {
        this.#log.warn(
          localize(
            '{0} is not read, so all rules apply: it is not a file, or too large for a configuration.',
            uri.toString(true),
          ),
        );
        return undefined;
      }
      return await vscode.workspace.decode(await vscode.workspace.fs.readFile(uri), { uri });
    } catch (error) {
      if (!(error instanceof vscode.FileSystemError && error.code === 'FileNotFound')) {
        this.#log.warn(localize('{0} cannot be read, so all rules apply: {1}', uri.toString(true), String(error)));
      }
      return undefined;
    }
  }
}

/** Whether it is the configuration of the folder that it is in. */
export function isConfigurationFile({ path }: vscode.Uri): boolean {
  return path.endsWith(`/${CONFIGURATION_FILE}`);
}

function* upward(folder: vscode.Uri): Generator<vscode.Uri> {
  for (let current = folder; ;) {
    yield current;
    const parent = vscode.Uri.joinPath(current, '..');
    if (parent.path === current.path) {
      return;
    }
    current = parent;
  }
}

async function isThere(uri: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(uri);
    return true;
  } catch {
    return false;
  }
}
