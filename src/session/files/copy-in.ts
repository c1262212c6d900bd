import { randomBytes } from 'node:crypto';
import { constants, createReadStream } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { basename, posix, resolve } from 'node:path';
import { isProblem, Problem } from '../../problem.ts';
import { sentence } from '../../text.ts';
import { errorCode } from '../error-code.ts';
import type { Copied, Copy, CopyOptions } from './api.ts';
import { Checksum } from './checksum.ts';
import { Conversation } from './conversation.ts';
import { encodeLines } from './encoding.ts';
import {
  checkerOf,
  damaged,
  type Facts,
  failedInContainer,
  homeless,
  leftOver,
  needsTar,
  noSpace,
  readFacts,
  readOutcome,
  wrongKind,
} from './facts.ts';
import { asOperand, namesFolder } from './operand.ts';
import { RemarkList } from './remarks.ts';
import { RECEIVE } from './scripts.ts';
import { archive, list, modeFor } from './tar.ts';

/** Ends the input of what reads a terminal, at the beginning of a line. */
const CTRL_D = '\x04';
/** A multiple of all lengths of lines, in bytes. */
const AT_ONCE = 32 * 570;

/** What `mv` says of a mount, in the C locale. */
const BUSY = /\b(resource|device) busy\b/i;

/** What is to be copied. */
interface Source {
  readonly kind: 'file' | 'folder';
  readonly name: string;
  readonly bytes: AsyncIterable<Buffer>;
  /** In bytes, as far as it is known before. */
  readonly size: number;
  readonly skipped: number;
  /** Its nine bits. */
  readonly mode: number;
}

export const copyToContainer: Copy = async (options) => {
  const { start, signal, containerPath } = options;
  const source = await openSource(options.localPath);
  const path = withoutSlash(asOperand(containerPath));
  const within = `${path === '/' ? '' : path}/${source.name}`;
  const temporary = `.ecs-exec-${randomBytes(6).toString('hex')}`;
  const umask = 0o777 & ~source.mode;
  const parameters = [
    path,
    within,
    posix.dirname(path),
    temporary,
    source.kind,
    source.mode.toString(8),
    umask.toString(8),
  ];
  const conversation = await Conversation.start(RECEIVE, parameters, start, signal);
  let isDone = false;
  try {
    const facts = readFacts(await conversation.message());
    const isInside = facts.get('inside') === 'yes';
    const target = isInside ? within : path;
    checkPlace(facts, source, target, !isInside && source.kind === 'file' && namesFolder(containerPath));
    if (facts.get('there') === 'none' || (await options.confirmReplace(target, source.kind))) {
      const copied = await give(conversation, facts, source, target, options);
      isDone = true;
      return copied;
    }
    return undefined;
  } finally {
    await conversation.close(isDone);
  }
};

async function openSource(localPath: string): Promise<Source> {
  const path = resolve(localPath);
  const name = basename(path);
  if (name === '') {
    throw new Problem(
      'copy/no-name',
      sentence('{0} does not have a name to copy it under.', path),
      sentence('Choose a file or a folder in it.'),
    );
  }
  try {
    const stats = await stat(path);
    const mode = (kind: Source['kind']): number => modeFor(stats, kind, process.platform);
    if (stats.isDirectory()) {
      const listing = await list(path);
      return {
        kind: 'folder',
        name,
        bytes: archive(listing),
        size: listing.size,
        skipped: listing.skipped,
        mode: mode('folder'),
      };
    }
    if (!stats.isFile()) {
      throw new Problem(
        'copy/not-a-file',
        sentence('{0} is neither a file nor a folder.', path),
        sentence('Choose another path.'),
      );
    }
    await access(path, constants.R_OK);
    return { kind: 'file', name, bytes: contentOf(path, stats.size), size: stats.size, skipped: 0, mode: mode('file') };
  } catch (error) {
    throw notRead(path, error);
  }
}

/**
 * Opens the file no sooner than it is read: it may never be, and then nobody would close it, or hear that it cannot be.
 * What is added to it meanwhile is left out, or a log that grows would have no end.
 */
async function* contentOf(path: string, size: number): AsyncGenerator<Buffer> {
  if (size > 0) {
    const stream: AsyncIterable<Buffer> = createReadStream(path, { highWaterMark: AT_ONCE, end: size - 1 });
    yield* stream;
  }
}

/** Throws a `Problem` where it cannot be copied there. `isMissing`: it was to go into a folder, and there is none. */
function checkPlace(facts: Facts, { kind, size }: Source, path: string, isMissing: boolean): void {
  const there = facts.get('there');
  const place = facts.get('place');
  if (place === 'homeless') {
    throw homeless();
  }
  if (isMissing) {
    throw new Problem(
      'copy/no-folder',
      sentence('There is no folder {0} in the container.', path),
      sentence('Choose another folder, or create it first.'),
    );
  }
  if ((there === 'file' || there === 'folder' || there === 'special' || there === 'link') && there !== kind) {
    throw wrongKind(kind, there, path);
  }
  if (place === 'none') {
    throw new Problem(
      'copy/no-folder',
      sentence('The folder of {0} does not exist in the container.', path),
      sentence('Choose another folder, or create it first.'),
    );
  }
  if (place === 'denied') {
    throw new Problem(
      'copy/denied',
      sentence("The container's user is not allowed to write into the folder of {0}.", path),
      sentence('Choose another folder, such as /tmp.'),
    );
  }
  if (facts.get('tools') !== 'yes') {
    throw new Problem(
      'copy/no-tools',
      sentence('The container does not have mv, rm or cat. Copying into it needs all three.'),
      sentence('Use an image that has them.'),
    );
  }
  if (kind === 'folder' && facts.get('tar') !== 'yes') {
    throw needsTar();
  }
  const free = freeThere(facts);
  // A folder's archive is unpacked there.
  const needed = kind === 'folder' ? 2 * size : size;
  if (free !== undefined && needed > free) {
    throw noSpace('there', needed, free);
  }
}

/** Bytes that are free in the container, of kilobytes in all and free; undefined where it is not known. */
function freeThere(facts: Facts): number | undefined {
  const [, all, free] = /^(\d+),(\d+)$/.exec(facts.get('free') ?? '') ?? [];
  // File systems that are no disks have no size.
  return Number(all) > 0 ? Number(free) * 1024 : undefined;
}

async function give(
  conversation: Conversation,
  facts: Facts,
  source: Source,
  target: string,
  { onProgress, signal }: CopyOptions,
): Promise<Copied> {
  const checksum = new Checksum(checkerOf(facts));
  const code = facts.get('code') === 'base64' ? 'base64' : 'octal';
  await conversation.go();
  const isTaken = await send(conversation, source, (piece) => {
    checksum.update(piece);
    const lines = encodeLines(piece, code);
    const waiting = (conversation.queued / (lines.length || 1)) * piece.length;
    onProgress?.(Math.max(0, checksum.length - waiting), source.size);
    return lines;
  });
  const received = readOutcome(await conversation.message());
  if (received.exitCode !== 0) {
    throw failedInContainer(received);
  }
  if (!isTaken || !checksum.matches(received.rest)) {
    throw damaged();
  }
  signal.throwIfAborted();
  await conversation.go();
  const stored = readOutcome(await conversation.message());
  if (stored.rest !== '') {
    throw leftOver(target, stored.rest, stored.words);
  }
  if (stored.exitCode !== 0) {
    throw source.kind === 'folder' && BUSY.test(stored.words) ? isMount(target) : failedInContainer(stored);
  }
  return { path: target, bytes: checksum.length, skipped: source.skipped, remarks: new RemarkList() };
}

/** A file that is a mount is written in its place; for a folder there is no such way. */
function isMount(path: string): Problem {
  return new Problem(
    'copy/is-mount',
    sentence('{0} is a mount in the container. A copy cannot replace it.', path),
    sentence('Copy the files in the folder, or choose another path.'),
  );
}

/** Sends all in lines, and the end of it. False where the container has not waited for that. */
async function send(
  conversation: Conversation,
  { name, bytes }: Source,
  toLines: (piece: Buffer) => string,
): Promise<boolean> {
  try {
    for await (const piece of whole(bytes)) {
      if (!(await conversation.write(toLines(piece)))) {
        return false;
      }
    }
  } catch (error) {
    throw error instanceof Error && 'syscall' in error ? notRead(name, error) : error;
  }
  return conversation.write(CTRL_D);
}

/** The same bytes in pieces of equal size, but for the last. */
async function* whole(bytes: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let held: Buffer[] = [];
  let length = 0;
  for await (const piece of bytes) {
    held.push(piece);
    length += piece.length;
    if (length >= AT_ONCE) {
      const all = Buffer.concat(held);
      const end = length - (length % AT_ONCE);
      for (let at = 0; at < end; at += AT_ONCE) {
        yield all.subarray(at, at + AT_ONCE);
      }
      held = [all.subarray(end)];
      length -= end;
    }
  }
  if (length > 0) {
    yield Buffer.concat(held);
  }
}

function withoutSlash(path: string): string {
  return path.replace(/(?<=.)\/+$/, '');
}

function notRead(path: string, error: unknown): unknown {
  if (isProblem(error)) {
    return error;
  }
  const code = errorCode(error) || 'unknown';
  // In a folder it may be a single file.
  const culprit = error instanceof Error && 'path' in error && typeof error.path === 'string' ? error.path : path;
  return new Problem(
    'copy/not-read',
    sentence('{0} could not be read ({1}).', culprit, code),
    sentence('Check that it exists and that you are allowed to read it.'),
    error,
  );
}
