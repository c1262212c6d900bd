import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Naming } from '../../../src/session/files/local-names.ts';
import { RemarkList } from '../../../src/session/files/remarks.ts';
import { untar } from '../../../src/session/files/untar.ts';
import { english } from '../../../src/text.ts';

/** What a header says besides its name and type. */
export interface Details {
  readonly content?: string;
  readonly linkName?: string;
  readonly mode?: string;
  /** What the size field says, in place of the content's. */
  readonly size?: string | Buffer;
}

/** A header as a hostile container might write it, and its content; its sum is right. */
export function entry(
  name: string | Buffer,
  type: string,
  { content = '', linkName = '', mode = '0000644\0', size }: Details = {},
): Buffer {
  const block = Buffer.alloc(512 + Math.ceil(Buffer.byteLength(content) / 512) * 512);
  Buffer.from(name).copy(block, 0);
  block.write(mode, 100);
  Buffer.from(size ?? `${Buffer.byteLength(content).toString(8).padStart(11, '0')}\0`).copy(block, 124);
  block.write('        ', 148);
  block.write(type, 156);
  block.write(linkName, 157);
  block.write('ustar\x0000', 257);
  block.write(
    `${block
      .subarray(0, 512)
      .reduce((sum, byte) => sum + byte, 0)
      .toString(8)
      .padStart(6, '0')}\0 `,
    148,
  );
  block.write(content, 512);
  return block;
}

/** An extended header with these records. */
export function pax(records: Readonly<Record<string, string | Buffer>>): Buffer {
  const content = Object.entries(records).map(([name, value]) => {
    const rest = Buffer.concat([Buffer.from(` ${name}=`), Buffer.from(value), Buffer.from('\n')]);
    const length = [1, 2, 3, 4, 5]
      .map((digits) => digits + rest.length)
      .find((sum) => String(sum).length + rest.length === sum);
    return Buffer.concat([Buffer.from(String(length)), rest]);
  });
  return entry('pax', 'x', { content: Buffer.concat(content).toString('latin1') });
}

export interface Unpacked {
  /** By path. */
  readonly files: Readonly<Record<string, string>>;
  /** By path, of files and folders; that of the folder itself is at the empty path. */
  readonly modes: Readonly<Record<string, string>>;
  /** How many different files there are: hard links are names of one. */
  readonly different: number;
  readonly skipped: number;
  readonly remarks: readonly string[];
  readonly count: number;
}

/** Unpacks an archive into a folder, as a computer would whose file system is such. */
export async function unpack(blocks: readonly Buffer[], naming: Partial<Naming> = {}): Promise<Unpacked> {
  const all = Buffer.concat([...blocks, Buffer.alloc(1024)]);
  // In pieces that fit no block.
  return unpackPieces(
    Array.from({ length: Math.ceil(all.length / 333) }, (_, index) => all.subarray(index * 333, (index + 1) * 333)),
    naming,
  );
}

export async function unpackPieces(
  pieces: Iterable<Uint8Array>,
  naming: Partial<Naming> = {},
  mostEntries?: number,
): Promise<Unpacked> {
  const folder = await mkdtemp(join(tmpdir(), 'ecs-exec-untar-'));
  try {
    const remarks = new RemarkList();
    const skipped = await untar(
      (async function* () {
        yield* await Promise.resolve(pieces);
      })(),
      folder,
      { platform: 'linux', foldsCase: false, ...naming },
      remarks,
      mostEntries,
    );
    const found = await readdir(folder, { recursive: true, withFileTypes: true });
    const files: Record<string, string> = {};
    const modes: Record<string, string> = { '': await modeOf(folder) };
    const inodes = new Set<number>();
    for (const { parentPath, name, isFile } of found.map((one) => ({
      parentPath: one.parentPath,
      name: one.name,
      isFile: one.isFile(),
    }))) {
      const path = join(parentPath, name);
      const short = path.slice(folder.length + 1);
      modes[short] = await modeOf(path);
      if (isFile) {
        files[short] = await readFile(path, 'utf8');
        inodes.add((await stat(path)).ino);
      }
    }
    return { files, modes, different: inodes.size, skipped, remarks: remarks.first.map(english), count: remarks.count };
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function modeOf(path: string): Promise<string> {
  return ((await stat(path)).mode & 0o777).toString(8);
}
