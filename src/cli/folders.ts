import { type Dirent, readdirSync, realpathSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, relative, sep } from 'node:path';
import type { Format, LanguageService, Neighbours } from '../language/api.ts';
import {
  type FolderText,
  isEcspressoConfiguration,
  LARGEST_NEIGHBOUR,
  MOST_FOLDERS_ABOVE,
  MOST_NEIGHBOURS,
  neighboursAmong,
  neighboursOf,
  openNeighbour,
  pathsBeyond,
} from '../language/index.ts';
import { decode } from './encoding.ts';
import { slashed } from './files.ts';
import { readFile } from './read-file.ts';

/**
 * The folders of the files that are checked, read where somebody asks for what is beside a file. Files come folder by
 * folder, so that one at a time is kept.
 */
export class Folders {
  readonly #service: LanguageService;
  readonly #root: string;
  #last: { readonly folder: string; readonly files: readonly FolderText[] } | undefined;

  /** No configuration is followed out of the root. */
  constructor(service: LanguageService, root: string) {
    this.#service = service;
    this.#root = root;
  }

  /** As {@link LanguageService.load}. */
  load(format: Format): Promise<void> | undefined {
    return this.#service.load(format);
  }

  /** What is beside a file; nothing where that cannot be read. Links are not followed: they may lead anywhere. */
  beside(file: string): Neighbours {
    const folder = dirname(file);
    if (this.#last?.folder !== folder) {
      const files = textsOf(folder, neighboursAmong(namesIn(folder)));
      const all = [...files, ...this.#beyond(folder, files)];
      this.#last = { folder, files: all.map((each) => ({ ...each, opened: openNeighbour(each, this.#service) })) };
    }
    return neighboursOf(basename(file), this.#last.files, this.#service, pathWithin(this.#root, folder));
  }

  /** The configurations in the folders above one, and the files in other folders that they, and its own, name. */
  #beyond(folder: string, files: readonly FolderText[]): readonly FolderText[] {
    const path = pathWithin(this.#root, folder);
    if (path === undefined) {
      return [];
    }
    const depth = path === '' ? 0 : path.split('/').length;
    const above = Array.from({ length: Math.min(depth, MOST_FOLDERS_ABOVE) }, (_, index) => '../'.repeat(index + 1));
    const configurations = above.flatMap((up) => {
      const names = namesIn(join(folder, up)).filter(isEcspressoConfiguration).slice(0, MOST_NEIGHBOURS);
      return textsOf(
        folder,
        names.map((name) => `${up}${name}`),
      );
    });
    const paths = pathsBeyond([...files, ...configurations], path);
    return [
      ...configurations,
      ...textsOf(
        folder,
        paths.filter((each) => this.#isInside(join(folder, each))),
      ),
    ];
  }

  /** Whether a file is where its path says: links on the way may lead anywhere. */
  #isInside(file: string): boolean {
    try {
      return realpathSync(file) === join(realpathSync(this.#root), relative(this.#root, file));
    } catch {
      return false;
    }
  }
}

/** The path from a root to a folder, with slashes; undefined where the folder is outside of it. */
function pathWithin(root: string, folder: string): string | undefined {
  const path = relative(root, folder);
  return path === '..' || path.startsWith(`..${sep}`) || isAbsolute(path) ? undefined : slashed(path);
}

/** The names of the files of a folder. */
function namesIn(folder: string): readonly string[] {
  return entriesOf(folder)
    .filter((entry) => entry.isFile())
    .map(({ name }) => name);
}

function textsOf(folder: string, names: readonly string[]): readonly FolderText[] {
  return names.map((name) => {
    const text = textOf(join(folder, name));
    return text === undefined ? { name, text: '', isUnread: true } : { name, text };
  });
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
