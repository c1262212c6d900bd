/** What a program says, where its output may be read by another one that has had enough of it. */
export interface ProgramOutput {
  readonly color: boolean;
  readonly out: (words: string | Uint8Array) => void;
  readonly error: (words: string) => void;
}

/** The standard streams of this process. That its output cannot be written ends it with the exit code 2. */
export function programOutput(): ProgramOutput {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    // Whoever reads the output may have had enough of it, as `head` has. Else it is not whole, on a full disk for
    // example.
    if (error.code !== 'EPIPE') {
      process.stderr.write(`The output could not be written: ${error.message}\n`);
      process.exitCode = 2;
    }
  });
  process.stderr.on('error', () => {
    // Nobody is left to be told.
  });
  return {
    // https://no-color.org and https://force-color.org: set and not empty; "0" is Node's own way to say no.
    color: process.env.NO_COLOR
      ? false
      : process.env.FORCE_COLOR
        ? process.env.FORCE_COLOR !== '0'
        : process.stdout.isTTY,
    out: (words) => process.stdout.write(words),
    error: (words) => process.stderr.write(words),
  };
}

/** Ends with the exit code that a program comes to, unless its output has said otherwise. */
export function exitWith(code: Promise<number>): void {
  void code.then((exitCode) => {
    process.exitCode ??= exitCode;
  });
}
