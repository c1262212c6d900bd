/**
 * Runs the suites of test/host/suites inside VS Code: `main.ts [oldest] [newest] [--only <text>] [--desktop]`.
 *
 * Without a version, both. --only runs the tests whose name contains the text. --desktop uses a downloaded desktop
 * VS Code in place of the one in Chromium.
 */
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { root } from '../../../scripts/command.ts';
import type { Settings } from '../../../scripts/host/settings.ts';
import { versions, type HostName } from '../../../scripts/setup/hosts.ts';
import { build, stage } from '../../../scripts/stage.ts';
import { temporaryFolder } from '../../../scripts/temporary-folder.ts';
import { startSimulator } from '../../simulator/index.ts';
import { bundleSuites } from './bundle.ts';
import { runOnDesktop } from './desktop.ts';
import { runInBrowser } from './web.ts';

/** What a VS Code is started with. Paths are absolute. */
export interface HostRun {
  /** A folder of its own, removed afterwards. */
  readonly folder: string;
  readonly extension: string;
  readonly tests: string;
  readonly workspace: string;
  readonly settings: Settings;
  readonly environment: Readonly<Record<string, string>>;
}

const isHostName = (name: string): name is HostName => Object.hasOwn(versions, name);

const { values, positionals } = parseArgs({
  options: { only: { type: 'string', default: '' }, desktop: { type: 'boolean', default: false } },
  allowPositionals: true,
});
const unknown = positionals.filter((name) => !isHostName(name));
if (unknown.length > 0) throw new Error(`There is no host ${unknown.join(', ')}. Hosts are: ${Object.keys(versions).join(', ')}.`);
const chosen = positionals.length === 0 ? (['oldest', 'newest'] as const) : positionals.filter(isHostName);

await build();
for (const name of chosen) {
  console.log(`VS Code ${values.desktop && name === 'newest' ? 'stable' : versions[name].vscode}`);
  try {
    await runOn(name);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}

async function runOn(name: HostName): Promise<void> {
  await using folder = await temporaryFolder('host');
  await using simulator = await startSimulator({ scenario: 'demo' });
  const run: HostRun = {
    folder: folder.path,
    extension: join(folder.path, 'extension'),
    tests: join(folder.path, 'tests.cjs'),
    workspace: join(folder.path, 'workspace'),
    settings: { 'ecs-exec.endpoint': simulator.endpoint },
    environment: { HOST_TESTS_ONLY: values.only },
  };
  await stage(run.extension);
  await bundleSuites(run.tests);
  await cp(join(root, 'test', 'e2e', 'workspace'), run.workspace, { recursive: true });
  await (values.desktop ? runOnDesktop : runInBrowser)(name, run);
}
