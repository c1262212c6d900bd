import { randomBytes } from 'node:crypto';
import { quote } from './quote.ts';

/**
 * A command for the shell of a container, wrapped so that its exit code comes back: a session with a terminal has none
 * of its own. After its output the shell prints a mark with the code, which no output can contain: the mark is random,
 * and in the command line, which a program may well print, it stands in two halves.
 */
export interface WrappedCommand {
  /** For `ecs:ExecuteCommand`, whose agent splits it into words as a shell does and runs it without one. */
  readonly line: string;
  /** Takes the output of the session, and gives that of the command. */
  readonly reader: ExitCodeReader;
}

/**
 * Wraps a command line for any POSIX shell at `/bin/sh`: dash, bash, BusyBox. Its input is empty. Its standard output
 * and error output come in one stream, for it has a terminal; line endings stay as they are written where the image
 * has `stty`.
 */
export function wrapCommand(command: string): WrappedCommand {
  const [first, second] = [randomBytes(12).toString('hex'), randomBytes(12).toString('hex')];
  const script = [
    // Not a pipe: the exit code is to be the command's own. A subshell: the command may well be `exit 3`.
    'stty -opost 2>/dev/null',
    '( eval "$1" ) </dev/null',
    `printf '\\036%s%s:%d\\036' ${first} ${second} $?`,
  ].join('; ');
  return { line: `/bin/sh -c ${quote(script)} sh ${quote(command)}`, reader: new ExitCodeReader(`${first}${second}`) };
}

/** ASCII's record separator, rare in output. */
const SEPARATOR = '\x1e';

/** Finds the mark with the exit code in a stream of output, wherever the stream is cut. */
export class ExitCodeReader {
  readonly #start: Buffer;
  readonly #longest: number;
  #held: Buffer = Buffer.alloc(0);
  #exitCode: number | undefined;

  constructor(mark: string) {
    this.#start = Buffer.from(`${SEPARATOR}${mark}:`);
    this.#longest = this.#start.length + '255'.length + SEPARATOR.length;
  }

  /** Undefined until the mark has come. */
  get exitCode(): number | undefined {
    return this.#exitCode;
  }

  /** The command's output in these bytes and those held before, without what may be the beginning of the mark. */
  read(bytes: Uint8Array): Uint8Array {
    if (this.#exitCode !== undefined) {
      return new Uint8Array();
    }
    const all = Buffer.concat([this.#held, bytes]);
    const mark = all.indexOf(this.#start);
    if (mark >= 0) {
      const [code, ...more] = all.toString('latin1', mark + this.#start.length, mark + this.#longest).split(SEPARATOR);
      if (more.length > 0) {
        this.#exitCode = Number(code);
      }
    }
    const end = mark >= 0 ? mark : possibleStart(all, this.#start);
    this.#held = all.subarray(end);
    return all.subarray(0, end);
  }

  /** What is still held when the stream ends without the mark. */
  rest(): Uint8Array {
    return this.#exitCode === undefined ? this.#held : new Uint8Array();
  }
}

/** Where the longest end of the bytes begins that is a beginning of the mark. */
function possibleStart(bytes: Buffer, mark: Buffer): number {
  for (let start = Math.max(0, bytes.length - mark.length + 1); start < bytes.length; start += 1) {
    if (mark.subarray(0, bytes.length - start).equals(bytes.subarray(start))) {
      return start;
    }
  }
  return bytes.length;
}
