#!/usr/bin/env node
import manifest from '../../../package.json' with { type: 'json' };
import { runCheck } from './run.ts';

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // Whoever reads the output may have had enough of it, as `head` has.
  if (error.code !== 'EPIPE') {
    process.stderr.write(`The output could not be written: ${error.message}\n`);
    process.exitCode = 2;
  }
});
process.stderr.on('error', () => {
  // Nobody is left to be told.
});

const code = runCheck(process.argv.slice(2), {
  version: manifest.version,
  // https://no-color.org and https://force-color.org: set and not empty; "0" is Node's own way to say no.
  color: process.env.NO_COLOR
    ? false
    : process.env.FORCE_COLOR
      ? process.env.FORCE_COLOR !== '0'
      : process.stdout.isTTY,
  aws: async () => (await import('../../aws/index.ts')).aws,
  out: (words) => process.stdout.write(words),
  error: (words) => process.stderr.write(words),
});
void code.then((exitCode) => {
  process.exitCode ??= exitCode;
});
