import * as vscode from 'vscode';

const SECTION = 'ecs-exec';

/** The extension's settings, read anew at each use. Names and defaults are in package.json. */
export const settings = {
  /** undefined for the default credential chain */
  profile: () => nonEmpty('profile'),
  /** undefined to take it from the environment or the profile */
  region: () => nonEmpty('region'),
  /** undefined for AWS's own endpoint */
  endpoint: () => nonEmpty('endpoint'),
  /** What to run in a container; undefined where the user has not chosen. */
  command: () => {
    const values = vscode.workspace.getConfiguration(SECTION).inspect<string>('command');
    const chosen = values?.workspaceFolderValue ?? values?.workspaceValue ?? values?.globalValue;
    return chosen?.trim() === '' ? undefined : chosen;
  },
  diagnosticsEnabled: () => vscode.workspace.getConfiguration(SECTION).get('diagnostics.enabled', true),

  /** Severities by rule, as they are written: whatever JSON that is. Those of the nearest scope win. */
  rules: (scope: vscode.ConfigurationScope | undefined) =>
    vscode.workspace.getConfiguration(SECTION, scope).get<Readonly<Record<string, unknown>> | null>('rules') ?? {},

  setProfile: (profile: string | undefined) => save('profile', profile),
  setRegion: (region: string | undefined) => save('region', region),

  /** Whether a change touches one of these settings. */
  changed: (event: vscode.ConfigurationChangeEvent, ...names: readonly string[]) =>
    names.some((name) => event.affectsConfiguration(`${SECTION}.${name}`)),
};

function nonEmpty(name: string): string | undefined {
  const value = vscode.workspace.getConfiguration(SECTION).get<string>(name)?.trim();
  return value === '' ? undefined : value;
}

/** Saves for the user, or for the workspace where the workspace already has a value that would win over the user's. */
async function save(name: string, value: string | undefined): Promise<void> {
  const configuration = vscode.workspace.getConfiguration(SECTION);
  const inWorkspace = configuration.inspect(name)?.workspaceValue !== undefined;
  await configuration.update(name, value, inWorkspace ? vscode.ConfigurationTarget.Workspace : vscode.ConfigurationTarget.Global);
}
