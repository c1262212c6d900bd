import type { LanguageService, Neighbours, OpenText } from './api.ts';
import { isEcspressoConfiguration } from './documents/service/ecspresso.ts';

/** In a folder with more files that may belong together, nobody can tell which do: none is read. */
export const MOST_NEIGHBOURS = 100;

/** In bytes. ECS takes task definitions of 64 KiB; larger files are passed over. */
export const LARGEST_NEIGHBOUR = 256 * 1024;

/** Whether a file of this name may hold something that belongs to what is in another file of its folder. */
export function mayBeNeighbour(name: string): boolean {
  return /\.jsonc?$/i.test(name) || isEcspressoConfiguration(name);
}

/** Whether what is found in a text depends on the files beside it. */
export function hasNeighbours({ subjects }: OpenText): boolean {
  return subjects.some(({ kind }) => kind === 'service' || kind === 'task-run');
}

/** Whether names in a text may stand in the files beside it, too. */
export function sharesNames(text: OpenText): boolean {
  return hasNeighbours(text) || text.subjects.some(({ kind }) => kind === 'task-definition');
}

/** A file of a folder: as it is written, or as it has been read. */
export interface FolderText {
  readonly name: string;
  readonly text: string;
  /** Where somebody has read it already. */
  readonly opened?: OpenText;
}

/** The files beside one of this name. */
export function neighboursOf(name: string, files: readonly FolderText[], service: LanguageService): Neighbours {
  return {
    name,
    files: files
      .filter((file) => file.name !== name && !isEcspressoConfiguration(file.name))
      .map((file) => ({ name: file.name, text: file.opened ?? service.open(file.text) })),
    configurations: files.filter((file) => isEcspressoConfiguration(file.name)),
  };
}
