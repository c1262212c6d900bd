import { constants } from 'node:fs';
import { chmod, copyFile, link, mkdir, open, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { sentence } from '../../text.ts';
import { errorCode } from '../error-code.ts';
import { LocalNames, MOST_ENTRIES, type Naming, tooMany } from './local-names.ts';
import type { RemarkList } from './remarks.ts';
import {
  BLOCK,
  type Header,
  LONGEST_HEADER,
  MOST_HEADERS,
  notAnArchive,
  padded,
  readAttributes,
  readHeader,
  readSize,
  untilNul,
} from './tar-header.ts';

/** What a file system says of a name that it does not take. */
const NO_NAME = new Set(['EINVAL', 'EILSEQ', 'ENAMETOOLONG', 'EEXIST', 'ENOTDIR']);

/**
 * Writes the files, folders and hard links of an archive below a folder that exists and is empty, and resolves with the
 * number of symbolic links and other things that it left out: a link may lead anywhere. Entries whose names are not
 * possible here get others, or are left out; that is remarked. Rejects with a `Problem` where a name leads out of the
 * folder.
 */
export async function untar(
  bytes: AsyncIterable<Uint8Array>,
  folder: string,
  naming: Naming,
  remarks: RemarkList,
  mostEntries = MOST_ENTRIES,
): Promise<number> {
  const unpacking = new Unpacking(bytes, folder, naming, remarks);
  await unpacking.run(mostEntries);
  return unpacking.skipped;
}

class Unpacking {
  skipped = 0;
  readonly #reader: Reader;
  readonly #folder: string;
  readonly #names: LocalNames;
  readonly #remarks: RemarkList;
  /** Of folders, in their order. They get them last: one may take away the right to write into it. */
  readonly #modes: (readonly [path: string, mode: number])[] = [];

  constructor(bytes: AsyncIterable<Uint8Array>, folder: string, naming: Naming, remarks: RemarkList) {
    this.#reader = new Reader(bytes);
    this.#folder = folder;
    this.#remarks = remarks;
    this.#names = new LocalNames(naming, (remark) => remarks.add(remark));
  }

  async run(mostEntries: number): Promise<void> {
    for (let entries = 0; entries <= mostEntries; entries += 1) {
      const header = await this.#next();
      if (header === undefined) {
        await this.#reader.drain();
        for (const [path, mode] of this.#modes.reverse()) {
          await chmod(path, mode);
        }
        return;
      }
      await this.#write(header);
    }
    throw tooMany(mostEntries);
  }

  /** The next entry, with what the headers before it say of it. */
  async #next(): Promise<Header | undefined> {
    let more: Partial<Header> = {};
    for (let headers = 0; headers < MOST_HEADERS; headers += 1) {
      const header = readHeader(await this.#reader.take(BLOCK));
      switch (header?.type) {
        case 'L':
          more = { ...more, name: untilNul(await this.#content(header)) };
          break;
        case 'K':
          more = { ...more, linkName: untilNul(await this.#content(header)) };
          break;
        case 'x':
          more = { ...more, ...extension(await this.#content(header)) };
          break;
        case 'g':
          await this.#content(header);
          break;
        default:
          return header && asFolder({ ...header, ...more });
      }
    }
    throw notAnArchive();
  }

  async #content({ size }: Header): Promise<Buffer> {
    if (size > LONGEST_HEADER) {
      throw notAnArchive();
    }
    return (await this.#reader.take(padded(size))).subarray(0, size);
  }

  async #write(header: Header): Promise<void> {
    switch (header.type) {
      case '5':
        await this.#writeFolder(header);
        return;
      case '0':
      case '\0':
      case '7':
        await this.#writeFile(header);
        return;
      case '1':
        await this.#writeLink(header);
        return;
      default:
        this.skipped += 1;
        await this.#reader.skip(padded(header.size));
    }
  }

  async #writeFolder({ name, mode }: Header): Promise<void> {
    const place = this.#names.place(name, 'folder');
    if (place === undefined) {
      return;
    }
    const path = join(this.#folder, ...place.parts);
    const made = await this.#ifPossible(name, async () => {
      await mkdir(path, { recursive: true });
      return path;
    });
    if (made !== undefined) {
      this.#modes.push([made, mode & 0o777]);
    }
  }

  async #writeFile({ name, mode, size }: Header): Promise<void> {
    const path = await this.#clearedPath(name);
    // Nobody else may read it while it is written.
    const opened = path === undefined ? undefined : await this.#ifPossible(name, () => open(path, 'wx', 0o600));
    if (opened === undefined) {
      await this.#reader.skip(padded(size));
      return;
    }
    await using file = opened;
    for await (const chunk of this.#reader.pieces(size)) {
      await file.writeFile(chunk);
    }
    await this.#reader.skip(padded(size) - size);
    await file.chmod(mode & 0o777);
  }

  /**
   * Another name for a file that is here. One for a symbolic link, say, which can have two names too, is left out as
   * that is.
   */
  async #writeLink({ name, linkName }: Header): Promise<void> {
    const parts = this.#names.find(linkName);
    if (parts === undefined) {
      this.skipped += 1;
    } else if (!isSame(parts, this.#names.find(name))) {
      const written = join(this.#folder, ...parts);
      const path = await this.#clearedPath(name);
      const made = path === undefined ? true : await this.#ifPossible(name, () => linkOrCopy(written, path));
      this.skipped += made === false ? 1 : 0;
    }
  }

  /** Where a file is to be written; what has that name goes, as for tar. Undefined where there is no place for it. */
  async #clearedPath(name: Buffer): Promise<string | undefined> {
    const place = this.#names.place(name, 'file');
    if (place === undefined) {
      return undefined;
    }
    const path = join(this.#folder, ...place.parts);
    if (place.isAgain) {
      this.#remarks.add(sentence('{0} is in the archive twice. Only the last one is kept.', name.toString()));
      await rm(path, { force: true });
    }
    return this.#ifPossible(name, async () => {
      await mkdir(dirname(path), { recursive: true });
      return path;
    });
  }

  /** Undefined for a name that the file system does not take. */
  async #ifPossible<Made>(name: Buffer, make: () => Promise<Made>): Promise<Made | undefined> {
    try {
      return await make();
    } catch (error) {
      const code = errorCode(error);
      if (!NO_NAME.has(code)) {
        throw error;
      }
      this.#remarks.add(
        sentence('{0} was left out: this computer does not allow its name ({1}).', name.toString(), code),
      );
      return undefined;
    }
  }
}

function isSame(parts: readonly string[], others: readonly string[] | undefined): boolean {
  return join(...parts) === join(...(others ?? []));
}

/** A copy where the file system has no hard links, or no more of them. False where the file is not here. */
async function linkOrCopy(written: string, path: string): Promise<boolean> {
  try {
    await link(written, path);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') {
      return false;
    }
    await copyFile(written, path, constants.COPYFILE_EXCL);
  }
  return true;
}

/** The oldest archives have no type for folders. */
function asFolder(header: Header): Header {
  return header.type === '\0' && header.name.at(-1) === 0x2f ? { ...header, type: '5' } : header;
}

function extension(content: Buffer): Partial<Header> {
  const attributes = readAttributes(content);
  const [name, linkName, size] = [attributes.get('path'), attributes.get('linkpath'), attributes.get('size')];
  return { ...(name && { name }), ...(linkName && { linkName }), ...(size && { size: readSize(size) }) };
}

/** Reads exact numbers of bytes from pieces of any size. */
class Reader {
  readonly #pieces: AsyncIterator<Uint8Array>;
  #rest: Uint8Array = new Uint8Array();

  constructor(bytes: AsyncIterable<Uint8Array>) {
    this.#pieces = bytes[Symbol.asyncIterator]();
  }

  async take(size: number): Promise<Buffer> {
    if (this.#rest.length >= size) {
      const { buffer, byteOffset } = this.#rest;
      this.#rest = this.#rest.subarray(size);
      return Buffer.from(buffer, byteOffset, size);
    }
    const pieces: Uint8Array[] = [];
    for await (const piece of this.pieces(size)) {
      pieces.push(piece);
    }
    return Buffer.concat(pieces);
  }

  async *pieces(size: number): AsyncGenerator<Uint8Array> {
    for (let left = size; left > 0;) {
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
    let piece = await pieces.next();
    while (piece.done !== true) {
      piece = await pieces.next();
    }
  }

  /** Reads all that is left. */
  async drain(): Promise<void> {
    let isMore = true;
    while (isMore) {
      isMore = await this.#more();
    }
  }

  async #more(): Promise<boolean> {
    const next: IteratorResult<Uint8Array, unknown> = await this.#pieces.next();
    this.#rest = next.done === true ? new Uint8Array() : next.value;
    return next.done !== true;
  }
}
