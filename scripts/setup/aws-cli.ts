import { output } from '../command.ts';
import { canInstallPackages, installPackages } from './apt.ts';

/** On a CI machine, brings in the AWS CLI where no working one is found. Elsewhere its test is skipped without it. */
export async function ensureAwsCliOnCi(): Promise<void> {
  if (process.env['CI'] !== 'true' || !canInstallPackages()) return;
  const works = await output('aws', ['--version']).then(
    () => true,
    () => false,
  );
  if (!works) await installPackages('awscli');
}
