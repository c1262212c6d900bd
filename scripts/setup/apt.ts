import { existsSync, readFileSync } from 'node:fs';
import { output } from '../command.ts';

/** Whether this user may install packages of this system with apt-get. */
export function canInstallPackages(): boolean {
  return process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
}

/** Whether the system is Debian itself: others have packages of the same name that install something else. */
export function isDebian(): boolean {
  return existsSync('/etc/os-release') && /^ID=debian$/m.test(readFileSync('/etc/os-release', 'utf8'));
}

/** Installs packages of the system. Rejects with a `CommandError` that says what apt-get printed. */
export async function installPackages(...packages: readonly string[]): Promise<void> {
  console.log(`Installing ${packages.join(', ')} with apt-get.`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const patience = ['-o', 'Acquire::Retries=3'];
  await output('apt-get', [...patience, 'update'], { env });
  await output('apt-get', [...patience, 'install', '-y', ...packages], { env });
}
