import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What a program needs to run at all. Everything else of the developer's environment stays out. */
const KEPT = [
  'PATH',
  'LANG',
  'LC_ALL',
  'TZ',
  'TMPDIR',
  'TEMP',
  'TMP',
  'SystemRoot',
  'ComSpec',
  'DISPLAY',
  'XAUTHORITY',
];

/**
 * The environment for a VS Code that may speak to the simulator and to nobody else: a region, and nothing of the
 * developer's own profiles and credentials. The simulator's are to be added. `folder` becomes the home directory and
 * gets empty AWS files.
 */
export async function hostEnvironment(folder: string): Promise<Record<string, string>> {
  const home = join(folder, 'home');
  const [config, credentials] = [join(home, 'aws-config'), join(home, 'aws-credentials')];
  await mkdir(home, { recursive: true });
  await Promise.all([writeFile(config, ''), writeFile(credentials, '')]);
  const kept = KEPT.flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return {
    ...Object.fromEntries(kept),
    HOME: home,
    USERPROFILE: home,
    AWS_REGION: 'eu-central-1',
    AWS_CONFIG_FILE: config,
    AWS_SHARED_CREDENTIALS_FILE: credentials,
    AWS_EC2_METADATA_DISABLED: 'true',
    // VS Code takes the environment as it is instead of asking a login shell for another.
    VSCODE_CLI: '1',
  };
}
