import * as vscode from 'vscode';
import {
  type ReadOnlySettings,
  readOnlySettings,
  type ReadOnlyValues,
  usersOwn,
  type UserValues,
} from '../live/read-only.ts';

const SECTION = 'ecs-exec';

/** What `inspect` tells of a setting; VS Code says more of it than its types do. */
interface Inspected extends UserValues {
  readonly workspaceValue?: unknown;
  readonly workspaceFolderValue?: unknown;
}

/** Names of the settings of read-only mode. */
export const READ_ONLY = ['readOnly', 'readOnlyProfiles', 'readOnlyShells'] as const;

/** The extension's settings, read anew at each use. Names and defaults are in package.json. */
export const settings = {
  /** undefined for the default credential chain */
  profile: () => nonEmpty('profile'),
  /** undefined to take it from the environment or the profile */
  region: () => nonEmpty('region'),
  /** undefined for AWS's own endpoint */
  endpoint: () => nonEmpty('endpoint'),
  /** undefined for the host that AWS names for each session */
  sessionEndpoint: () => nonEmpty('ssmmessagesEndpoint'),
  /** What to run in a container; undefined where the user has not chosen. */
  command: () => {
    const values = vscode.workspace.getConfiguration(SECTION).inspect<unknown>('command');
    return inText(values?.workspaceFolderValue ?? values?.workspaceValue ?? values?.globalValue);
  },
  /** Whether the user has accepted what Live Tail costs; taken from no workspace. */
  liveTail: () => vscode.workspace.getConfiguration(SECTION).get<unknown>('logs.liveTail') === true,
  setLiveTail: (use: boolean) =>
    vscode.workspace
      .getConfiguration(SECTION)
      .update('logs.liveTail', use ? true : undefined, vscode.ConfigurationTarget.Global),
  /** Whether templates of CloudFormation are left to cfn-lint where it reports the same. */
  leaveToCfnLint: (): 'auto' | 'always' | 'never' => {
    const value = vscode.workspace.getConfiguration(SECTION).get<unknown>('diagnostics.leaveToCfnLint');
    return value === 'always' || value === 'never' ? value : 'auto';
  },
  diagnosticsEnabled: () => vscode.workspace.getConfiguration(SECTION).get('diagnostics.enabled', true),

  /** The user's, which a workspace, and the machine of a remote window, can only tighten. */
  readOnly: (): ReadOnlySettings => {
    const configuration = vscode.workspace.getConfiguration(SECTION);
    const found = READ_ONLY.map((name): Inspected => configuration.inspect<unknown>(name) ?? {});
    const of = (read: (inspected: Inspected) => unknown): ReadOnlyValues => {
      const [readOnly, readOnlyProfiles, readOnlyShells] = found.map(read);
      return { readOnly, readOnlyProfiles, readOnlyShells };
    };
    return readOnlySettings(of(usersOwn), [
      of(({ globalRemoteValue }) => globalRemoteValue),
      of(({ workspaceValue }) => workspaceValue),
      of(({ workspaceFolderValue }) => workspaceFolderValue),
    ]);
  },

  /** Severities by rule, as they are written: whatever JSON that is. Those of the nearest scope win. */
  rules: (scope: vscode.ConfigurationScope | undefined): Readonly<Record<string, unknown>> => {
    const rules = vscode.workspace.getConfiguration(SECTION, scope).get<unknown>('rules');
    return typeof rules === 'object' && rules !== null && !Array.isArray(rules) ? { ...rules } : {};
  },

  /** Whether a change touches one of these settings. */
  changed: (event: vscode.ConfigurationChangeEvent, ...names: readonly string[]) =>
    names.some((name) => event.affectsConfiguration(`${SECTION}.${name}`)),
};

function nonEmpty(name: string): string | undefined {
  return inText(vscode.workspace.getConfiguration(SECTION).get<unknown>(name));
}

/**
 * VS Code hands on whatever JSON is in a settings file. What is not a string, as a profile that is named by the digits
 * of an account, is taken as it is written, rather than as not set: that would be somebody else's credentials.
 */
function inText(value: unknown): string | undefined {
  if (value === undefined || value === null) {
    return undefined;
  }
  const written = typeof value === 'string' ? value.trim() : JSON.stringify(value);
  return written === '' ? undefined : written;
}
