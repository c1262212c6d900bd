import { type Dirent, readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Format, LanguageService, Neighbours } from '../language/api.ts';
import {
  type FolderText,
  LARGEST_NEIGHBOUR,
  neighboursAmong,
  neighboursOf,
  openNeighbour,
} from '../language/neighbours.ts';
import { decode } from './encoding.ts';
import { readFile } from './read-file.ts';

/**
 * The folders of the files that are checked, read where somebody asks for what is beside a file. Files come folder by
 * folder, so that one at a time is kept.
 */
export class Folders {
  readonly #service: LanguageService;
  #last: { readonly folder: string; readonly files: readonly FolderText[] } | undefined;

  constructor(service: LanguageService) {
    this.#service = service;
  }

  /** As {@link LanguageService.load}. */
  load(format: Format): Promise<void> | undefined {
    return this.#service.load(format);
  }

  /** What is beside a file; nothing where that cannot be read. Links are not followed: they may lead anywhere. */
  beside(file: string): Neighbours {
    const folder = dirname(file);
    if (this.#last?.folder !== folder) {
      this.#last = { folder, files: this.#read(folder) };
    }
    return neighboursOf(basename(file), this.#last.files, this.#service);
  }

  #read(folder: string): readonly FolderText[] {
    const names = entriesOf(folder)
      .filter((entry) => entry.isFile())
      .map(({ name }) => name);
    return neighboursAmong(names).flatMap((name) => {
      const text = textOf(join(folder, name));
      return text === undefined ? [] : [{ name, text, opened: openNeighbour({ name, text }, this.#service) }];
    });
  }
}

function entriesOf(folder: string): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

function textOf(file: string): string | undefined {
  try {
    const bytes = readFile(file, LARGEST_NEIGHBOUR);
    return bytes === undefined ? undefined : decode(bytes)?.text;
  } catch {
    return undefined;
  }
}
