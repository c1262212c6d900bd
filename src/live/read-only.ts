import type { Refusable } from '../aws/api/aws.ts';
import type { Connection } from '../aws/api/connection.ts';
import { Problem } from '../problem.ts';
import { sentence } from '../text.ts';

/** What the settings say of read-only mode, the workspace's and the user's taken together. */
export interface ReadOnlySettings {
  /** For every profile. */
  readonly everywhere: boolean;
  /** For profiles that match one of these, in which `*` stands for anything and `?` for one character. */
  readonly profiles: readonly string[];
  /** Whether sessions are allowed in it. */
  readonly shells: boolean;
}

/** What one scope of the settings says: whatever JSON stands there. Undefined where it says nothing. */
export interface ReadOnlyValues {
  readonly readOnly: unknown;
  readonly readOnlyProfiles: unknown;
  readonly readOnlyShells: unknown;
}

/** What VS Code tells of a user's setting. In a remote window, the machine's value stands in front of the user's. */
export interface UserValues {
  /** What holds of the two. */
  readonly globalValue?: unknown;
  /** Of this computer. VS Code tells it and the next one, though its types do not name them. */
  readonly globalLocalValue?: unknown;
  /** Of the machine that the window is connected to. `devcontainer.json`, a file of the workspace, sets it. */
  readonly globalRemoteValue?: unknown;
}

/** What the user has set, rather than the machine that the window is connected to. */
export function usersOwn({ globalValue, globalLocalValue, globalRemoteValue }: UserValues): unknown {
  return globalRemoteValue === undefined ? globalValue : globalLocalValue;
}

/**
 * Takes together what the user has set and what workspaces, which others may have written, add to it: they can only
 * tighten. A value that makes no sense is taken in the safe way.
 */
export function readOnlySettings(user: ReadOnlyValues, workspaces: readonly ReadOnlyValues[]): ReadOnlySettings {
  const all = [user, ...workspaces];
  return {
    everywhere: all.some(({ readOnly }) => isSet(readOnly) && readOnly !== false),
    profiles: [...new Set(all.flatMap(({ readOnlyProfiles }) => patternsIn(readOnlyProfiles)))],
    shells: user.readOnlyShells === true && workspaces.every(({ readOnlyShells }) => agrees(readOnlyShells)),
  };
}

/** Whether nothing may be changed with this profile. */
export function isReadOnly({ everywhere, profiles }: ReadOnlySettings, profile: string): boolean {
  return everywhere || profiles.some((pattern) => matches(pattern, profile));
}

/** Why read-only mode refuses something; undefined where it does not. */
export function refusalIn(
  settings: ReadOnlySettings,
  what: Refusable,
  { profile }: Pick<Connection, 'profile'>,
): Problem | undefined {
  if (!isReadOnly(settings, profile) || (what === 'session' && settings.shells)) {
    return undefined;
  }
  return new Problem(
    'read-only',
    settings.everywhere
      ? sentence('Read-only mode is on, so nothing in AWS is changed.')
      : sentence('Read-only mode is on for profile "{0}", so nothing in AWS is changed.', profile),
    what === 'session'
      ? sentence('To allow shells in it, set ecs-exec.readOnlyShells in your user settings.')
      : sentence('Select another profile, or change the settings ecs-exec.readOnly and ecs-exec.readOnlyProfiles.'),
  );
}

function isSet(value: unknown): boolean {
  return value !== undefined && value !== null;
}

function agrees(value: unknown): boolean {
  return !isSet(value) || value === true;
}

/** What is neither a pattern nor a list of some stands for all profiles. */
function patternsIn(value: unknown): readonly string[] {
  if (!isSet(value)) {
    return [];
  }
  const patterns: readonly unknown[] = Array.isArray(value) ? value : [value];
  return patterns.map(patternIn).filter((pattern) => pattern !== '');
}

/** A number is a name, as of a profile that is called by its account's digits, which was written without quotes. */
function patternIn(value: unknown): string {
  return typeof value === 'string' ? value.trim() : Number.isSafeInteger(value) ? String(value) : '*';
}

/** Whatever the case: `*prod*` is meant to match `Production`, too. In time that grows with the product of both. */
function matches(pattern: string, name: string): boolean {
  const wanted = pattern.toLowerCase();
  const given = name.toLowerCase();
  let [at, next] = [0, 0];
  let star = -1;
  let from = 0;
  while (next < given.length) {
    if (wanted[at] === '*') {
      star = at;
      from = next;
      at += 1;
    } else if (wanted[at] === '?' || (at < wanted.length && wanted[at] === given[next])) {
      at += 1;
      next += 1;
    } else if (star >= 0) {
      // The last star takes one character more.
      from += 1;
      next = from;
      at = star + 1;
    } else {
      return false;
    }
  }
  return /^\**$/.test(wanted.slice(at));
}
