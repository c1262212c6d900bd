import { closeSync, constants, fstatSync, openSync, readSync, type Stats, statSync } from 'node:fs';
import { LONGEST_TEXT } from '../language/api.ts';

/**
 * Files of more bytes than this are not read: whatever their encoding, what is in them is longer than what is checked.
 */
export const LARGEST_FILE = 3 * LONGEST_TEXT + 3;

/** In bytes: what is read at a time of a file that does not say how long it is. */
const CHUNK = 64 * 1024;

/**
 * The bytes of a file; undefined for one of more than so many. Throws an Error with a sentence where it is
 * no regular file: a device may never end, and a pipe never begin. Never waits for somebody to write.
 */
export function readFile(file: string, most = LARGEST_FILE): Uint8Array | undefined {
  // Opening a device may do something, and what is there may be another when it is open: it is looked at twice.
  assertRegular(statSync(file));
  // Without waiting, which Windows does not know.
  const descriptor = openSync(file, constants.O_RDONLY | ((constants.O_NONBLOCK as number | undefined) ?? 0));
  try {
    const stat = fstatSync(descriptor);
    assertRegular(stat);
    return stat.size > most ? undefined : readWhole(descriptor, stat.size, most);
  } finally {
    closeSync(descriptor);
  }
}

/**
 * The bytes of a stream that ends; undefined, without waiting for its end, when there are more than {@link
 * LARGEST_FILE}.
 */
export async function readStream(stream: AsyncIterable<Uint8Array>): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of stream) {
    chunks.push(chunk);
    length += chunk.length;
    if (length > LARGEST_FILE) {
      return undefined;
    }
  }
  return Buffer.concat(chunks, length);
}

function assertRegular(stat: Stats): void {
  if (stat.isDirectory()) {
    throw new Error('it is a folder.');
  }
  if (!stat.isFile()) {
    throw new Error(
      'it is a device, a pipe or a socket. To check the output of another program, pipe it in and name -.',
    );
  }
}

/** Some files of the system say that they are empty, and never end. */
function readWhole(descriptor: number, size: number, most: number): Uint8Array | undefined {
  const chunks: Uint8Array[] = [];
  let length = 0;
  while (length <= most) {
    const chunk = Buffer.allocUnsafe(length === 0 && size > 0 ? size + 1 : CHUNK);
    const read = readSync(descriptor, chunk, 0, chunk.length, null);
    if (read === 0) {
      return Buffer.concat(chunks, length);
    }
    if (read === size && length === 0) {
      // All that it says it has, and no more though there was room.
      return chunk.subarray(0, read);
    }
    chunks.push(chunk.subarray(0, read));
    length += read;
  }
  return undefined;
}
