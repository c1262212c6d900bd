import { open, opendir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Problem } from '../../problem.ts';
import { text } from '../../text.ts';

// The format: https://www.gnu.org/software/tar/manual/html_node/Standard.html. Names that are too long are written, as
// GNU tar does and BusyBox understands, in an entry of type L before the one that they belong to.

const BLOCK = 512;
const LONGEST_NAME = 100;
/** The size field has eleven octal digits. */
const LARGEST_FILE = 0o77777777777;
const LONG_NAME = '././@LongLink';

/** A file or a folder on this side, in what is to be an archive. */
export interface Entry {
  /** From the archived folder, with `/`. */
  readonly name: string;
  readonly path: string;
  readonly isFolder: boolean;
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

/** Looks through a folder. Links are not followed. */
export async function list(folder: string): Promise<Listing> {
  const entries: Entry[] = [];
  let skipped = 0;
  const walk = async (path: string, prefix: string): Promise<void> => {
    for await (const child of await opendir(path)) {
      const childPath = join(path, child.name);
      if (!child.isFile() && !child.isDirectory()) {
        skipped += 1;
        continue;
      }
      const { size, mode, mtime } = await stat(childPath);
      const isFolder = child.isDirectory();
      const name = `${prefix}${child.name}`;
      entries.push({ name, path: childPath, isFolder, size: isFolder ? 0 : size, mode, modified: mtime });
      if (isFolder) {
        await walk(childPath, `${name}/`);
      }
    }
  };
  await walk(folder, '');
  const size = entries.reduce((sum, entry) => sum + headerOf(entry).length + padded(entry.size), 2 * BLOCK);
  return { entries, skipped, size };
}

/** The archive, in pieces. Rejects with a `Problem` where a file has become shorter since it was listed. */
export async function* archive({ entries }: Listing): AsyncGenerator<Buffer> {
  for (const entry of entries) {
    yield headerOf(entry);
    if (!entry.isFolder) {
      yield* contentOf(entry);
      yield Buffer.alloc(padded(entry.size) - entry.size);
    }
  }
  yield Buffer.alloc(2 * BLOCK);
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
    throw new Problem('copy/changed', text('{0} has changed while it was copied.', name), text('Try again.'));
  }
}

function headerOf({ name, isFolder, size, mode, modified }: Entry): Buffer {
  if (size > LARGEST_FILE) {
    throw new Problem('copy/too-large', text('{0} is larger than 8 GiB.', name), text('Leave it out.'));
  }
  const fullName = Buffer.from(isFolder ? `${name}/` : name);
  const header = block({ name: fullName, type: isFolder ? '5' : '0', size, mode: mode & 0o777, modified: Math.floor(modified.getTime() / 1000) });
  if (fullName.length <= LONGEST_NAME) {
    return header;
  }
  const longName = Buffer.alloc(padded(fullName.length + 1));
  fullName.copy(longName);
  return Buffer.concat([block({ name: Buffer.from(LONG_NAME), type: 'L', size: fullName.length + 1, mode: 0, modified: 0 }), longName, header]);
}

interface Block {
  readonly name: Buffer;
  readonly type: string;
  readonly size: number;
  readonly mode: number;
  readonly modified: number;
}

function block({ name, type, size, mode, modified }: Block): Buffer {
  const header = Buffer.alloc(BLOCK);
  const octal = (value: number, at: number, length: number): void => void header.write(value.toString(8).padStart(length - 1, '0'), at);
  name.copy(header, 0, 0, LONGEST_NAME);
  octal(mode, 100, 8);
  octal(0, 108, 8);
  octal(0, 116, 8);
  octal(size, 124, 12);
  octal(Math.max(0, modified), 136, 12);
  header.write(' '.repeat(8), 148);
  header.write(type, 156);
  header.write('ustar\0' + '00', 257);
  octal(header.reduce((sum, byte) => sum + byte, 0), 148, 7);
  return header;
}

/** A size, rounded up to whole blocks. */
function padded(size: number): number {
  return Math.ceil(size / BLOCK) * BLOCK;
}
