import { mkdir, open } from 'node:fs/promises';
import { join, posix } from 'node:path';
import { isProblem, Problem } from '../../problem.ts';
import { sentence } from '../../text.ts';
import { errorCode } from '../error-code.ts';
import type { Copied, Copy, CopyOptions } from './api.ts';
import { Checksum } from './checksum.ts';
import { Conversation } from './conversation.ts';
import { Decoder } from './encoding.ts';
import {
  checkerOf,
  damaged,
  type Facts,
  failedInContainer,
  garbled,
  homeless,
  modeOf,
  needsTar,
  noSpace,
  type Outcome,
  readFacts,
  readOutcome,
  wrongKind,
} from './facts.ts';
import { localName, whyChanged } from './local-names.ts';
import { findTarget, freeSpace, giveFile, giveFolder, type LocalTarget, namingIn } from './local-target.ts';
import { asOperand } from './operand.ts';
import { RemarkList } from './remarks.ts';
import { removeTree } from './remove-tree.ts';
import { SEND } from './scripts.ts';
import { untar } from './untar.ts';

/** The mode of a file whose mode is not known. */
const PRIVATE = 0o600;
/**
 * Bytes of text that stand for a byte, line endings included: three in hexadecimal, and some. The few that come without
 * any are white space and may be as many as this.
 */
const MOST_TEXT = { perByte: 5, more: 64 * 1024 } as const;

export const copyFromContainer: Copy = async (options) => {
  const { containerPath, localPath, start, signal } = options;
  const conversation = await Conversation.start(SEND, [asOperand(containerPath)], start, signal);
  let isDone = false;
  try {
    const facts = readFacts(await conversation.message());
    checkSource(facts, containerPath);
    const kind = facts.get('kind') === 'folder' ? 'folder' : 'file';
    const remarks = new RemarkList();
    const target = await findTarget(join(localPath, localNameOf(containerPath, remarks)), kind);
    if (target.there !== 'none' && target.there !== kind) {
      throw wrongKind(kind, target.there, target.path);
    }
    if (target.there === 'none' || (await options.confirmReplace(target.path, kind))) {
      const copied = await take(conversation, facts, target, remarks, options);
      isDone = true;
      return copied;
    }
    return undefined;
  } finally {
    await conversation.close(isDone);
  }
};

function checkSource(facts: Facts, path: string): void {
  switch (facts.get('kind')) {
    case 'homeless':
      throw homeless();
    case 'none':
      throw new Problem(
        'copy/not-found',
        sentence('{0} does not exist in the container.', path),
        sentence('Check the path.'),
      );
    case 'denied':
      throw new Problem(
        'copy/denied',
        sentence("The container's user is not allowed to read {0}.", path),
        sentence('Check its permissions.'),
      );
    case 'other':
      throw new Problem(
        'copy/not-a-file',
        sentence('{0} is neither a file nor a folder.', path),
        sentence('Choose another path.'),
      );
    default:
      break;
  }
  if (facts.get('code') === 'none') {
    throw new Problem(
      'copy/no-encoder',
      sentence('The container does not have base64 or od. Copying needs one of them.'),
      sentence('Use an image that has one of them.'),
    );
  }
  if (facts.get('kind') === 'folder' && facts.get('tar') !== 'yes') {
    throw needsTar();
  }
}

async function take(
  conversation: Conversation,
  facts: Facts,
  target: LocalTarget,
  remarks: RemarkList,
  { onProgress, signal }: CopyOptions,
): Promise<Copied> {
  const total = totalOf(facts);
  const free = await freeSpace(target.temporary);
  if (total !== undefined && free !== undefined && total > free) {
    throw noSpace('here', total, free);
  }
  const checksum = new Checksum(checkerOf(facts));
  const bytes = decoded(conversation, facts, checksum, { total, free }, () => onProgress?.(checksum.length, total));
  const { temporary } = target;
  try {
    const isFolder = facts.get('kind') === 'folder';
    const skipped = isFolder ? await takeFolder(bytes, temporary, remarks) : await takeFile(bytes, temporary);
    const outcome = readOutcome(await conversation.message());
    if (!succeeded(outcome)) {
      throw failedInContainer(outcome);
    }
    if (!checksum.matches(outcome.rest)) {
      throw damaged();
    }
    signal.throwIfAborted();
    await (isFolder ? giveFolder(target) : giveFile(target, modeOf(facts.get('mode') ?? '') ?? PRIVATE));
    return { path: target.path, bytes: checksum.length, skipped, remarks };
  } catch (error) {
    await removeTree(temporary).catch(() => undefined);
    throw isProblem(error) || signal.aborted ? error : notWritten(target.path, error);
  }
}

/** Bytes of a file; of a folder it is not known. */
function totalOf(facts: Facts): number | undefined {
  const size = facts.get('size') ?? '';
  return /^\d+$/.test(size) ? Number(size) : undefined;
}

interface Limits {
  readonly total: number | undefined;
  readonly free: number | undefined;
}

async function* decoded(
  conversation: Conversation,
  facts: Facts,
  checksum: Checksum,
  { total, free }: Limits,
  progress: () => void,
): AsyncGenerator<Uint8Array> {
  const decoder = new Decoder(facts.get('code') === 'base64' ? 'base64' : 'hex');
  let characters = 0;
  for await (const data of conversation.data()) {
    const bytes = decoder.decode(data);
    checksum.update(bytes);
    characters += data.length;
    if (checksum.length > (total ?? Infinity) || characters > checksum.length * MOST_TEXT.perByte + MOST_TEXT.more) {
      throw garbled();
    }
    if (free !== undefined && checksum.length > free) {
      throw noSpace('here', checksum.length, free);
    }
    progress();
    yield bytes;
  }
  if (!decoder.isComplete) {
    throw damaged();
  }
}

async function takeFile(bytes: AsyncIterable<Uint8Array>, path: string): Promise<number> {
  // Until it is known who may read it, nobody else may.
  await using file = await open(path, 'wx', PRIVATE);
  for await (const piece of bytes) {
    await file.writeFile(piece);
  }
  return 0;
}

async function takeFolder(bytes: AsyncIterable<Uint8Array>, path: string, remarks: RemarkList): Promise<number> {
  await mkdir(path, 0o700);
  return untar(bytes, path, await namingIn(path), remarks);
}

/** GNU tar's exit code 1 tells of files that others use. */
function succeeded({ exitCode, words, harmless }: Outcome): boolean {
  return exitCode === 0 || (exitCode === 1 && words === '' && harmless > 0);
}

function localNameOf(containerPath: string, remarks: RemarkList): string {
  const name = posix.basename(posix.normalize(containerPath));
  // The root, the working directory and the home directory have no name of their own.
  if (['', '.', '..', '~'].includes(name)) {
    return 'container';
  }
  const possible = localName(Buffer.from(name), process.platform);
  if (possible !== name) {
    remarks.add(whyChanged(name, possible));
  }
  return possible;
}

function notWritten(path: string, error: unknown): Problem {
  const code = errorCode(error) || 'unknown';
  return new Problem(
    'copy/not-written',
    sentence('{0} could not be written ({1}).', path, code),
    sentence('Check the permissions of the folder and the free space there.'),
    error,
  );
}
