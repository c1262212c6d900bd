import { randomBytes } from 'node:crypto';
import { constants, createReadStream, type Stats } from 'node:fs';
import {
  access,
  chmod,
  chown,
  copyFile,
  type FileHandle,
  lstat,
  open,
  readlink,
  realpath,
  rename,
  rm,
  stat,
  statfs,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, isAbsolute, join } from 'node:path';
import { errorCode } from '../error-code.ts';
import { leftOver } from './facts.ts';
import type { Naming } from './local-names.ts';
import { removeTree } from './remove-tree.ts';
import { MOST_LINKS } from './scripts.ts';

/** Where a copy is to be on this side. */
export interface LocalTarget {
  /** After links, where a file is to replace what they lead to. */
  readonly path: string;
  readonly there: 'none' | 'file' | 'folder' | 'link' | 'special';
  /** Of the file or folder that is there. */
  readonly stats: Stats | undefined;
  /** A path for the time being, which nothing has: beside it, or where one may not write, elsewhere. */
  readonly temporary: string;
}

export async function findTarget(path: string, kind: 'file' | 'folder'): Promise<LocalTarget> {
  const final = kind === 'file' ? await followed(path) : path;
  const stats = await lstat(final).catch(() => undefined);
  const there = stats === undefined ? 'none' : kindOf(stats);
  return {
    path: final,
    there,
    stats,
    temporary: join(await folderFor(dirname(final), there), `.ecs-exec-${randomBytes(6).toString('hex')}`),
  };
}

/** Bytes that are free beside a path; undefined where it is not known. */
export async function freeSpace(path: string): Promise<number | undefined> {
  const found = await statfs(dirname(path)).catch(() => undefined);
  return found === undefined || found.blocks === 0 ? undefined : found.bavail * found.bsize;
}

/** Tries in an empty folder which names it takes for the same. */
export async function namingIn(folder: string): Promise<Naming> {
  const probe = join(folder, 'probe');
  await writeFile(probe, '', { flag: 'wx' });
  const foldsCase = await stat(join(folder, 'PROBE')).then(
    () => true,
    () => false,
  );
  await rm(probe);
  return { platform: process.platform, foldsCase };
}

/**
 * Gives a new file its name. One that is replaced keeps owner and mode. Where the new one cannot have these, or cannot
 * take the name, as that of a file that is mounted, the old one is written anew, and restored should that fail.
 */
export async function giveFile({ path, stats, temporary }: LocalTarget, mode: number): Promise<void> {
  if (stats === undefined) {
    await chmod(temporary, mode);
    await rename(temporary, path);
    return;
  }
  try {
    await keep(temporary, stats);
    await rename(temporary, path);
  } catch {
    await rewrite(temporary, path);
    await rm(temporary, { force: true });
  }
}

/** Gives a new folder its name. One that is there is put aside first, for it cannot be replaced in one step. */
export async function giveFolder({ path, stats, temporary }: LocalTarget): Promise<void> {
  if (stats === undefined) {
    await rename(temporary, path);
    return;
  }
  await keep(temporary, stats).catch(() => undefined);
  const aside = `${temporary}.old`;
  await rename(path, aside);
  try {
    await rename(temporary, path);
  } catch (error) {
    await rename(aside, path);
    throw error;
  }
  await removeTree(aside).catch((error: unknown) => {
    throw leftOver(path, aside, errorCode(error));
  });
}

/** Rejects where it may not have that owner. */
async function keep(path: string, { uid, gid, mode }: Stats): Promise<void> {
  if (process.platform !== 'win32') {
    const now = await stat(path);
    if (now.uid !== uid || now.gid !== gid) {
      await chown(path, uid, gid);
    }
    await chmod(path, mode & 0o7777);
  }
}

async function rewrite(temporary: string, path: string): Promise<void> {
  // Opened first: what may not be written stays as it is.
  await using file = await open(path, 'r+');
  const kept = `${temporary}.old`;
  await copyFile(path, kept, constants.COPYFILE_EXCL);
  try {
    await pour(temporary, file);
  } catch (error) {
    await pour(kept, file).catch(() => {
      throw leftOver(path, kept, errorCode(error));
    });
    await rm(kept);
    throw error;
  }
  await rm(kept);
}

async function pour(from: string, file: FileHandle): Promise<void> {
  await file.truncate();
  let position = 0;
  for await (const chunk of createReadStream(from) as AsyncIterable<Buffer>) {
    await writeAt(file, chunk, position);
    position += chunk.length;
  }
}

/** A system may take less of it at a time. */
async function writeAt(file: FileHandle, bytes: Buffer, position: number): Promise<void> {
  for (let done = 0; done < bytes.length;) {
    done += (await file.write(bytes, done, bytes.length - done, position + done)).bytesWritten;
  }
}

/** Where a symbolic link leads, there or not. */
async function followed(path: string): Promise<string> {
  let final = path;
  for (let links = 0; links < MOST_LINKS; links += 1) {
    const next = await readlink(final).catch(() => undefined);
    if (next === undefined) {
      return final;
    }
    final = isAbsolute(next) ? next : join(await realpath(dirname(final)), next);
  }
  return final;
}

async function folderFor(folder: string, there: LocalTarget['there']): Promise<string> {
  const mayWrite = await access(folder, constants.W_OK).then(
    () => true,
    () => false,
  );
  return mayWrite || there !== 'file' ? folder : tmpdir();
}

function kindOf(stats: Stats): LocalTarget['there'] {
  if (stats.isSymbolicLink()) {
    return 'link';
  }
  return stats.isDirectory() ? 'folder' : stats.isFile() ? 'file' : 'special';
}
