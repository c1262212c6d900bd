#!/usr/bin/env node
import { realpathSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import manifest from '../../package.json' with { type: 'json' };
import type { LinterSettings } from './create-linter.ts';
import { readStream } from './read-file.ts';
import { run } from './run.ts';
import { serve, startThreads } from './worker.ts';

if (parentPort === null) {
  main();
} else {
  // This file is the whole program, also that of its threads.
  serve(parentPort, workerData as LinterSettings);
}

function main(): void {
  const [, program, ...args] = process.argv;
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

  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    // With a listener, it is heard when nothing is being written, so that no temporary file is left behind.
    process.once(signal, () => process.kill(process.pid, signal));
  }

  const code = run(args, {
    folder: process.cwd(),
    version: manifest.version,
    // https://no-color.org and https://force-color.org: set and not empty; "0" is Node's own way to say no.
    color: process.env.NO_COLOR
      ? false
      : process.env.FORCE_COLOR
        ? process.env.FORCE_COLOR !== '0'
        : process.stdout.isTTY,
    readStdin: () => readStream(process.stdin),
    // A package manager names the program by a link, which does not say what kind of file it is.
    startThreads: (settings) => (program === undefined ? [] : startThreads(realpathSync(program), settings)),
    out: (words) => process.stdout.write(words),
    error: (words) => process.stderr.write(words),
  });
  void code.then((exitCode) => {
    process.exitCode ??= exitCode;
  });
}
