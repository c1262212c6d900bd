import type { Session, SessionOptions } from '../api.ts';

/** Starts a command line in a container: `ecs:ExecuteCommand` and the session's data channel. Rejects with a `Problem`. */
export type StartCommand = (line: string, events: Pick<SessionOptions, 'onOutput' | 'onDrain' | 'onGap'>) => Promise<Session>;

export interface RunOptions {
  /** A line, or a script, for `sh`. */
  readonly command: string;
  readonly start: StartCommand;
  /** Standard output and error output as they come. Chunks may split a UTF-8 sequence. */
  readonly onOutput: (bytes: Uint8Array) => void;
  /** Aborting it presses Ctrl-C, and where that does not help within two seconds, ends the session. */
  readonly signal: AbortSignal;
}

/**
 * Runs a command in a container with a POSIX shell, and resolves with its exit code, 0 to 255. Rejects with a `Problem`
 * where there is none to be had, as without a shell (`command/no-shell`), and with the signal's reason when aborted.
 */
export type RunCommand = (options: RunOptions) => Promise<number>;
