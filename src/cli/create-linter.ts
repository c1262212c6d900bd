import type { DocumentKind } from '../language/api.ts';
import { createLanguageService, type LoadHcl } from '../language/index.ts';
import { Checkout } from './checkout.ts';
import { Configurations } from './configurations.ts';
import { Folders } from './folders.ts';
import type { LintOptions } from './lint.ts';

/** How files are checked, as data that another thread can be given. */
export interface LinterSettings {
  /** The current folder. */
  readonly folder: string;
  /** The configuration that is named. */
  readonly config: string | undefined;
  readonly fix: boolean;
  /** What is checked; all that is known, where nothing is said. */
  readonly kinds?: readonly DocumentKind[] | undefined;
}

/** What is needed to check files. Throws an Error with a sentence where there is no way to check any. */
export function createLinter({ folder, config, fix, kinds }: LinterSettings): LintOptions {
  const checkout = new Checkout(folder);
  const configurations = new Configurations(config, folder, checkout);
  const loadHcl: LoadHcl = async () => (await import('../hcl-parser.ts')).loadHclParser();
  const all = createLanguageService({ loadHcl });
  // What stands beside a service is a task definition, whatever is looked for.
  const folders = new Folders(all, folder);
  const service = kinds === undefined ? all : createLanguageService({ kinds, loadHcl });
  return { service, folders, configurations, folder, checkout, fix };
}
