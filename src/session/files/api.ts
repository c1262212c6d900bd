import type { Text } from '../../text.ts';
import type { StartCommand } from '../commands/api.ts';

export interface CopyOptions {
  readonly start: StartCommand;
  /** A file or folder on this side. Copying out of a container: the folder to put it into. */
  readonly localPath: string;
  /**
   * In the container, absolute, from its working directory, or from its home directory with `~/`. Copying into it: the
   * new path, or a folder to put it into; with a slash at its end a folder that exists.
   */
  readonly containerPath: string;
  /** Asked before something of that path is replaced. */
  readonly confirmReplace: (path: string, kind: 'file' | 'folder') => Promise<boolean>;
  /** Bytes that have been copied so far, of how many; undefined where that is not known. */
  readonly onProgress?: (done: number, total: number | undefined) => void;
  /** Aborting it leaves nothing under the final name. */
  readonly signal: AbortSignal;
}

/** What became of single files in a folder, and is worth telling. */
export interface Remarks {
  /** The first of them, a few. */
  readonly first: readonly Text[];
  /** How many there are. */
  readonly count: number;
}

export interface Copied {
  /** Where the copy is. */
  readonly path: string;
  readonly bytes: number;
  /** How many links and other things in a folder were left out, which are neither files nor folders. */
  readonly skipped: number;
  /** Of names that are not possible here: which files have others, or were left out. */
  readonly remarks: Remarks;
}

/**
 * Copies a file or a folder. The container needs `sh`, and `base64` or, in its place, `od` to copy from it and `printf`
 * to copy into it; for folders `tar`. What has arrived is checked, and only then gets its final name. Undefined where
 * it would replace something and that was not confirmed; rejects with a `Problem`, or with the signal's reason.
 *
 * As with `cp`, a new file has the mode of its source, without set-id bits, and one that is replaced keeps its owner
 * and mode; a symbolic link stays, and the file that it leads to is replaced, or made. Devices and pipes are not
 * replaced, nor a file by a folder or the other way round. A folder is replaced as a whole.
 */
export type Copy = (options: CopyOptions) => Promise<Copied | undefined>;

export interface Files {
  readonly copyToContainer: Copy;
  readonly copyFromContainer: Copy;
}
