import { existsSync, lstatSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import type { Configuration } from '../language/api.ts';
import {
  CONFIGURATION_FILE,
  configurationFor,
  type FolderConfiguration,
  RECOMMENDED,
} from '../language/configuration/folder-configuration.ts';
import { readConfiguration } from '../language/index.ts';
import { type Checkout, isWithin } from './checkout.ts';
import { slashed } from './files.ts';
import { Lines } from './lines.ts';
import { readText, reportedPath } from './read-text.ts';
import { type FileReport, reportFile } from './report.ts';

/** What is wanted for each file: what the nearest configuration above it says, or the one that is named. */
export class Configurations {
  /** What is wrong with the configurations that have been read. */
  readonly reports: FileReport[] = [];
  readonly #named: string | undefined;
  readonly #folder: string;
  readonly #checkout: Checkout;
  /** By file: what it says, or why it cannot be read. */
  readonly #read = new Map<string, FolderConfiguration | Error>();
  /** By folder: the configuration file that is for it, if there is one. */
  readonly #nearest = new Map<string, string | undefined>();
  /** By folder: the root of its repository, if it is in one. */
  readonly #roots = new Map<string, string | undefined>();

  /** Throws an Error with a sentence where the configuration that is named, or the current folder's, cannot be read. */
  constructor(named: string | undefined, folder: string, checkout: Checkout) {
    this.#folder = folder;
    this.#checkout = checkout;
    this.#named = named === undefined ? undefined : resolve(folder, named);
    this.ofStdin();
  }

  /** Adds what another thread has found to be wrong with those that it has read, in the order of their paths. */
  join(reports: readonly FileReport[]): void {
    const known = new Set(this.reports.map(({ path }) => path));
    this.reports.push(...reports.filter(({ path }) => !known.has(path)));
    this.reports.sort((a, b) => (a.path < b.path ? -1 : 1));
  }

  /**
   * Undefined for a file that is not to be checked. Throws an Error with a sentence where its configuration cannot be
   * read, always the same.
   */
  of(file: string): Configuration | undefined {
    const root = this.#rootFor(dirname(file));
    const configuration = this.#named ?? this.#nearestTo(root === undefined ? this.#folder : dirname(file));
    if (configuration === undefined) {
      return RECOMMENDED;
    }
    const says = this.#open(configuration);
    const home = dirname(configuration);
    return configurationFor(says, isWithin(home, file) ? slashed(relative(home, file)) : undefined);
  }

  /** That of standard input, which is in no folder but the current one. Throws as `of`. */
  ofStdin(): Configuration {
    const configuration = this.#named ?? this.#nearestTo(this.#folder);
    return configuration === undefined ? RECOMMENDED : this.#open(configuration).configuration;
  }

  #nearestTo(folder: string): string | undefined {
    const known = this.#nearest.get(folder);
    if (known !== undefined || this.#nearest.has(folder)) {
      return known;
    }
    const own = join(folder, CONFIGURATION_FILE);
    const isThere = lstatSync(own, { throwIfNoEntry: false }) !== undefined;
    const isLast = folder === this.#rootFor(folder) || folder === dirname(folder);
    const nearest = isThere ? own : isLast ? undefined : this.#nearestTo(dirname(folder));
    this.#nearest.set(folder, nearest);
    return nearest;
  }

  /** The last folder in which a configuration for files of a folder can be; undefined for a folder that is nowhere. */
  #rootFor(folder: string): string | undefined {
    return this.#repositoryOf(folder) ?? (isWithin(this.#folder, folder) ? this.#folder : undefined);
  }

  #repositoryOf(folder: string): string | undefined {
    const known = this.#roots.get(folder);
    if (known !== undefined || this.#roots.has(folder)) {
      return known;
    }
    const above = dirname(folder);
    const isRoot = existsSync(join(folder, '.git'));
    const root = isRoot ? folder : above === folder ? undefined : this.#repositoryOf(above);
    this.#roots.set(folder, root);
    return root;
  }

  #open(file: string): FolderConfiguration {
    const known = this.#read.get(file) ?? this.#tryToRead(file);
    this.#read.set(file, known);
    if (known instanceof Error) {
      throw known;
    }
    return known;
  }

  #tryToRead(file: string): FolderConfiguration | Error {
    try {
      return this.#readFile(file);
    } catch (error) {
      return error instanceof Error ? error : new Error(String(error));
    }
  }

  #readFile(file: string): FolderConfiguration {
    const read = readText(file, this.#folder, this.#checkout);
    if (read === undefined) {
      throw new Error(`${reportedPath(file, this.#folder)} is too large for a configuration.`);
    }
    const { path, text, isQuotable } = read;
    const { findings, mistakeAt, ...says } = readConfiguration(text);
    if (mistakeAt !== undefined) {
      const { line, column } = new Lines(text).positionAt(mistakeAt);
      throw new Error(
        `${path} is not valid JSON (line ${line}, column ${column}), so the files that it is for are not checked.`,
      );
    }
    const isNamed = this.#named !== undefined;
    this.reports.push(reportFile({ path, isNamed, isQuotable, state: 'configuration' }, text, findings));
    return says;
  }
}
