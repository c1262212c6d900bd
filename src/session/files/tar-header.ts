import { Problem } from '../../problem.ts';
import { sentence } from '../../text.ts';

// The formats: https://www.gnu.org/software/tar/manual/html_node/Standard.html, and for extended headers
// https://pubs.opengroup.org/onlinepubs/9799919799/utilities/pax.html#tag_20_92_13_03

/** Bytes of which everything in an archive has whole multiples. */
export const BLOCK = 512;
/** What an archive ends with. */
export const TRAILER = Buffer.alloc(2 * BLOCK);
/** Bytes of a header that belongs to the next entry, as for long names and for numbers that are too large. */
export const LONGEST_HEADER = 64 * 1024;
/** Headers in a row that belong to one entry. An archive has two or three. */
export const MOST_HEADERS = 16;
/** Of a size in octal: eleven digits. */
const LARGEST_OCTAL = 0o77777777777;
/** A name that does not fit is written in an entry before, as GNU tar does and BusyBox understands. */
const LONG_NAME = '././@LongLink';
const SHORT_NAME = 100;
const ZEROS = TRAILER.subarray(0, BLOCK);

/** An entry of an archive, or a header before one. Names are bytes: a container's need not be in UTF-8. */
export interface Header {
  readonly name: Buffer;
  readonly linkName: Buffer;
  /**
   * `0` file, `1` hard link, `2` symbolic link, `5` folder, `L` and `K` long name and link name, `x` and `g` extended.
   */
  readonly type: string;
  /** In bytes. */
  readonly size: number;
  readonly mode: number;
}

/** Reads a header of one block. Undefined for a block of zeros, with which an archive ends. Throws a `Problem`. */
export function readHeader(block: Buffer): Header | undefined {
  if (block.equals(ZEROS)) {
    return undefined;
  }
  const octal = (at: number, length: number): number =>
    Number.parseInt(
      untilNul(block.subarray(at, at + length))
        .toString('latin1')
        .trim() || '0',
      8,
    );
  if (sumOf(block) !== octal(148, 8)) {
    throw notAnArchive();
  }
  // A prefix is there in the POSIX format only; GNU's has other things in its place.
  const prefix =
    block.toString('latin1', 257, 263) === 'ustar\0' ? untilNul(block.subarray(345, 500)) : Buffer.alloc(0);
  const name = untilNul(block.subarray(0, SHORT_NAME));
  return {
    name: prefix.length === 0 ? name : Buffer.concat([prefix, Buffer.from('/'), name]),
    linkName: untilNul(block.subarray(157, 257)),
    type: block.toString('latin1', 156, 157),
    size: checkedSize((block[124] ?? 0) >= 0x80 ? base256(block.subarray(124, 136)) : octal(124, 12)),
    mode: octal(100, 8),
  };
}

/**
 * The records `<length> <name>=<value>\n` of an extended header. The length counts all of its bytes; a value may have
 * lines.
 */
export function readAttributes(content: Buffer): ReadonlyMap<string, Buffer> {
  const attributes = new Map<string, Buffer>();
  for (let at = 0; at < content.length;) {
    const length = Number.parseInt(content.toString('latin1', at, at + 6), 10);
    const [space, equals] = [content.indexOf(' ', at), content.indexOf('=', at)];
    if (!(length > 0) || space < 0 || equals < space || equals >= at + length || at + length > content.length) {
      throw notAnArchive();
    }
    attributes.set(content.toString('latin1', space + 1, equals), content.subarray(equals + 1, at + length - 1));
    at += length;
  }
  return attributes;
}

/** A number of an extended header. Throws a `Problem` where it is none. */
export function readSize(value: Buffer): number {
  const digits = value.toString('latin1');
  return checkedSize(/^\d+$/.test(digits) ? Number(digits) : Number.NaN);
}

/** What is written of a file, a folder or a hard link. */
export interface NewHeader extends Header {
  readonly modified: Date;
}

/** The blocks of a header, with those before it for long names. */
export function writeHeader({ name, linkName, ...rest }: NewHeader): Buffer {
  return Buffer.concat([...longName(name, 'L'), ...longName(linkName, 'K'), block({ name, linkName, ...rest })]);
}

export function untilNul(bytes: Buffer): Buffer {
  const end = bytes.indexOf(0);
  return end < 0 ? bytes : bytes.subarray(0, end);
}

/** A size, rounded up to whole blocks. */
export function padded(size: number): number {
  return Math.ceil(size / BLOCK) * BLOCK;
}

export function notAnArchive(): Problem {
  return new Problem(
    'copy/no-archive',
    sentence('The tar of the container wrote something that is not an archive.'),
    sentence('Copy single files.'),
  );
}

/** Of all bytes, the sum's own place taken for spaces. */
function sumOf(block: Buffer): number {
  let sum = 8 * 0x20;
  for (const byte of block.subarray(0, 148)) {
    sum += byte;
  }
  for (const byte of block.subarray(156)) {
    sum += byte;
  }
  return sum;
}

/** A size of 8 GiB and more: all bits but the first. One that is negative is no size. */
function base256(field: Buffer): number {
  const [first = 0, ...others] = field;
  return first === 0x80 ? others.reduce((sum, byte) => sum * 256 + byte, 0) : Number.NaN;
}

function checkedSize(size: number): number {
  if (!Number.isSafeInteger(size)) {
    throw notAnArchive();
  }
  return size;
}

function longName(name: Buffer, type: string): readonly Buffer[] {
  if (name.length <= SHORT_NAME) {
    return [];
  }
  const content = Buffer.alloc(padded(name.length + 1));
  name.copy(content);
  return [
    block({
      name: Buffer.from(LONG_NAME),
      linkName: Buffer.alloc(0),
      type,
      size: name.length + 1,
      mode: 0,
      modified: new Date(0),
    }),
    content,
  ];
}

function block({ name, linkName, type, size, mode, modified }: NewHeader): Buffer {
  const header = Buffer.alloc(BLOCK);
  const octal = (value: number, at: number, length: number): void =>
    void header.write(value.toString(8).padStart(length - 1, '0'), at);
  name.copy(header, 0, 0, SHORT_NAME);
  octal(mode & 0o777, 100, 8);
  octal(0, 108, 8);
  octal(0, 116, 8);
  if (size > LARGEST_OCTAL) {
    header.writeUInt8(0x80, 124);
    header.writeBigUInt64BE(BigInt(size), 128);
  } else {
    octal(size, 124, 12);
  }
  octal(Math.max(0, Math.floor(modified.getTime() / 1000)), 136, 12);
  header.write(' '.repeat(8), 148);
  header.write(type, 156);
  linkName.copy(header, 157, 0, SHORT_NAME);
  header.write('ustar\0' + '00', 257);
  octal(sumOf(header), 148, 7);
  return header;
}
