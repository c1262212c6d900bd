import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { test } from 'node:test';
import { root } from '../../scripts/command.ts';
import { temporaryFolder } from '../../scripts/temporary-folder.ts';

/** A project of its own with the script under test, one local dependency, and a file to run. */
async function project(folder: string, file: string): Promise<void> {
  await mkdir(join(folder, 'scripts'));
  await cp(join(root, 'scripts', 'run.mjs'), join(folder, 'scripts', 'run.mjs'));
  await mkdir(join(folder, 'dependency'));
  await writeFile(join(folder, 'dependency', 'package.json'), '{ "name": "dependency", "version": "1.0.0" }');
  await depend(folder, 'dependency');
  await writeFile(join(folder, 'file.mjs'), file);
}

/** Makes the project depend on the local package under this name. */
async function depend(folder: string, name: string): Promise<void> {
  const dependencies = { [name]: 'file:dependency' };
  const link = { resolved: 'dependency', link: true };
  const packages = { '': { dependencies }, dependency: { version: '1.0.0' }, [`node_modules/${name}`]: link };
  await writeFile(join(folder, 'package.json'), JSON.stringify({ private: true, dependencies }));
  await writeFile(join(folder, 'package-lock.json'), JSON.stringify({ lockfileVersion: 3, requires: true, packages }));
}

function start(folder: string, ...args: readonly string[]) {
  return spawn(process.execPath, ['scripts/run.mjs', 'file.mjs', ...args], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

async function run(folder: string, ...args: readonly string[]): Promise<{ code: number | null; lines: string[] }> {
  const child = start(folder, ...args);
  let printed = '';
  child.stdout.on('data', (chunk: Buffer) => (printed += chunk.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, lines: printed.trim().split('\n') };
}

test('installs what is missing or has changed, says so, and passes arguments and exit code on', async () => {
  await using folder = await temporaryFolder('test');
  await project(folder.path, `console.log(process.argv.slice(2).join()); process.exitCode = 7;`);
  const installing = 'Installing the dependencies (npm ci).';

  assert.deepEqual(await run(folder.path, 'a', 'b c'), { code: 7, lines: [installing, 'a,b c'] });
  assert.deepEqual(await run(folder.path), { code: 7, lines: [''] });

  await depend(folder.path, 'renamed');
  assert.deepEqual((await run(folder.path)).lines[0], installing);
  assert.match(await readFile(join(folder.path, 'node_modules', 'renamed', 'package.json'), 'utf8'), /"dependency"/);
});

test('passes a signal on and ends as the file does', async () => {
  await using folder = await temporaryFolder('test');
  await project(
    folder.path,
    `process.on('SIGTERM', () => process.exit(9)); setInterval(() => {}, 1000); console.log('running');`,
  );
  const child = start(folder.path);
  for await (const line of createInterface(child.stdout)) {
    if (line === 'running') {
      break;
    }
  }
  child.kill('SIGTERM');
  assert.deepEqual(await once(child, 'close'), [9, null]);
});
