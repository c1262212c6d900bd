/**
 * Runs the suites of test/host/suites inside VS Code:
 * `main.ts [oldest] [newest] [--window <name>] [--only <text>] [--suites <glob>] [--desktop] [--built]`.
 *
 * Without a version, both. Without --window, each of ./windows.ts, or the first where --only or --suites is given.
 * --only runs the tests whose name contains the text. --suites takes other files. --desktop uses a downloaded desktop
 * VS Code in place of the one in Chromium. --built takes the bundles that are there.
 */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { explain, Failure, main } from '../../../scripts/main.ts';
import { type HostName, isHostName, versions } from '../../../scripts/setup/hosts.ts';
import { build, stage } from '../../../scripts/stage.ts';
import { temporaryFolder } from '../../../scripts/temporary-folder.ts';
import { QUICK_AGENT, startSimulator } from '../../simulator/index.ts';
import { afterwards } from './afterwards.ts';
import { bundleSuites } from './bundle.ts';
import { runOnDesktop } from './desktop.ts';
import { runSuites } from './harness.ts';
import type { HostRun } from './host-run.ts';
import { openLookout } from './lookout.ts';
import { startProxy, TRUSTED_HOST } from './proxy.ts';
import { runInBrowser } from './web.ts';
import { isWindowName, layOut, type Window, type WindowName, windows } from './windows.ts';

interface Options {
  readonly only: string;
  readonly suites: string | undefined;
  readonly desktop: boolean;
}

await main(async () => {
  const { values, positionals } = parseArgs({
    options: {
      window: { type: 'string' },
      only: { type: 'string', default: '' },
      suites: { type: 'string' },
      desktop: { type: 'boolean', default: false },
      built: { type: 'boolean', default: false },
    },
    allowPositionals: true,
  });
  const unknown = positionals.filter((name) => !isHostName(name));
  if (unknown.length > 0) {
    throw new Failure(`There is no host ${unknown.join(', ')}. There are: ${Object.keys(versions).join(', ')}.`);
  }
  const hosts = positionals.length === 0 ? (['oldest', 'newest'] as const) : positionals.filter(isHostName);
  const chosen = chooseWindows(values.window, values.only !== '' || values.suites !== undefined);

  if (!values.built) {
    await build();
  }
  const failed: string[] = [];
  for (const host of hosts) {
    for (const window of chosen) {
      console.log(`VS Code ${values.desktop && host === 'newest' ? 'stable' : versions[host].vscode}, ${window}`);
      await runOn(host, windows[window], { ...values, suites: values.suites }).catch((error: unknown) => {
        console.error(explain(error));
        failed.push(`${host} (${window})`);
      });
    }
  }
  if (failed.length > 0) {
    throw new Failure(`Failed on: ${failed.join(', ')}.`);
  }
});

function chooseWindows(name: string | undefined, isPart: boolean): readonly WindowName[] {
  if (name === undefined) {
    return isPart ? ['folder'] : Object.keys(windows).filter(isWindowName);
  }
  if (isWindowName(name)) {
    return [name];
  }
  throw new Failure(`There is no window ${name}. There are: ${Object.keys(windows).join(', ')}.`);
}

async function runOn(name: HostName, window: Window, { only, suites, desktop }: Options): Promise<void> {
  await using folder = await temporaryFolder('host');
  // Of a kind that is found wherever it has been written to.
  const credentials = { accessKeyId: `ASIA${secret(8)}`, secretAccessKey: secret(20), sessionToken: secret(96) };
  await using simulator = await startSimulator({
    scenario: 'demo',
    agent: QUICK_AGENT,
    credentials,
    tlsHost: TRUSTED_HOST,
  });
  await using proxy = await startProxy(folder.path, simulator.endpoint);
  await using lookout = await openLookout(simulator);
  const run: HostRun = {
    folder: folder.path,
    extension: join(folder.path, 'extension'),
    tests: join(folder.path, 'tests.cjs'),
    workspace: await layOut(window, join(folder.path, 'workspace')),
    settings: { ...proxy.settings, ...window.settings, 'ecs-exec.endpoint': simulator.endpoint },
    environment: {
      ...proxy.environment,
      HOST_TESTS_ONLY: only,
      HOST_TESTS_SIMULATOR: lookout.address,
      AWS_ACCESS_KEY_ID: credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
      AWS_SESSION_TOKEN: credentials.sessionToken,
    },
    logLevel: 'ecs-exec.ecs-exec=trace',
  };
  await stage(run.extension);
  await bundleSuites(suites === undefined ? window.suites : [suites], run.tests);
  const shown = await (desktop ? runOnDesktop : runInBrowser)(name, run);
  const secrets = [credentials.secretAccessKey, credentials.sessionToken, ...simulator.secrets];
  await runSuites(
    [afterwards({ simulator, leftOpen: lookout.leftOpen, data: join(folder.path, 'data'), shown, secrets })],
    '',
    console.log,
  );
}

function secret(bytes: number): string {
  return randomBytes(bytes).toString('hex').toUpperCase();
}
