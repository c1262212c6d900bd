import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/** After this long (in milliseconds) a folder in which nothing was installed to the end belongs to nobody. */
const ABANDONED = 60 * 60 * 1000;

/**
 * Makes a folder by `install`, unless it is there. The folder appears only when it is whole: the work is done beside it
 * and moved into place, so an interrupted run leaves nothing that looks finished, and of two runs at the same time one
 * wins and the other's work is thrown away. What the folder holds must therefore be told by its name.
 */
export async function installOnce(folder: string, install: (into: string) => Promise<void>): Promise<void> {
  if (existsSync(folder)) {
    return;
  }
  await removeAbandoned(folder);
  const staging = `${folder}.${randomUUID()}.part`;
  try {
    await mkdir(staging, { recursive: true });
    await install(staging);
    await rename(staging, folder).catch((error: unknown) => {
      if (!existsSync(folder)) {
        throw error;
      }
    });
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
}

async function removeAbandoned(folder: string): Promise<void> {
  const parent = dirname(folder);
  if (!existsSync(parent)) {
    return;
  }
  for (const name of await readdir(parent)) {
    if (!name.startsWith(`${basename(folder)}.`) || !name.endsWith('.part')) {
      continue;
    }
    const path = join(parent, name);
    const { mtimeMs } = await stat(path);
    if (Date.now() - mtimeMs > ABANDONED) {
      await rm(path, { recursive: true, force: true });
    }
  }
}
