#!/usr/bin/env node
import { realpathSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import manifest from '../../package.json' with { type: 'json' };
import type { LinterSettings } from './create-linter.ts';
import { exitWith, programOutput } from './program.ts';
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
  const output = programOutput();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    // With a listener, it is heard when nothing is being written, so that no temporary file is left behind.
    process.once(signal, () => process.kill(process.pid, signal));
  }

  exitWith(
    run(args, {
      ...output,
      folder: process.cwd(),
      version: manifest.version,
      readStdin: () => readStream(process.stdin),
      // A package manager names the program by a link, which does not say what kind of file it is.
      startThreads: (settings) => (program === undefined ? [] : startThreads(realpathSync(program), settings)),
    }),
  );
}
