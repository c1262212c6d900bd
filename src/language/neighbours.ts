import type { LanguageService, Neighbours, OpenText } from './api.ts';
import { grouped } from './documents/grouped.ts';
import { filesBeyond, isEcspressoConfiguration } from './documents/service/ecspresso.ts';
import { formatOf } from './format.ts';

export { pathFrom } from './documents/relative-path.ts';
export { isEcspressoConfiguration } from './documents/service/ecspresso.ts';

/** In a folder with more files of one format that may belong together, nobody can tell which do: none is read. */
export const MOST_NEIGHBOURS = 100;

/** In bytes. ECS takes task definitions of 64 KiB; larger files are passed over. */
export const LARGEST_NEIGHBOUR = 256 * 1024;

/** In so many folders above that of a file are configurations looked for. */
export const MOST_FOLDERS_ABOVE = 8;

/** What belongs together: the files of a Terraform module, or input of AWS's API and what is written around that. */
type Kin = 'terraform' | 'input';

function kinOf(name: string): Kin | undefined {
  if (/\.(?:tf|tofu)(?:\.json)?$/i.test(name)) {
    return 'terraform';
  }
  return /\.(?:jsonc?|ya?ml)$/i.test(name) || isEcspressoConfiguration(name) ? 'input' : undefined;
}

/** Whether a file of this name may hold something that belongs to what is in another file of its folder. */
export function mayBeNeighbour(name: string): boolean {
  return kinOf(name) !== undefined;
}

/** Of the names of all files in a folder, those of the ones to read: of a module, or of a format, all or none. */
export function neighboursAmong(names: readonly string[]): readonly string[] {
  const sorts = grouped(names.filter(mayBeNeighbour), (name) =>
    kinOf(name) === 'terraform' ? 'terraform' : formatOf(name, ''),
  );
  const unread = new Set([...sorts.values()].filter(({ length }) => length > MOST_NEIGHBOURS).flat());
  return names.filter((name) => mayBeNeighbour(name) && !unread.has(name));
}

/** Whether what is found in a text depends on the files beside it. */
export function hasNeighbours({ subjects, format }: OpenText): boolean {
  return format === 'hcl'
    ? subjects.length > 0
    : subjects.some(({ kind, origin }) => origin !== 'template' && (kind === 'service' || kind === 'task-run'));
}

/** Whether names in a text may stand in the files beside it, too. */
export function sharesNames(text: OpenText): boolean {
  return hasNeighbours(text) || text.subjects.some(({ kind }) => kind === 'task-definition');
}

/** A file of a folder, or of another: as it is written, or as it has been read. */
export interface FolderText {
  /** Its path from the folder. */
  readonly name: string;
  /** Empty where it has not been read, for it is too large or cannot be. */
  readonly text: string;
  readonly isUnread?: boolean;
  /** Where somebody has read it already. */
  readonly opened?: OpenText;
}

/** Reads a file of a folder. */
export function openNeighbour({ name, text }: FolderText, service: LanguageService): OpenText {
  return service.open(text, undefined, formatOf(name, text));
}

/**
 * The paths of files in other folders that belong to files of one, by the configurations among these. The folder's own
 * path is that from the root; no file is outside of that.
 */
export function pathsBeyond(files: readonly FolderText[], folder: string): readonly string[] {
  const configurations = files.filter(({ name }) => isEcspressoConfiguration(name));
  return filesBeyond(configurations, folder).filter(mayBeNeighbour).slice(0, MOST_NEIGHBOURS);
}

/** The files beside one of this name, in a folder of this path from the root, as far as that is known. */
export function neighboursOf(
  name: string,
  files: readonly FolderText[],
  service: LanguageService,
  folder = '',
): Neighbours {
  const others = files.filter((file) => file.name !== name && kinOf(file.name) === kinOf(name));
  return {
    name,
    folder,
    // Of too many files, none is among them.
    isWhole: files.some((file) => file.name === name) && !others.some(({ isUnread }) => isUnread === true),
    files: others
      .filter((file) => !isEcspressoConfiguration(file.name))
      .map((file) => ({ name: file.name, text: file.opened ?? openNeighbour(file, service) })),
    configurations: others.filter((file) => isEcspressoConfiguration(file.name)),
  };
}
