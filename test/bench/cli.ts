import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as esbuild from 'esbuild';
import { parseTree } from 'jsonc-parser';
import { root } from '../../scripts/command.ts';
import { temporaryFolder } from '../../scripts/temporary-folder.ts';
import { run } from '../../src/cli/run.ts';
import { startThreads } from '../../src/cli/worker.ts';
import { taskDefinition } from './language.ts';
import type { Row } from './row.ts';

const FOLDERS = 50;
const FILES_PER_FOLDER = 100;
const ROUNDS = 5;

/** The program over thousands of files, beside reading and parsing the same files and nothing else. */
export async function benchCli(): Promise<Row[]> {
  await using folder = await temporaryFolder('bench');
  const text = taskDefinition(4 * 1024);
  for (let index = 0; index < FOLDERS; index += 1) {
    const path = join(folder.path, `service-${index}`);
    mkdirSync(path);
    for (let file = 0; file < FILES_PER_FOLDER; file += 1) {
      writeFileSync(join(path, `task-definition-${file}.json`), text);
    }
  }
  const program = join(folder.path, 'ecs-exec-lint.cjs');
  await esbuild.build({
    entryPoints: [join(root, 'src', 'cli', 'main.ts')],
    outfile: program,
    bundle: true,
    minify: true,
    platform: 'node',
    format: 'cjs',
    mainFields: ['module', 'main'],
  });
  const ours: number[] = [];
  const bare: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    bare.push(await timed(() => readAndParse(folder.path)));
    ours.push(await timed(() => lint(folder.path, program)));
  }
  const ratio = median(ours) / median(bare);
  return [
    {
      what: `ecs-exec-lint over ${FOLDERS * FILES_PER_FOLDER} files of 4 KB`,
      figure: `${median(ours).toFixed(0)} ms`,
      ratio: `${ratio.toFixed(2)} × reading and parseTree (${median(bare).toFixed(0)} ms)`,
      goal: '≤ 1.3 × with two cores',
    },
  ];
}

async function lint(folder: string, program: string): Promise<void> {
  await run(['.'], {
    folder,
    version: '',
    color: false,
    readStdin: () => Promise.resolve(new Uint8Array()),
    startThreads: (settings) => startThreads(program, settings),
    out: () => undefined,
    error: (words) => console.error(words),
  });
}

function readAndParse(folder: string): void {
  for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (file.endsWith('.json')) {
      parseTree(readFileSync(join(folder, file), 'utf8'));
    }
  }
}

async function timed(action: () => unknown): Promise<number> {
  const start = performance.now();
  await action();
  return performance.now() - start;
}

function median(figures: readonly number[]): number {
  return figures.toSorted((a, b) => a - b)[Math.floor(figures.length / 2)]!;
}
