import { randomBytes } from 'node:crypto';
import { lstat, mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, join, posix } from 'node:path';
import { isProblem, Problem } from '../../problem.ts';
import { text } from '../../text.ts';
import { errorCode } from '../error-code.ts';
import type { Copied, Copy, CopyOptions } from './api.ts';
import { Checksum } from './checksum.ts';
import { Conversation } from './conversation.ts';
import { Decoder } from './encoding.ts';
import { checkerOf, damaged, type Facts, failedInContainer, needsTar, type Outcome, readFacts, readOutcome } from './facts.ts';
import { asOperand } from './operand.ts';
import { SEND } from './scripts.ts';
import { untar } from './untar.ts';

/**
 * What GNU tar says, with exit code 1, of files that others use at the same time: they are in the archive all the same.
 * Names may have spaces.
 */
const HARMLESS = /^(tar: ((?! tar: ).)+: (file changed as we read it|file removed before we read it|socket ignored)( |$))+$/;

export const copyFromContainer: Copy = async (options) => {
  const { containerPath, localPath, start, signal } = options;
  const conversation = await Conversation.start(SEND, [asOperand(containerPath)], start, signal);
  let isDone = false;
  try {
    const facts = readFacts(await conversation.message());
    checkSource(facts, containerPath);
    const target = join(localPath, nameOf(containerPath));
    const there = await kindOf(target);
    if (there === undefined || (await options.confirmReplace(target, there))) {
      const copied = await take(conversation, facts, target, options);
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
    case 'none':
      throw new Problem('copy/not-found', text('{0} does not exist in the container.', path), text('Check the path.'));
    case 'denied':
      throw new Problem('copy/denied', text('{0} may not be read by the container’s user.', path), text('Check its permissions.'));
    case 'other':
      throw new Problem('copy/not-a-file', text('{0} is neither a file nor a folder.', path), text('Choose another path.'));
    default:
      break;
  }
  if (facts.get('code') === 'none') {
    throw new Problem('copy/no-encoder', text('The container has neither base64 nor od, and copying needs one of them.'), text('Use an image that has one.'));
  }
  if (facts.get('kind') === 'folder' && facts.get('tar') !== 'yes') {
    throw needsTar();
  }
}

async function take(conversation: Conversation, facts: Facts, target: string, { onProgress, signal }: CopyOptions): Promise<Copied> {
  const isFolder = facts.get('kind') === 'folder';
  const size = facts.get('size');
  const total = size === undefined || size === '' ? undefined : Number(size);
  // Not the target's name and more: that may be as long as a name can be.
  const temporary = join(dirname(target), `.ecs-exec-${randomBytes(6).toString('hex')}`);
  const checksum = new Checksum(checkerOf(facts));
  const bytes = decoded(conversation, facts, checksum, () => onProgress?.(checksum.length, total));
  try {
    const skipped = isFolder ? await takeFolder(bytes, temporary) : await takeFile(bytes, temporary);
    const outcome = readOutcome(await conversation.message());
    if (!succeeded(outcome)) {
      throw failedInContainer(outcome);
    }
    if (!checksum.matches(outcome.checksum)) {
      throw damaged();
    }
    signal.throwIfAborted();
    await giveName(temporary, target);
    return { path: target, bytes: checksum.length, skipped };
  } catch (error) {
    await rm(temporary, { recursive: true, force: true });
    throw isProblem(error) || signal.aborted ? error : notWritten(target, error);
  }
}

async function* decoded(conversation: Conversation, facts: Facts, checksum: Checksum, progress: () => void): AsyncGenerator<Uint8Array> {
  const decoder = new Decoder(facts.get('code') === 'base64' ? 'base64' : 'hex');
  for await (const data of conversation.ask('go')) {
    const bytes = decoder.decode(data);
    checksum.update(bytes);
    progress();
    yield bytes;
  }
  if (!decoder.isComplete) {
    throw damaged();
  }
}

async function takeFile(bytes: AsyncIterable<Uint8Array>, path: string): Promise<number> {
  await using file = await open(path, 'wx');
  for await (const piece of bytes) {
    await file.writeFile(piece);
  }
  return 0;
}

async function takeFolder(bytes: AsyncIterable<Uint8Array>, path: string): Promise<number> {
  await mkdir(path);
  return untar(bytes, path);
}

/** Replaces what has that name; a folder is put aside first, for it cannot be replaced in one step. */
async function giveName(temporary: string, target: string): Promise<void> {
  const there = await kindOf(target);
  if (there !== 'folder') {
    await rename(temporary, target);
    return;
  }
  const aside = `${temporary}.old`;
  await rename(target, aside);
  try {
    await rename(temporary, target);
  } catch (error) {
    await rename(aside, target);
    throw error;
  }
  await rm(aside, { recursive: true, force: true });
}

function succeeded({ exitCode, words }: Outcome): boolean {
  return exitCode === 0 || (exitCode === 1 && HARMLESS.test(words));
}

function nameOf(containerPath: string): string {
  const name = posix.basename(posix.normalize(containerPath));
  // The root, and the working directory, have no name of their own.
  return name === '' || name === '.' || name === '..' ? 'container' : name;
}

async function kindOf(path: string): Promise<'file' | 'folder' | undefined> {
  try {
    return (await lstat(path)).isDirectory() ? 'folder' : 'file';
  } catch {
    return undefined;
  }
}

function notWritten(path: string, error: unknown): Problem {
  const code = errorCode(error) || 'unknown';
  return new Problem('copy/not-written', text('{0} could not be written ({1}).', path, code), text('Check the permissions of the folder and the free space there.'), error);
}
