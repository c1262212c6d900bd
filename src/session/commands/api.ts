import type { TerminalSize } from '../api.ts';
import type { Session, SessionOptions } from '../shell/api.ts';

/**
 * Starts a command line in a container: `ecs:ExecuteCommand` and the session's data channel. Rejects with a `Problem`.
 */
export type StartCommand = (
  line: string,
  events: Pick<SessionOptions, 'onOutput' | 'onDrain' | 'onGap'>,
) => Promise<Session>;

export interface RunOptions {
  /** A line, or a script, for `sh`. */
  readonly command: string;
  /** Of the terminal that it runs in; 80 by 24 unless given. */
  readonly size?: TerminalSize;
  readonly start: StartCommand;
  /** Standard output and error output as they come. Chunks may split a UTF-8 sequence. */
  readonly onOutput: (bytes: Uint8Array) => void;
  /**
   * Aborting it presses Ctrl-C, and where two seconds later nothing more comes, or ten seconds later, ends the session.
   */
  readonly signal: AbortSignal;
}

/**
 * Runs a command in a container with a POSIX shell, and resolves with its exit code, 0 to 255. Rejects with a `Problem`
 * where there is none to be had, as without a shell (`command/no-shell`), or where output is missing
 * (`command/output-missing`), and with the signal's reason when aborted before the command was done.
 */
export type RunCommand = (options: RunOptions) => Promise<number>;
