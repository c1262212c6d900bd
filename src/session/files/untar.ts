import { copyFile, mkdir, open } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Problem } from '../../problem.ts';
import { text } from '../../text.ts';
import { errorCode } from '../error-code.ts';

const BLOCK = 512;
/** Names and other headers are this long at most; more is no archive. */
const LONGEST_HEADER = 64 * 1024;
const UNSAFE_ON_WINDOWS = /[<>:"|?*\\]/;

interface Header {
  readonly name: string;
  readonly linkName: string;
  readonly type: string;
  readonly size: number;
  readonly mode: number;
}

/**
 * Writes the files and folders of an archive below a folder that exists, and resolves with the number of links and
 * other things that it left out: a link may lead anywhere. Rejects with a `Problem` where a name leads out of the folder.
 */
export async function untar(bytes: AsyncIterable<Uint8Array>, folder: string): Promise<number> {
  const reader = new Reader(bytes);
  let longName: string | undefined;
  let longLink: string | undefined;
  let skipped = 0;
  for (;;) {
    const header = readHeader(await reader.take(BLOCK));
    if (header === undefined) {
      await reader.drain();
      return skipped;
    }
    const { type, size } = header;
    if (type === 'L' || type === 'K' || type === 'x') {
      const content = await takePadded(reader, size);
      longName = type === 'L' ? untilNul(content.toString()) : type === 'x' ? (attribute(content, 'path') ?? longName) : longName;
      longLink = type === 'K' ? untilNul(content.toString()) : type === 'x' ? (attribute(content, 'linkpath') ?? longLink) : longLink;
      continue;
    }
    const path = placeOf(longName ?? header.name, folder);
    if (type === '5') {
      await mkdir(path, { recursive: true });
    } else if (type === '0' || type === '\0' || type === '7') {
      await writeFile(reader, path, header);
    } else if (type === '1') {
      skipped += (await writeAgain(placeOf(longLink ?? header.linkName, folder), path)) ? 0 : 1;
    } else {
      skipped += type === 'g' ? 0 : 1;
      await reader.skip(paddedSize(size));
    }
    longName = undefined;
    longLink = undefined;
  }
}

async function writeFile(reader: Reader, path: string, { size, mode }: Header): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await using file = await open(path, 'wx', (mode & 0o777) | 0o600);
  for await (const chunk of reader.pieces(size)) {
    await file.writeFile(chunk);
  }
  await reader.skip(paddedSize(size) - size);
}

/** False where what a hard link leads to was left out itself: a symbolic link, for example, can have two names. */
async function writeAgain(written: string, path: string): Promise<boolean> {
  await mkdir(dirname(path), { recursive: true });
  try {
    await copyFile(written, path);
    return true;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') {
      return false;
    }
    throw error;
  }
}

/** Where a name stands below the folder. */
function placeOf(name: string, folder: string): string {
  const parts = name.split('/').filter((part) => part !== '' && part !== '.');
  const isUnsafe = (part: string): boolean => part === '..' || part.includes('\0') || (process.platform === 'win32' && UNSAFE_ON_WINDOWS.test(part));
  if (parts.some(isUnsafe) || name.startsWith('/')) {
    throw new Problem('copy/unsafe-name', text('The name {0} is not possible on this computer.', JSON.stringify(name)), text('Rename it in the container, or copy the other files.'));
  }
  return join(folder, ...parts);
}

/** Undefined for a block of zeros, with which an archive ends. */
function readHeader(block: Buffer): Header | undefined {
  if (block.every((byte) => byte === 0)) {
    return undefined;
  }
  const field = (at: number, length: number): string => untilNul(block.toString('utf8', at, at + length));
  const octal = (at: number, length: number): number => Number.parseInt(field(at, length).trim() || '0', 8);
  const sum = block.reduce((total, byte, at) => total + (at >= 148 && at < 156 ? 0x20 : byte), 0);
  if (sum !== octal(148, 8)) {
    throw notAnArchive();
  }
  // A prefix is there in the POSIX format only; GNU's has other things in its place.
  const prefix = field(257, 6) === 'ustar' && block[262] === 0 ? field(345, 155) : '';
  // A size of 8 GiB and more is binary, after a first bit that is set.
  const size = (block[124] ?? 0) >= 0x80 ? Number(block.readBigUInt64BE(128)) : octal(124, 12);
  return { name: prefix === '' ? field(0, 100) : `${prefix}/${field(0, 100)}`, linkName: field(157, 100), type: block.toString('latin1', 156, 157), size, mode: octal(100, 8) };
}

/** One of the records `<length> <name>=<value>\n` of an extended header. The length counts all of its bytes; a value may have lines. */
function attribute(content: Buffer, name: string): string | undefined {
  let value: string | undefined;
  for (let at = 0; at < content.length; ) {
    const length = Number.parseInt(content.toString('latin1', at, at + 6), 10);
    if (!(length > 0)) {
      throw notAnArchive();
    }
    const record = content.toString('utf8', at, at + length - 1);
    const start = `${length} ${name}=`;
    value = record.startsWith(start) ? record.slice(start.length) : value;
    at += length;
  }
  return value;
}

async function takePadded(reader: Reader, size: number): Promise<Buffer> {
  if (!(size <= LONGEST_HEADER)) {
    throw notAnArchive();
  }
  return (await reader.take(paddedSize(size))).subarray(0, size);
}

function untilNul(field: string): string {
  return field.split('\0', 1)[0] ?? '';
}

function paddedSize(size: number): number {
  return Math.ceil(size / BLOCK) * BLOCK;
}

function notAnArchive(): Problem {
  return new Problem('copy/no-archive', text('The tar of the container wrote something that is no archive.'), text('Copy single files.'));
}

/** Reads exact numbers of bytes from pieces of any size. */
class Reader {
  readonly #pieces: AsyncIterator<Uint8Array>;
  #rest: Uint8Array = new Uint8Array();

  constructor(bytes: AsyncIterable<Uint8Array>) {
    this.#pieces = bytes[Symbol.asyncIterator]();
  }

  async take(size: number): Promise<Buffer> {
    const pieces: Uint8Array[] = [];
    for await (const piece of this.pieces(size)) {
      pieces.push(piece);
    }
    return Buffer.concat(pieces);
  }

  async *pieces(size: number): AsyncGenerator<Uint8Array> {
    for (let left = size; left > 0; ) {
      if (this.#rest.length === 0 && !(await this.#more())) {
        throw notAnArchive();
      }
      const piece = this.#rest.subarray(0, left);
      this.#rest = this.#rest.subarray(piece.length);
      left -= piece.length;
      yield piece;
    }
  }

  async skip(size: number): Promise<void> {
    const pieces = this.pieces(size);
    while ((await pieces.next()).done !== true);
  }

  /** Reads all that is left. */
  async drain(): Promise<void> {
    while (await this.#more());
  }

  async #more(): Promise<boolean> {
    const next: IteratorResult<Uint8Array, unknown> = await this.#pieces.next();
    this.#rest = next.done === true ? new Uint8Array() : next.value;
    return next.done !== true;
  }
}
