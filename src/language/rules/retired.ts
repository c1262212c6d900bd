/**
 * Rules that have been split, and what they have become. Configurations and comments that name them keep working, and
 * are told the new names.
 */
export const RETIRED: ReadonlyMap<string, readonly string[]> = new Map<string, readonly string[]>([]);
