import { readFile } from 'node:fs/promises';
import { Problem } from '../../problem.ts';
import { sentence } from '../../text.ts';
import type { Configuration } from './configuration.ts';
import { expanded } from './files.ts';

/**
 * The certificates that are trusted, as PEM, in place of those of the system, as for the AWS CLI. Rejects with a
 * `Problem` where there are none in the file.
 */
export async function certificates({ caBundle, environment }: Configuration): Promise<string | undefined> {
  if (caBundle === undefined) {
    return undefined;
  }
  const pem = await readFile(expanded(caBundle, environment), 'utf8').catch(() => undefined);
  if (pem?.includes('-----BEGIN') !== true) {
    throw new Problem(
      'bad-ca-bundle',
      sentence('There are no certificates in {0}. AWS_CA_BUNDLE or ca_bundle names this file.', caBundle),
      sentence('Name a file with certificates in PEM format, or remove the setting.'),
    );
  }
  return pem;
}
