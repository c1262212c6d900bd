import { randomBytes } from 'node:crypto';
import type { TerminalSize } from '../api.ts';
import { USUAL_SIZE } from '../channel/size-report.ts';
import { quote } from './quote.ts';
import { STAY } from './stay.ts';

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
 * has `stty`. The shell survives Ctrl-C, which is for the command, and stays after it until all output has arrived: see
 * `dismiss`, which is to be called when the mark has come.
 */
export function wrapCommand(command: string, { columns, rows }: TerminalSize = USUAL_SIZE): WrappedCommand {
  const [first, second] = [randomBytes(12).toString('hex'), randomBytes(12).toString('hex')];
  const script = [
    // Here too, for the agent learns the size only after the start, and after a handshake not before the first output.
    `stty cols ${columns} rows ${rows} 2>/dev/null`,
    'stty -echo -opost 2>/dev/null',
    // Unlike one that is ignored, a signal with a handler has its usual effect in what is started from here.
    'trap : INT',
    // Not a pipe: the exit code is to be the command's own. A subshell: the command may well be `exit 3`.
    '( eval "$1" ) </dev/null',
    // It may have left the terminal so that nothing waits for a line of input, as after a `kill -9` of what reads
    // single keys.
    'code=$?',
    'stty icanon -igncr -inlcr 2>/dev/null',
    `printf '\\036%s%s:%d\\036' ${first} ${second} "$code"`,
    STAY,
  ].join('; ');
  return { line: `/bin/sh -c ${quote(script)} sh ${quote(command)}`, reader: new ExitCodeReader(`${first}${second}`) };
}

/** ASCII's record separator, rare in output. */
const SEPARATOR = '\x1e';
/**
 * What follows the mark's beginning, whole and cut off. A command that knows the mark might print that without an end.
 */
const EXIT_CODE = new RegExp(`^(\\d{1,3})${SEPARATOR}`);
const BEGUN_EXIT_CODE = /^\d{0,3}$/;

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
    const end = this.#findMark(all);
    // A copy: a view would keep the whole piece alive.
    this.#held = Buffer.from(all.subarray(end));
    return all.subarray(0, end);
  }

  /** Where the mark begins, or what may become it: never longer than a mark is. */
  #findMark(bytes: Buffer): number {
    let at = bytes.indexOf(this.#start);
    for (; at >= 0; at = bytes.indexOf(this.#start, at + 1)) {
      const rest = bytes.toString('latin1', at + this.#start.length, at + this.#longest);
      const code = EXIT_CODE.exec(rest)?.[1];
      if (code !== undefined) {
        this.#exitCode = Number(code);
        return at;
      }
      if (BEGUN_EXIT_CODE.test(rest)) {
        return at;
      }
    }
    return possibleStart(bytes, this.#start);
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
