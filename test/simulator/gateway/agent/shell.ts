import { writeSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { type IPty, spawn } from 'node-pty';
import { containerEnvironment } from './environment.ts';
import { findProblem } from './executable.ts';
import { type Process, type ProcessOptions, StartError } from './process.ts';
import { killAll } from './processes.ts';
import { preparePrograms } from './programs.ts';
import { splitWords, WordsError } from './words.ts';

/** How soon to try again when the pty takes no more input, in milliseconds. */
const WRITE_RETRY = 5;
/** How often to look whether a shell that is not being read has ended, in milliseconds. */
const EXIT_POLL = 20;

/** What node-pty's terminals have on Unix beside what it declares. */
interface UnixPty extends IPty {
  readonly fd: number;
  /** The pty is closed; its file descriptor may belong to something else from now on. */
  on(event: 'close', listener: () => void): void;
}

/**
 * Starts a command on a pty, in a fresh directory, split into words and without a shell, as the agent does for
 * interactive commands. Rejects with a {@link StartError}.
 */
export async function startShell(options: ProcessOptions): Promise<Process> {
  const { container, region } = options;
  const [program = '', ...parameters] = parse(options.command);
  const root = await mkdtemp(join(tmpdir(), 'ecs-exec-'));
  const home = join(root, 'root');
  try {
    await mkdir(home);
    const programs = await preparePrograms(container.image ?? {}, join(root, 'bin'));
    const env = containerEnvironment(container, region, home, programs.path);
    const problem = await findProblem(program, programs, home);
    if (problem !== undefined) {
      throw new StartError(`Unable to start command: Failed to start pty: ${problem}`);
    }
    // A fraction becomes 0 on the way to the kernel, where node-pty would take 0 for its default: until the
    // client's first size, the agent's pty has 0 columns and 0 rows.
    const pty = spawn(programs.locate(program), parameters, {
      cwd: home,
      env,
      name: env['TERM'] ?? '',
      cols: 0.5,
      rows: 0.5,
      encoding: null,
    });
    return new Shell(asUnixPty(pty), { root, home }, options);
  } catch (error) {
    await rm(root, { recursive: true, force: true });
    throw error instanceof StartError
      ? error
      : new StartError(`Unable to start command: Failed to start pty: ${String(error)}`);
  }
}

function parse(command: string): string[] {
  try {
    const words = splitWords(command);
    if (words.length === 0) {
      throw new StartError('Commands cannot be empty for session type InteractiveCommands', { hasHeading: false });
    }
    return words;
  } catch (error) {
    throw error instanceof WordsError
      ? new StartError(`Unable to start command: Failed to parse commands input: ${error.message}`)
      : error;
  }
}

function asUnixPty(pty: IPty): UnixPty {
  if (!('fd' in pty && typeof pty.fd === 'number')) {
    throw new StartError('Unable to start command: The simulator needs a Unix pty.');
  }
  return pty as UnixPty;
}

/** A session's directories: one for all of them, and the home directory in it. */
interface Directories {
  readonly root: string;
  readonly home: string;
}

/** A process on a pty. */
class Shell implements Process {
  readonly pid: number;
  readonly #pty: UnixPty;
  readonly #directories: Directories;
  #open = true;
  readonly #exited: Promise<void>;
  #exitPoll: NodeJS.Timeout | undefined;

  constructor(pty: UnixPty, directories: Directories, { onOutput, onExit }: ProcessOptions) {
    this.pid = pty.pid;
    this.#pty = pty;
    this.#directories = directories;
    pty.onData((data: string | Uint8Array) => onOutput(Buffer.from(data)));
    pty.on('close', () => {
      this.#open = false;
    });
    this.#exited = new Promise((resolve) => {
      pty.onExit(() => {
        clearInterval(this.#exitPoll);
        onExit();
        resolve();
      });
    });
  }

  /** Writes input. While the pty takes no more, which may be long, the promise is pending. */
  async write(input: Buffer): Promise<void> {
    let rest = input;
    while (rest.length > 0 && this.#open) {
      const written = this.#tryWrite(rest);
      rest = rest.subarray(written);
      if (rest.length > 0) {
        await new Promise((resolve) => setTimeout(resolve, WRITE_RETRY));
      }
    }
  }

  resize(columns: number, rows: number): void {
    if (this.#open) {
      this.#pty.resize(columns, rows);
    }
  }

  /** Stops reading, so that the shell waits once the pty is full. */
  pause(): void {
    if (this.#exitPoll !== undefined) {
      return;
    }
    this.#pty.pause();
    // Soon after the process's end node-pty drops what was not read until then.
    this.#exitPoll = setInterval(() => {
      if (!isAlive(this.pid)) {
        this.resume();
      }
    }, EXIT_POLL);
  }

  resume(): void {
    if (this.#exitPoll === undefined) {
      return;
    }
    clearInterval(this.#exitPoll);
    this.#exitPoll = undefined;
    this.#pty.resume();
  }

  /** Kills the process and all that it started; settles when they are gone and their directory is too. */
  async kill(): Promise<void> {
    this.resume();
    await killAll(this.pid, this.#directories.home);
    await this.#exited;
    await rm(this.#directories.root, { recursive: true, force: true });
  }

  #tryWrite(input: Buffer): number {
    try {
      return writeSync(this.#pty.fd, input);
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'EAGAIN') {
        return 0;
      }
      // The other side is gone; the exit follows.
      this.#open = false;
      return 0;
    }
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
