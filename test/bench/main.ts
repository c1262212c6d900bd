/**
 * The benchmarks: `main.ts [name …]`; without a name, all but the soak. Prints one table, and writes it to
 * out/bench.json for comparing two runs.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { root } from '../../scripts/command.ts';
import { Failure, main } from '../../scripts/main.ts';
import { benchBundles } from './bundles.ts';
import { benchCli } from './cli.ts';
import { benchExplorer } from './explorer.ts';
import { benchExplorerInHost } from './explorer-host.ts';
import { benchFormats } from './formats.ts';
import { benchKeystrokes } from './keystrokes.ts';
import { benchLanguage } from './language.ts';
import { benchPicker } from './picker.ts';
import { benchPorts } from './ports.ts';
import { benchReadiness } from './readiness.ts';
import type { Row } from './row.ts';
import { benchSession } from './session.ts';
import { benchSoak } from './soak.ts';

const benches: Readonly<Record<string, () => Row[] | Promise<Row[]>>> = {
  language: benchLanguage,
  formats: benchFormats,
  keystrokes: benchKeystrokes,
  cli: benchCli,
  session: benchSession,
  ports: benchPorts,
  explorer: async () => [...(await benchExplorer()), ...(await benchPicker()), ...(await benchExplorerInHost())],
  readiness: benchReadiness,
  bundles: benchBundles,
  soak: benchSoak,
};

/** Those that run when none is named: the soak takes minutes, and tells nothing of speed. */
const usual = Object.keys(benches).filter((name) => name !== 'soak');

await main(async () => {
  const chosen = process.argv.length > 2 ? process.argv.slice(2) : usual;
  const rows: Row[] = [];
  for (const name of chosen) {
    const bench = benches[name];
    if (bench === undefined) {
      throw new Failure(`There is no benchmark ${name}. There are: ${Object.keys(benches).join(', ')}.`);
    }
    rows.push(...(await bench()));
  }
  const machine = `Node ${process.versions.node}, ${process.platform}-${process.arch}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown processor'}`;
  console.log(`\n${machine}\n\n${table(rows)}`);
  await mkdir(join(root, 'out'), { recursive: true });
  await writeFile(join(root, 'out', 'bench.json'), `${JSON.stringify({ machine, rows }, undefined, 2)}\n`);
});

/** Aligned columns, under the names of a row's properties. */
function table(lines: readonly Row[]): string {
  const columns = ['what', 'figure', 'ratio', 'goal'] as const;
  const cells = [columns, ...lines.map((row) => columns.map((column) => row[column] ?? ''))];
  const widths = columns.map((_, index) => Math.max(...cells.map((line) => line[index]!.length)));
  return cells
    .map((line) =>
      line
        .map((cell, index) => cell.padEnd(widths[index]!))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
