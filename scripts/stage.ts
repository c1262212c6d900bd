import { cp, glob, mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { root, run } from './command.ts';

/** Builds the bundles into dist/. */
export async function build(...flags: readonly string[]): Promise<void> {
  await run(process.execPath, ['esbuild.mjs', ...flags]);
}

/**
 * Copies what is shipped, and nothing else, to a folder of its own: what .vscodeignore lets through. A test that runs
 * from there finds a file missing from that list, and packaging need not walk everything that lies beside it.
 */
export async function stage(folder: string): Promise<void> {
  for (const pattern of await shipped()) {
    for await (const entry of glob(pattern, { cwd: root, withFileTypes: true })) {
      if (!entry.isFile()) {
        continue;
      }
      const from = join(entry.parentPath, entry.name);
      const to = join(folder, from.slice(root.length));
      await mkdir(dirname(to), { recursive: true });
      await (/\.(?:json|code-snippets)$/.test(entry.name) ? copyCompact(from, to) : cp(from, to));
    }
  }
}

/** Copies JSON without what only its writers need: whoever downloads it has less to wait for. */
async function copyCompact(from: string, to: string): Promise<void> {
  await writeFile(to, JSON.stringify(JSON.parse(await readFile(from, 'utf8'))));
}

/** The patterns of .vscodeignore that let files through: the file is an allow-list, `**` and then exceptions. */
async function shipped(): Promise<readonly string[]> {
  const lines = (await readFile(join(root, '.vscodeignore'), 'utf8')).split('\n');
  return lines.filter((line) => line.startsWith('!')).map((line) => line.slice(1).trim());
}
