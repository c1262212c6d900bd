import { randomBytes } from 'node:crypto';
import { constants, createReadStream } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { basename, posix } from 'node:path';
import { isProblem, Problem } from '../../problem.ts';
import { text } from '../../text.ts';
import { errorCode } from '../error-code.ts';
import type { Copied, Copy, CopyOptions } from './api.ts';
import { Checksum } from './checksum.ts';
import { Conversation } from './conversation.ts';
import { encodeLines } from './encoding.ts';
import { checkerOf, damaged, type Facts, failedInContainer, needsTar, readFacts, readOutcome } from './facts.ts';
import { asOperand } from './operand.ts';
import { RECEIVE } from './scripts.ts';
import { archive, list } from './tar.ts';

/** Ends the input of what reads a terminal, at the beginning of a line. */
const CTRL_D = '\x04';
/** A multiple of all lengths of lines, in bytes. */
const AT_ONCE = 32 * 570;

/** What is to be copied. */
interface Source {
  readonly kind: 'file' | 'folder';
  readonly name: string;
  readonly bytes: AsyncIterable<Buffer>;
  /** In bytes, as far as it is known before. */
  readonly size: number;
  readonly skipped: number;
  /** Of a file, in octal digits. */
  readonly mode: string;
}

export const copyToContainer: Copy = async (options) => {
  const { start, signal } = options;
  const source = await openSource(options.localPath);
  const path = withoutSlash(asOperand(options.containerPath));
  const within = `${path === '/' ? '' : path}/${source.name}`;
  const temporary = `.ecs-exec-${randomBytes(6).toString('hex')}`;
  const parameters = [path, within, posix.dirname(path), temporary, source.kind, source.mode];
  const conversation = await Conversation.start(RECEIVE, parameters, start, signal);
  let isDone = false;
  try {
    const facts = readFacts(await conversation.message());
    const target = facts.get('inside') === 'yes' ? within : path;
    const there = checkTarget(facts, source.kind, target);
    if (there === undefined || (await options.confirmReplace(target, there))) {
      const copied = await give(conversation, facts, source, target, options);
      isDone = true;
      return copied;
    }
    return undefined;
  } finally {
    await conversation.close(isDone);
  }
};

async function openSource(path: string): Promise<Source> {
  try {
    const { size, mode, ...stats } = await stat(path).then((found) => ({ size: found.size, mode: found.mode, isFolder: found.isDirectory() }));
    const name = basename(path);
    if (stats.isFolder) {
      const listing = await list(path);
      return { kind: 'folder', name, bytes: archive(listing), size: listing.size, skipped: listing.skipped, mode: '755' };
    }
    await access(path, constants.R_OK);
    return { kind: 'file', name, bytes: contentOf(path), size, skipped: 0, mode: (mode & 0o111) === 0 ? '644' : '755' };
  } catch (error) {
    throw notRead(path, error);
  }
}

/** Opens the file no sooner than it is read: it may never be, and then nobody would close it, or hear that it cannot be. */
async function* contentOf(path: string): AsyncGenerator<Buffer> {
  const stream: AsyncIterable<Buffer> = createReadStream(path, { highWaterMark: AT_ONCE });
  yield* stream;
}

/** What is replaced; undefined where nothing is there. */
function checkTarget(facts: Facts, kind: Source['kind'], path: string): Source['kind'] | undefined {
  switch (facts.get('place')) {
    case 'none':
      throw new Problem('copy/no-folder', text('The folder of {0} does not exist in the container.', path), text('Choose another, or create it first.'));
    case 'denied':
      throw new Problem('copy/denied', text('The container’s user may not write into the folder of {0}.', path), text('Choose another, such as /tmp.'));
    default:
      break;
  }
  if (facts.get('tools') !== 'yes') {
    throw new Problem('copy/no-tools', text('The container has no mv or rm, which copying into it needs.'), text('Use an image that has them.'));
  }
  if (kind === 'folder' && facts.get('tar') !== 'yes') {
    throw needsTar();
  }
  const there = facts.get('there');
  if (there === 'none') {
    return undefined;
  }
  if (there !== kind) {
    throw kind === 'file'
      ? new Problem('copy/is-folder', text('{0} is a folder in the container, not a file.', path), text('Choose another path.'))
      : new Problem('copy/is-file', text('{0} is a file in the container, not a folder.', path), text('Choose another path.'));
  }
  return kind;
}

async function give(conversation: Conversation, facts: Facts, source: Source, target: string, { onProgress, signal }: CopyOptions): Promise<Copied> {
  const checksum = new Checksum(checkerOf(facts));
  const code = facts.get('code') === 'base64' ? 'base64' : 'octal';
  await conversation.say('go');
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
  if (!isTaken || !checksum.matches(received.checksum)) {
    throw damaged();
  }
  signal.throwIfAborted();
  await conversation.say('go');
  const stored = readOutcome(await conversation.message());
  if (stored.exitCode !== 0) {
    throw failedInContainer(stored);
  }
  return { path: target, bytes: checksum.length, skipped: source.skipped };
}

/** Sends all in lines, and the end of it. False where the container has not waited for that. */
async function send(conversation: Conversation, { name, bytes }: Source, toLines: (piece: Buffer) => string): Promise<boolean> {
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
  return new Problem('copy/not-read', text('{0} could not be read ({1}).', path, code), text('Check that it exists and that you may read it.'), error);
}
