import { type ChildProcess, spawn } from 'node:child_process';
import { sentence, type Text } from '../../text.ts';
import { shellWords } from '../configuration/shell-words.ts';
import { type Limits, NoAnswer } from '../limits.ts';
import { ProcessFailure } from './failure.ts';
import type { Keys, ProcessSource } from './source.ts';

/** Bytes of a `credential_process`'s output. */
const MOST_OUTPUT = 1024 * 1024;

/**
 * Runs a `credential_process` as the AWS CLI does, without a shell, and reads the JSON that it prints
 * (https://docs.aws.amazon.com/sdkref/latest/guide/feature-process-credentials.html). When it takes too long or is
 * called off, it is killed with all that it started. Rejects with a {@link ProcessFailure}, a {@link NoAnswer}, or the
 * signal's reason.
 */
export async function runProcess(
  { profile, command }: Pick<ProcessSource, 'profile' | 'command'>,
  limits: Limits,
  signal: AbortSignal,
): Promise<Keys> {
  const program = programOf(command) ?? '';
  const fail: Fail = (reason) => new ProcessFailure(reason(program), profile);
  return keysIn(await outputOf(command, limits, signal, fail), fail);
}

/** Makes the error of a reason, which is told the program's name. */
type Fail = (reason: (program: string) => Text) => ProcessFailure;

/** The program that a command line runs: its name alone, for its arguments may be secret. */
export function programOf(command: string): string | undefined {
  return shellWords(command)?.[0]?.split(/[/\\]/).at(-1);
}

function outputOf(command: string, limits: Limits, signal: AbortSignal, fail: Fail): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = start(command, fail);
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
        stop(fail((program) => sentence('{0} printed more than {1} bytes', program, MOST_OUTPUT)));
      }
    });
    child.on('error', (error) =>
      stop(
        fail((program) =>
          sentence('{0} could not be started ({1})', program, 'code' in error ? String(error.code) : error.name),
        ),
      ),
    );
    child.on('close', (code, killedBy) => {
      if (code !== 0) {
        stop(
          fail((program) =>
            code === null
              ? sentence('{0} was ended by {1}', program, String(killedBy))
              : sentence('{0} ended with exit code {1}', program, code),
          ),
        );
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
function start(command: string, fail: Fail): ChildProcess {
  if (process.platform === 'win32') {
    return spawn(command, { shell: true, windowsHide: true, stdio: ['ignore', 'pipe', 'ignore'] });
  }
  const [program, ...args] = shellWords(command) ?? [];
  if (program === undefined) {
    throw fail(() => sentence('its command is empty, or a quote in it is not closed'));
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

function keysIn(output: string, fail: Fail): Keys {
  let answer: unknown;
  try {
    answer = JSON.parse(output);
  } catch {
    throw fail((program) => sentence('what {0} printed is not JSON', program));
  }
  const { Version, AccessKeyId, SecretAccessKey, SessionToken, Expiration } = (answer ?? {}) as Record<string, unknown>;
  if (Version !== 1) {
    throw fail((program) => sentence('what {0} printed is not of Version 1', program));
  }
  if (typeof AccessKeyId !== 'string' || typeof SecretAccessKey !== 'string') {
    throw fail((program) => sentence('what {0} printed does not have AccessKeyId and SecretAccessKey', program));
  }
  const expiration = typeof Expiration === 'string' ? new Date(Expiration) : undefined;
  if (expiration !== undefined && !(expiration.getTime() > Date.now())) {
    throw fail((program) => sentence('what {0} printed has expired', program));
  }
  return {
    accessKeyId: AccessKeyId,
    secretAccessKey: SecretAccessKey,
    ...(typeof SessionToken === 'string' && { sessionToken: SessionToken }),
    ...(expiration !== undefined && { expiration }),
  };
}
