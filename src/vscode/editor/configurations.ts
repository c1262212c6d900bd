import * as vscode from 'vscode';
import type { Configuration } from '../../language/api.ts';
import { CONFIGURATION_FILE, LONGEST_CONFIGURATION, RECOMMENDED, withLevels } from '../../language/configuration.ts';
import { readConfiguration } from '../../language/index.ts';
import { isRule, successorsOf } from '../../language/rules/names.ts';
import { Owner } from '../disposable.ts';
import { settings } from '../settings.ts';
import { localize } from '../words.ts';

/** In bytes. Whatever the encoding, what is larger holds a longer text than is read; a device may never end. */
const LARGEST_FILE = 3 * LONGEST_CONFIGURATION + 3;

/** What is wanted for each document: what the settings say, and below them the configuration file of its folder. */
export class Configurations extends Owner {
  readonly #log: vscode.LogOutputChannel;
  readonly #changed = this.own(new vscode.EventEmitter<void>());
  /** By the file's URI; those of folders that have a file. */
  readonly #files = new Map<string, Configuration>();
  /** The latest reading of each file: an earlier one that ends later is of no interest. */
  readonly #readings = new Map<string, symbol>();
  /** Fires when what is wanted may be another than before. */
  readonly onDidChange = this.#changed.event;

  constructor(log: vscode.LogOutputChannel) {
    super();
    this.#log = log;
    const watcher = this.own(vscode.workspace.createFileSystemWatcher(`**/${CONFIGURATION_FILE}`));
    for (const event of [watcher.onDidCreate, watcher.onDidChange, watcher.onDidDelete]) {
      this.own(event((uri) => this.#read(uri)));
    }
    // What is typed into a configuration file takes effect at once.
    this.own(vscode.workspace.onDidOpenTextDocument(({ uri }) => this.#read(uri)));
    this.own(vscode.workspace.onDidChangeTextDocument(({ document }) => this.#read(document.uri)));
    this.own(vscode.workspace.onDidCloseTextDocument(({ uri }) => this.#read(uri)));
    this.own(vscode.workspace.onDidChangeWorkspaceFolders(() => this.#readAll()));
    this.own(
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (settings.changed(event, 'rules')) {
          this.#warnOfUnknownRules();
          this.#changed.fire();
        }
      }),
    );
    this.#warnOfUnknownRules();
    this.#readAll();
  }

  of(document: vscode.TextDocument): Configuration {
    const file = this.fileFor(document);
    const configuration = file === undefined ? undefined : this.#files.get(file.toString());
    return withLevels(configuration ?? RECOMMENDED, settings.rules(document));
  }

  /**
   * The configuration file, there or not, that a document follows: its folder's, or the only folder's where it is in
   * none, as a document without a name. Undefined where there is no such folder.
   */
  fileFor({ uri }: vscode.TextDocument): vscode.Uri | undefined {
    const folders = vscode.workspace.workspaceFolders ?? [];
    const folder = vscode.workspace.getWorkspaceFolder(uri) ?? (folders.length === 1 ? folders[0] : undefined);
    return folder === undefined ? undefined : fileIn(folder);
  }

  /** Whether it is a file that configures a folder of the workspace. */
  isFile(uri: vscode.Uri): boolean {
    return vscode.workspace.workspaceFolders?.some((folder) => fileIn(folder).toString() === uri.toString()) === true;
  }

  #readAll(): void {
    for (const folder of vscode.workspace.workspaceFolders ?? []) {
      this.#read(fileIn(folder));
    }
  }

  #read(uri: vscode.Uri): void {
    if (!this.isFile(uri)) {
      return;
    }
    const key = uri.toString();
    const reading = Symbol(key);
    this.#readings.set(key, reading);
    void this.#textOf(uri).then((text) => {
      if (this.#readings.get(key) !== reading) {
        return;
      }
      if (text === undefined) {
        this.#files.delete(key);
      } else {
        this.#files.set(key, readConfiguration(text).configuration);
      }
      this.#changed.fire();
    });
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

  #warnOfUnknownRules(): void {
    const scopes = [undefined, ...(vscode.workspace.workspaceFolders ?? [])];
    const names = scopes.flatMap((scope) => Object.keys(settings.rules(scope)));
    for (const name of new Set(names.filter((rule) => !isRule(rule)))) {
      const successors = successorsOf(name)?.join(', ');
      this.#log.warn(
        successors === undefined
          ? localize('The setting ecs-exec.rules names the rule {0}, which does not exist.', name)
          : localize(
              'The setting ecs-exec.rules names the rule {0}, which has been replaced. Use {1} instead.',
              name,
              successors,
            ),
      );
    }
  }
}

function fileIn({ uri }: vscode.WorkspaceFolder): vscode.Uri {
  return vscode.Uri.joinPath(uri, CONFIGURATION_FILE);
}
