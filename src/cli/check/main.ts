#!/usr/bin/env node
import manifest from '../../../package.json' with { type: 'json' };
import { exitWith, programOutput } from '../program.ts';
import { runCheck } from './run.ts';

exitWith(
  runCheck(process.argv.slice(2), {
    ...programOutput(),
    version: manifest.version,
    aws: async () => (await import('../../aws/index.ts')).aws,
  }),
);
