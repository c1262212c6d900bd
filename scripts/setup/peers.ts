import { output } from '../command.ts';
import { canInstallPackages, installPackages } from './apt.ts';

/** Programs that some tests talk to, how to see that they work, and the packages that bring them. */
const PEERS = [
  { command: 'aws', args: ['--version'], package: 'awscli' },
  { command: 'busybox', args: ['true'], package: 'busybox' },
] as const;

/**
 * On a CI machine, brings in what no test may be skipped for. Elsewhere the tests that need it are skipped without it.
 */
export async function ensurePeersOnCi(): Promise<void> {
  if (process.env['CI'] !== 'true' || !canInstallPackages()) {
    return;
  }
  const missing: string[] = [];
  for (const { command, args, package: name } of PEERS) {
    await output(command, args).catch(() => missing.push(name));
  }
  if (missing.length > 0) {
    await installPackages(...missing);
  }
}
