import { packageExtension } from '../../../scripts/package.ts';

/** The packaged extension: the one that was made for all tests, or one made now where a test runs alone. */
export async function packagedExtension(): Promise<string> {
  return process.env['E2E_VSIX'] ?? (await packageExtension());
}
