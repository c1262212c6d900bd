#!/usr/bin/env node
import { buffer } from 'node:stream/consumers';
import manifest from '../../package.json' with { type: 'json' };
import { run } from './run.ts';

// Whoever reads the output may have had enough of it, as `head` has.
process.stdout.on('error', () => process.exit());

const code = run(process.argv.slice(2), {
  folder: process.cwd(),
  version: manifest.version,
  // https://no-color.org and https://force-color.org: set and not empty
  color: process.env.NO_COLOR ? false : process.env.FORCE_COLOR ? true : process.stdout.isTTY,
  readStdin: () => buffer(process.stdin),
  out: (words) => process.stdout.write(words),
  error: (words) => process.stderr.write(words),
});
void code.then((exitCode) => {
  process.exitCode = exitCode;
});
