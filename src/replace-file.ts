import { randomBytes } from 'node:crypto';
import {
  accessSync,
  chmodSync,
  closeSync,
  constants,
  fchmodSync,
  fchownSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  type Stats,
  statSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** Names are random, so that a second one is free unless something is amiss. */
const MOST_ATTEMPTS = 5;

/** The mode of what nobody else may read. */
const PRIVATE = 0o600;

/**
 * What the system answers where nothing can be put beside a file, or in its place, and the file itself can still be
 * written.
 */
const NO_PLACE_BESIDE: readonly string[] = ['EACCES', 'EPERM', 'EROFS', 'EBUSY', 'EXDEV'];

/**
 * Gives a file another content, so that it has the old one or the new one whole, whatever happens in the middle: the
 * new one is written beside it and put in its place. The file keeps its mode and its owner, and a link still leads to
 * it. Where that cannot be (the folder cannot be written, the file is a mount or somebody else's, or it has several
 * names), it is written over, while a copy of the old content lies beside it or in the system's folder for temporary
 * files. A file that is not there is made. With `isPrivate`, nobody but its owner may read it afterwards, whatever its
 * mode was. Throws the system's error; an Error that says where the copy is, should it still be needed.
 */
export function replaceFile(
  path: string,
  content: Uint8Array | string,
  { isPrivate = false }: { readonly isPrivate?: boolean } = {},
): void {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined) {
    putInPlace(path, bytes, isPrivate ? PRIVATE : 0o666);
    return;
  }
  const target = realpathSync(path);
  // To put another in its place takes no right to write the file itself.
  accessSync(target, constants.W_OK);
  if (isPrivate) {
    chmodSync(target, PRIVATE);
  }
  if (stat.nlink > 1) {
    writeOver(target, bytes);
    return;
  }
  try {
    putInPlace(target, bytes, PRIVATE, isPrivate ? statSync(target) : stat);
  } catch (error) {
    if (!NO_PLACE_BESIDE.includes(codeOf(error))) {
      throw error;
    }
    writeOver(target, bytes);
  }
}

/**
 * Makes a file of its own and renames it. Throws, and leaves nothing behind, where it cannot be like the one before.
 */
function putInPlace(target: string, bytes: Uint8Array, mode: number, like?: Stats): void {
  const { path, descriptor } = createIn(dirname(target), mode);
  try {
    try {
      writeWhole(descriptor, bytes);
      if (like !== undefined) {
        makeLike(descriptor, like);
      }
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    renameSync(path, target);
  } catch (error) {
    remove(path);
    throw error;
  }
}

function makeLike(descriptor: number, { uid, gid, mode }: Stats): void {
  const own = fstatSync(descriptor);
  if (own.uid !== uid || own.gid !== gid) {
    fchownSync(descriptor, uid, gid);
  }
  // Afterwards, for a change of owner takes some bits away.
  fchmodSync(descriptor, mode & 0o7777);
}

/** Writes over a file, which takes its old content back where that fails. */
function writeOver(target: string, bytes: Uint8Array): void {
  const before = readFileSync(target);
  const copy = keepCopy(target, before);
  const descriptor = openSync(target, constants.O_RDWR);
  try {
    try {
      overwrite(descriptor, bytes);
    } catch (error) {
      restore(descriptor, before, copy, error);
      throw error;
    }
  } finally {
    closeSync(descriptor);
  }
  remove(copy);
}

function restore(descriptor: number, before: Uint8Array, copy: string, cause: unknown): void {
  try {
    overwrite(descriptor, before);
  } catch {
    const words = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`${words}. The old content is in ${copy}`, { cause });
  }
  remove(copy);
}

function keepCopy(target: string, before: Uint8Array): string {
  const { path, descriptor } = createNear(target);
  try {
    writeWhole(descriptor, before);
    fsyncSync(descriptor);
  } catch (error) {
    remove(path);
    throw error;
  } finally {
    closeSync(descriptor);
  }
  return path;
}

function createNear(target: string): TemporaryFile {
  try {
    return createIn(dirname(target), PRIVATE);
  } catch (error) {
    if (!NO_PLACE_BESIDE.includes(codeOf(error))) {
      throw error;
    }
    return createIn(tmpdir(), PRIVATE);
  }
}

interface TemporaryFile {
  readonly path: string;
  readonly descriptor: number;
}

/** A new file. It has what the mode leaves of itself after the process's mask. */
function createIn(folder: string, mode: number): TemporaryFile {
  for (let attempt = 1; ; attempt++) {
    const path = join(folder, `.ecs-exec-${randomBytes(6).toString('hex')}.tmp`);
    try {
      return { path, descriptor: openSync(path, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL, mode) };
    } catch (error) {
      if (codeOf(error) !== 'EEXIST' || attempt === MOST_ATTEMPTS) {
        throw error;
      }
    }
  }
}

/**
 * The new content first and the end of the old one after it: where nothing is longer than before, no disk can be too
 * full.
 */
function overwrite(descriptor: number, bytes: Uint8Array): void {
  writeWhole(descriptor, bytes);
  ftruncateSync(descriptor, bytes.length);
  fsyncSync(descriptor);
}

function writeWhole(descriptor: number, bytes: Uint8Array): void {
  for (let written = 0; written < bytes.length;) {
    written += writeSync(descriptor, bytes, written, bytes.length - written, written);
  }
}

function remove(path: string): void {
  try {
    unlinkSync(path);
  } catch {
    // It is gone, or somebody else's now.
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
