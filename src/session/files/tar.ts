import type { Stats } from 'node:fs';
import { open, readdir, stat } from 'node:fs/promises';
import { sep } from 'node:path';
import { Problem } from '../../problem.ts';
import { sentence } from '../../text.ts';
import { MOST_ENTRIES, tooMany } from './local-names.ts';
import { padded, TRAILER, writeHeader } from './tar-header.ts';

/** What its owner has to be allowed, to write into a folder. */
const OWNER = 0o700;

/** A file, a folder or a further name of a file on this side, in what is to be an archive. */
export interface Entry {
  /** From the archived folder, with `/`; bytes, as Linux has them. */
  readonly name: Buffer;
  readonly path: Buffer;
  readonly kind: 'file' | 'folder' | 'link';
  /** Of a hard link: the name with which its file is in the archive already. */
  readonly linkName: Buffer;
  readonly size: number;
  readonly mode: number;
  readonly modified: Date;
}

export interface Listing {
  readonly entries: readonly Entry[];
  /** Links and other things that are neither files nor folders. */
  readonly skipped: number;
  /** Bytes that the archive will have. */
  readonly size: number;
}

/** What a container is to make of the mode of a file here. Windows has none. */
export function modeFor({ mode }: Pick<Stats, 'mode'>, kind: 'file' | 'folder', platform: NodeJS.Platform): number {
  // Without set-id bits: it will have another owner.
  return platform === 'win32' ? (kind === 'folder' ? 0o755 : 0o644) : mode & 0o777;
}

/**
 * Looks through a folder. Symbolic links are not followed. A folder that its owner may not write into comes once more
 * after what is in it: BusyBox gives it its mode at once. Rejects with a `Problem` where it has too many entries.
 */
export async function list(folder: string): Promise<Listing> {
  const entries: Entry[] = [];
  const firstNames = new Map<string, Buffer>();
  let skipped = 0;
  const walk = async (path: Buffer, prefix: Buffer): Promise<void> => {
    for (const child of await readdir(path, { withFileTypes: true, encoding: 'buffer' })) {
      if (!child.isFile() && !child.isDirectory()) {
        skipped += 1;
        continue;
      }
      if (entries.length >= MOST_ENTRIES) {
        throw tooMany(MOST_ENTRIES);
      }
      const childPath = Buffer.concat([path, Buffer.from(sep), child.name]);
      const name = Buffer.concat([prefix, child.name]);
      const found = await stat(childPath, { bigint: true });
      const firstName =
        child.isFile() && found.nlink > 1n ? firstNameOf(firstNames, `${found.dev}:${found.ino}`, name) : undefined;
      const kind = child.isDirectory() ? 'folder' : firstName === undefined ? 'file' : 'link';
      const entry: Entry = {
        name: kind === 'folder' ? Buffer.concat([name, Buffer.from('/')]) : name,
        path: childPath,
        kind,
        linkName: firstName ?? Buffer.alloc(0),
        size: kind === 'file' ? Number(found.size) : 0,
        mode: modeFor({ mode: Number(found.mode) }, kind === 'folder' ? 'folder' : 'file', process.platform),
        modified: found.mtime,
      };
      const isLocked = kind === 'folder' && (entry.mode & OWNER) !== OWNER;
      entries.push(isLocked ? { ...entry, mode: entry.mode | OWNER } : entry);
      if (kind === 'folder') {
        await walk(childPath, entry.name);
      }
      if (isLocked) {
        entries.push(entry);
      }
    }
  };
  await walk(Buffer.from(folder), Buffer.alloc(0));
  const size = entries.reduce((sum, entry) => sum + headerOf(entry).length + padded(entry.size), TRAILER.length);
  return { entries, skipped, size };
}

/** Undefined for a file that has not been seen before, whose name is remembered. */
function firstNameOf(names: Map<string, Buffer>, file: string, name: Buffer): Buffer | undefined {
  const first = names.get(file);
  if (first === undefined) {
    names.set(file, name);
  }
  return first;
}

/** The archive, in pieces. Rejects with a `Problem` where a file has become shorter since it was listed. */
export async function* archive({ entries }: Listing): AsyncGenerator<Buffer> {
  for (const entry of entries) {
    yield headerOf(entry);
    if (entry.kind === 'file') {
      yield* contentOf(entry);
      yield Buffer.alloc(padded(entry.size) - entry.size);
    }
  }
  yield TRAILER;
}

async function* contentOf({ path, name, size }: Entry): AsyncGenerator<Buffer> {
  await using file = await open(path);
  let left = size;
  // What has been added to it since is left out: the header tells its length.
  for await (const chunk of file.createReadStream({ autoClose: false }) as AsyncIterable<Buffer>) {
    yield chunk.subarray(0, left);
    left -= Math.min(left, chunk.length);
    if (left === 0) {
      return;
    }
  }
  if (left > 0) {
    throw new Problem(
      'copy/changed',
      sentence('{0} changed while it was copied.', name.toString()),
      sentence('Try again.'),
    );
  }
}

function headerOf({ kind, ...entry }: Entry): Buffer {
  return writeHeader({ ...entry, type: { file: '0', link: '1', folder: '5' }[kind] });
}
