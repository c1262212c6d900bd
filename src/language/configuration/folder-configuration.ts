import type { Configuration, Level } from '../api.ts';
import { names, type Pattern } from './patterns.ts';

/** The name of the file that configures its folder, and those below that have none of their own. */
export const CONFIGURATION_FILE = 'ecs-exec.config.json';

/** What holds where nothing else is said. */
export const RECOMMENDED: Configuration = { levels: new Map(), options: new Map() };

/** What a configuration file says of the files in its folder and below. */
export interface FolderConfiguration {
  /** What is wanted of a file that is in no override. */
  readonly configuration: Configuration;
  /** The files that are not checked. */
  readonly ignored: readonly Pattern[];
  /** Of those that name a file, a later one wins over an earlier one, and each over the configuration. */
  readonly overrides: readonly Override[];
}

/** Other levels for some files. */
export interface Override {
  readonly files: readonly Pattern[];
  readonly levels: ReadonlyMap<string, Level>;
}

/** That of a folder without a configuration file. */
export const NOTHING_CONFIGURED: FolderConfiguration = { configuration: RECOMMENDED, ignored: [], overrides: [] };

/**
 * What is wanted of a file; undefined where it is not to be checked. Its path is relative to the folder of the
 * configuration file, with slashes; undefined for a text that is in no file there, of which no glob says anything.
 */
export function configurationFor(
  { configuration, ignored, overrides }: FolderConfiguration,
  path: string | undefined,
): Configuration | undefined {
  if (path === undefined) {
    return configuration;
  }
  if (names(ignored, path)) {
    return undefined;
  }
  const levels = overrides.filter(({ files }) => names(files, path)).flatMap((override) => [...override.levels]);
  return levels.length === 0
    ? configuration
    : { ...configuration, levels: new Map([...configuration.levels, ...levels]) };
}

/** Whether an override has a level for a rule in a file, so that what is said for all files makes no difference. */
export function isOverridden({ overrides }: FolderConfiguration, path: string, rule: string): boolean {
  return overrides.some(({ files, levels }) => levels.has(rule) && names(files, path));
}
