import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runTests } from '@vscode/test-electron';
import { hostEnvironment } from '../../../scripts/host/environment.ts';
import { calmSettings } from '../../../scripts/host/settings.ts';
import { type HostName, versions } from '../../../scripts/setup/hosts.ts';
import type { HostRun } from './host-run.ts';

/** Runs the suites in a desktop VS Code, which is downloaded where it is missing. Rejects when one fails. */
export async function runOnDesktop(name: HostName, run: HostRun): Promise<string> {
  const data = join(run.folder, 'data');
  await mkdir(join(data, 'User'), { recursive: true });
  await writeFile(join(data, 'User', 'settings.json'), JSON.stringify({ ...calmSettings, ...run.settings }));
  await runTests({
    version: name === 'newest' ? 'stable' : versions[name].vscode,
    extensionDevelopmentPath: run.extension,
    extensionTestsPath: run.tests,
    extensionTestsEnv: { ...withoutAws(), ...(await hostEnvironment(run.folder)), ...run.environment },
    launchArgs: [
      run.workspace,
      `--user-data-dir=${data}`,
      `--extensions-dir=${join(run.folder, 'extensions')}`,
      `--log=${run.logLevel.replace('=', ':')}`,
    ],
  });
  // All that it knows is in the folder.
  return '';
}

/** Takes the developer's own AWS variables away: the environment given to VS Code is put on top of this process's. */
function withoutAws(): Record<string, undefined> {
  const names = Object.keys(process.env).filter((name) => name.startsWith('AWS_'));
  return Object.fromEntries(names.map((name) => [name, undefined]));
}
