import * as vscode from 'vscode';
import type { Configuration } from '../../language/api.ts';
import {
  CONFIGURATION_FILE,
  configurationFor,
  type FolderConfiguration,
  NOTHING_CONFIGURED,
} from '../../language/configuration/folder-configuration.ts';
import { isRule, successorsOf, withLevels } from '../../language/index.ts';
import { Owner } from '../disposable.ts';
import { settings } from '../settings.ts';
import { localize } from '../words.ts';
import { ConfigurationFolders, isConfigurationFile } from './configuration-folders.ts';

/** Where a document's configuration stands. */
export interface Place {
  /** The file, or where it would be made. */
  readonly file: vscode.Uri;
  /** What it says. */
  readonly says: FolderConfiguration;
  /** The document's path from the file's folder; undefined for a document that is not below it. */
  readonly path: string | undefined;
}

/** `unread` until the folders have been read. */
type Whereabouts = Place | 'unread' | 'nowhere';

/** What was said of a document, and of what that came. */
interface Answer {
  readonly says: FolderConfiguration;
  readonly settings: number;
  readonly configuration: Configuration | undefined;
}

/**
 * What is wanted for each document: what the settings say, and below them the nearest configuration file above it, up
 * to the root of its repository, or else of its workspace folder.
 */
export class Configurations extends Owner {
  readonly #log: vscode.LogOutputChannel;
  readonly #folders: ConfigurationFolders;
  readonly #changed = this.own(new vscode.EventEmitter<void>());
  readonly #answers = new WeakMap<vscode.TextDocument, Answer>();
  /** Counts the changes of what settings say. */
  #settings = 0;
  /** Fires when what is wanted may be another than before. */
  readonly onDidChange = this.#changed.event;

  constructor(log: vscode.LogOutputChannel) {
    super();
    this.#log = log;
    this.#folders = this.own(new ConfigurationFolders(log));
    this.own(this.#folders.onDidChange(() => this.#changed.fire()));
    this.own(vscode.workspace.onDidChangeWorkspaceFolders(() => this.#settingsChanged()));
    this.own(
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (settings.changed(event, 'rules')) {
          this.#warnOfUnknownRules();
          this.#settingsChanged();
        }
      }),
    );
    this.#warnOfUnknownRules();
  }

  /**
   * Undefined where a document is not to be checked, or not until its folders have been read. The same object as before
   * where nothing has changed.
   */
  of(document: vscode.TextDocument): Configuration | undefined {
    const place = this.#find(document);
    if (place === 'unread') {
      return undefined;
    }
    const { says, path } = place === 'nowhere' ? { says: NOTHING_CONFIGURED, path: undefined } : place;
    const known = this.#answers.get(document);
    if (known?.says === says && known.settings === this.#settings) {
      return known.configuration;
    }
    const wanted = configurationFor(says, path);
    const configuration = wanted && withLevels(wanted, settings.rules(document));
    this.#answers.set(document, { says, settings: this.#settings, configuration });
    return configuration;
  }

  /** Where a document has its configuration, or would have it; undefined where there is no such place. */
  placeOf(document: vscode.TextDocument): Place | undefined {
    const place = this.#find(document);
    return typeof place === 'string' ? undefined : place;
  }

  /** Whether a document is itself a configuration. */
  isFile(uri: vscode.Uri): boolean {
    return isConfigurationFile(uri);
  }

  /**
   * Above the document; or, for one that is in no folder, such as one without a name, in the workspace's folder where
   * there is only one.
   */
  #find({ uri }: vscode.TextDocument): Whereabouts {
    const place = isInFolder(uri) ? this.#nearest(vscode.Uri.joinPath(uri, '..')) : 'nowhere';
    if (place === 'unread') {
      return place;
    }
    if (place !== 'nowhere') {
      return { ...place, path: uri.path.slice(vscode.Uri.joinPath(place.file, '../').path.length) };
    }
    const [folder, ...others] = vscode.workspace.workspaceFolders ?? [];
    return folder === undefined || others.length > 0 ? 'nowhere' : this.#nearest(folder.uri);
  }

  /** The nearest file from a folder upward; where there is none, it would be made in the workspace's folder. */
  #nearest(folder: vscode.Uri): Whereabouts {
    const chain = this.#folders.above(folder);
    if (chain === undefined) {
      return 'unread';
    }
    const workspace = vscode.workspace.getWorkspaceFolder(folder)?.index;
    const root = chain.findLastIndex(
      ({ uri }) => workspace !== undefined && vscode.workspace.getWorkspaceFolder(uri)?.index === workspace,
    );
    const folders = chain.at(-1)?.isRepository === true ? chain : chain.slice(0, root + 1);
    folders.forEach(({ uri }) => this.#folders.follow(uri));
    const nearest = folders.find(({ configuration }) => configuration !== undefined);
    const home = nearest ?? folders[root] ?? folders.at(-1);
    return home === undefined
      ? 'nowhere'
      : {
          file: vscode.Uri.joinPath(home.uri, CONFIGURATION_FILE),
          says: home.configuration ?? NOTHING_CONFIGURED,
          path: undefined,
        };
  }

  #settingsChanged(): void {
    this.#settings++;
    this.#changed.fire();
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

/** Whether a document is in a folder that can be looked at: a Git extension's documents, for example, are in none. */
function isInFolder(uri: vscode.Uri): boolean {
  return (
    uri.scheme === 'file' ||
    vscode.workspace.workspaceFolders?.some((folder) => folder.uri.scheme === uri.scheme) === true
  );
}
