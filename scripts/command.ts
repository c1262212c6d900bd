import { spawn, type SpawnOptions } from 'node:child_process';
import { basename, join } from 'node:path';
import { Failure } from './main.ts';

/** The project's folder. */
export const root = join(import.meta.dirname, '..');

/**
 * A command that could not be started, or that failed. The message ends with what it printed, where nobody has seen
 * that.
 */
export class CommandError extends Failure {
  override readonly name = 'CommandError';
  /** What it printed, where that was captured. */
  readonly output: string;

  constructor(command: string, how: string, output = '', seen = false) {
    super(`${command}: ${how}${output === '' || seen ? '' : `\n${output.trimEnd()}`}`);
    this.output = output;
  }
}

/** Runs a command in the project's folder with this process's input and output. Rejects with a `CommandError`. */
export async function run(command: string, args: readonly string[], options: SpawnOptions = {}): Promise<void> {
  await finish(command, args, { stdio: 'inherit', ...options });
}

/**
 * Like `run`, but what it prints, which is shown as it comes, is captured too. The variables are added to the
 * environment.
 */
export async function runAndCapture(
  command: string,
  args: readonly string[],
  variables: NodeJS.ProcessEnv = {},
): Promise<void> {
  // Colours where they would have been without the pipe.
  const colors = process.stdout.isTTY ? { FORCE_COLOR: '1' } : {};
  const env = { ...colors, ...process.env, ...variables };
  await finish(command, args, { env, stdio: ['inherit', 'pipe', 'pipe'] }, true);
}

/** Runs a command and resolves with what it printed. Rejects with a `CommandError` that says it. */
export async function output(command: string, args: readonly string[], options: SpawnOptions = {}): Promise<string> {
  return await finish(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
}

/** Runs npm quietly in a folder, which must have a package.json of its own: npm takes the nearest one upwards. */
export async function npm(args: readonly string[], folder: string): Promise<void> {
  const started = process.env['npm_execpath'] ?? '';
  const options = { cwd: folder };
  if (basename(started) === 'npm-cli.js') {
    await output(process.execPath, [started, ...args], options);
  } else {
    await output('npm', args, { ...options, shell: process.platform === 'win32' });
  }
}

async function finish(command: string, args: readonly string[], options: SpawnOptions, show = false): Promise<string> {
  return await new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, ...options });
    let printed = '';
    const collect = (chunk: Buffer): void => void (printed += chunk.toString());
    child.stdout?.on('data', collect);
    child.stderr?.on('data', collect);
    if (show) {
      child.stdout?.pipe(process.stdout, { end: false });
      child.stderr?.pipe(process.stderr, { end: false });
    }
    child.on('error', (error) => reject(new CommandError(command, error.message)));
    child.on('close', (code, signal) => {
      const how = signal === null ? `exit code ${code}` : `ended by ${signal}`;
      if (code === 0) {
        resolve(printed);
      } else {
        reject(new CommandError(summary(command, args), how, printed, show));
      }
    });
  });
}

/** The command as far as it tells what ran. */
function summary(command: string, args: readonly string[]): string {
  const most = 5;
  return [basename(command), ...args.slice(0, most), ...(args.length > most ? ['…'] : [])].join(' ');
}
