import { chmod, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { errorCode } from '../error-code.ts';

/** What a system says of a folder from which nothing may be removed. */
const LOCKED = new Set(['EACCES', 'EPERM']);

/**
 * Removes a file or a folder, there or not; also a folder with others in it that take away the right to write into
 * them.
 */
export async function removeTree(path: string): Promise<void> {
  try {
    await rm(path, { recursive: true, force: true });
  } catch (error) {
    if (!LOCKED.has(errorCode(error))) {
      throw error;
    }
    await unlock(path);
    await rm(path, { recursive: true, force: true });
  }
}

/** Folders only: a file may have another name elsewhere, and links are not followed. */
async function unlock(folder: string): Promise<void> {
  await chmod(folder, 0o700);
  for (const child of await readdir(folder, { withFileTypes: true })) {
    if (child.isDirectory()) {
      await unlock(join(folder, child.name));
    }
  }
}
