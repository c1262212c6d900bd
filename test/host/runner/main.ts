/**
 * Runs the suites of test/host/suites inside VS Code: `main.ts [oldest] [newest] [--only <text>] [--suites <glob>] [--desktop]`.
 *
 * Without a version, both. --only runs the tests whose name contains the text. --suites takes other files. --desktop uses
 * a downloaded desktop VS Code in place of the one in Chromium.
 */
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { root } from '../../../scripts/command.ts';
import type { Settings } from '../../../scripts/host/settings.ts';
import { explain, Failure, main } from '../../../scripts/main.ts';
import { isHostName, versions, type HostName } from '../../../scripts/setup/hosts.ts';
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

await main(async () => {
  const { values, positionals } = parseArgs({
    options: {
      only: { type: 'string', default: '' },
      suites: { type: 'string', default: 'test/host/suites/**/*.test.ts' },
      desktop: { type: 'boolean', default: false },
    },
    allowPositionals: true,
  });
  const unknown = positionals.filter((name) => !isHostName(name));
  if (unknown.length > 0) throw new Failure(`There is no host ${unknown.join(', ')}. There are: ${Object.keys(versions).join(', ')}.`);
  const hosts = positionals.length === 0 ? (['oldest', 'newest'] as const) : positionals.filter(isHostName);

  await build();
  const failed: HostName[] = [];
  for (const name of hosts) {
    console.log(`VS Code ${values.desktop && name === 'newest' ? 'stable' : versions[name].vscode}`);
    await runOn(name, values.desktop ? runOnDesktop : runInBrowser, values).catch((error: unknown) => {
      console.error(explain(error));
      failed.push(name);
    });
  }
  if (failed.length > 0) throw new Failure(`Failed on: ${failed.join(', ')}.`);
});

async function runOn(name: HostName, runSuites: typeof runInBrowser, { only, suites }: { only: string; suites: string }): Promise<void> {
  await using folder = await temporaryFolder('host');
  await using simulator = await startSimulator({ scenario: 'demo' });
  const run: HostRun = {
    folder: folder.path,
    extension: join(folder.path, 'extension'),
    tests: join(folder.path, 'tests.cjs'),
    workspace: join(folder.path, 'workspace'),
    settings: { 'ecs-exec.endpoint': simulator.endpoint },
    environment: { HOST_TESTS_ONLY: only },
  };
  await stage(run.extension);
  await bundleSuites(suites, run.tests);
  await cp(join(root, 'test', 'e2e', 'workspace'), run.workspace, { recursive: true });
  await runSuites(name, run);
}
