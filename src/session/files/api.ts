import type { StartCommand } from '../commands/api.ts';

export interface CopyOptions {
  readonly start: StartCommand;
  /** A file or folder on this side. Copying out of a container: the folder to put it into. */
  readonly localPath: string;
  /** In the container, absolute or from its working directory. Copying into it: the new path, or a folder to put it into. */
  readonly containerPath: string;
  /** Asked before something of that path is replaced. */
  readonly confirmReplace: (path: string, kind: 'file' | 'folder') => Promise<boolean>;
  /** Bytes that have been copied so far, of how many; undefined where that is not known. */
  readonly onProgress?: (done: number, total: number | undefined) => void;
  /** Aborting it leaves nothing under the final name. */
  readonly signal: AbortSignal;
}

export interface Copied {
  /** Where the copy is. */
  readonly path: string;
  readonly bytes: number;
  /** How many links and other things in a folder were left out, which are neither files nor folders. */
  readonly skipped: number;
}

/**
 * Copies a file or a folder. The container needs `sh`, and `base64` or, in its place, `od` to copy from it and `printf`
 * to copy into it; for folders `tar`. What has arrived is checked, and only then gets its final name. Undefined where it
 * would replace something and that was not confirmed; rejects with a `Problem`, or with the signal's reason.
 */
export type Copy = (options: CopyOptions) => Promise<Copied | undefined>;

export interface Files {
  readonly copyToContainer: Copy;
  readonly copyFromContainer: Copy;
}
