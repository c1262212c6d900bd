import { type ChildProcess, spawn } from 'node:child_process';
import { shellWords } from '../configuration/shell-words.ts';
import { type Limits, NoAnswer } from '../limits.ts';
import { ProcessFailure } from './failure.ts';
import type { Keys } from './source.ts';

/** Bytes of a `credential_process`'s output. */
const MOST_OUTPUT = 1024 * 1024;

/**
 * Runs a `credential_process` as the AWS CLI does, without a shell, and reads the JSON that it prints
 * (https://docs.aws.amazon.com/sdkref/latest/guide/feature-process-credentials.html). When it takes too long or is
 * called off, it is killed with all that it started. Rejects with a {@link ProcessFailure}, a {@link NoAnswer}, or the
 * signal's reason.
 */
export async function runProcess(command: string, limits: Limits, signal: AbortSignal): Promise<Keys> {
  return keysIn(await outputOf(command, limits, signal));
}

function outputOf(command: string, limits: Limits, signal: AbortSignal): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = start(command);
    const chunks: Buffer[] = [];
    let size = 0;
    const settle = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', cancelled);
    };
    const stop = (why: Error): void => {
      settle();
      reject(why);
      kill(child);
    };
    const cancelled = (): void => stop(signal.reason as Error);
    const timer = setTimeout(() => stop(new NoAnswer('process', limits.process)), limits.process);
    signal.addEventListener('abort', cancelled, { once: true });
    child.stdout?.on('data', (chunk: Buffer) => {
      size += chunk.length;
      chunks.push(chunk);
      if (size > MOST_OUTPUT) {
        stop(new ProcessFailure(`it printed more than ${MOST_OUTPUT} bytes`));
      }
    });
    child.on('error', (error) =>
      stop(new ProcessFailure(`it could not be started (${'code' in error ? String(error.code) : error.name})`)),
    );
    child.on('close', (code, killedBy) => {
      if (code !== 0) {
        stop(new ProcessFailure(`it ended with ${code === null ? String(killedBy) : `exit code ${code}`}`));
        return;
      }
      settle();
      resolve(Buffer.concat(chunks).toString('utf8'));
    });
  });
}

/**
 * In a group of its own, so that it can be ended with all that it started. On Windows by the shell, which alone starts
 * `.cmd` files.
 */
function start(command: string): ChildProcess {
  if (process.platform === 'win32') {
    return spawn(command, { shell: true, windowsHide: true, stdio: ['ignore', 'pipe', 'ignore'] });
  }
  const [program, ...args] = shellWords(command) ?? [];
  if (program === undefined) {
    throw new ProcessFailure('its command is empty, or a quote in it is not closed');
  }
  return spawn(program, args, { detached: true, stdio: ['ignore', 'pipe', 'ignore'] });
}

function kill({ pid }: ChildProcess): void {
  if (pid === undefined) {
    return;
  }
  if (process.platform === 'win32') {
    spawn('taskkill', ['/pid', String(pid), '/T', '/F'], { windowsHide: true, stdio: 'ignore' }).on(
      'error',
      () => undefined,
    );
    return;
  }
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}

function keysIn(output: string): Keys {
  let answer: unknown;
  try {
    answer = JSON.parse(output);
  } catch {
    throw new ProcessFailure('what it printed is not JSON');
  }
  const { Version, AccessKeyId, SecretAccessKey, SessionToken, Expiration } = (answer ?? {}) as Record<string, unknown>;
  if (Version !== 1) {
    throw new ProcessFailure('what it printed is not of Version 1');
  }
  if (typeof AccessKeyId !== 'string' || typeof SecretAccessKey !== 'string') {
    throw new ProcessFailure('what it printed does not have AccessKeyId and SecretAccessKey');
  }
  const expiration = typeof Expiration === 'string' ? new Date(Expiration) : undefined;
  if (expiration !== undefined && !(expiration.getTime() > Date.now())) {
    throw new ProcessFailure('what it printed has expired');
  }
  return {
    accessKeyId: AccessKeyId,
    secretAccessKey: SecretAccessKey,
    ...(typeof SessionToken === 'string' && { sessionToken: SessionToken }),
    ...(expiration !== undefined && { expiration }),
  };
}
