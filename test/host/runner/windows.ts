import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../../../scripts/command.ts';
import type { Settings } from '../../../scripts/host/settings.ts';

/** A window of VS Code that suites run in. */
export interface Window {
  /** Globs. The suites of the first come first. */
  readonly suites: readonly string[];
  readonly settings: Settings;
  /** The folder whose copy is there, and what of it is opened: itself, or a workspace file. */
  readonly workspace: string;
  readonly opens: string;
}

export const windows = {
  folder: {
    suites: ['test/host/suites/*.test.ts', 'test/host/suites/last/*.test.ts'],
    settings: {},
    workspace: 'test/e2e/workspace',
    opens: '',
  },
  /** Two folders that are not trusted. */
  restricted: {
    suites: ['test/host/suites/restricted/*.test.ts'],
    settings: {
      'security.workspace.trust.enabled': true,
      'security.workspace.trust.startupPrompt': 'never',
      'security.workspace.trust.banner': 'never',
    },
    workspace: 'test/host/workspaces/two-roots',
    opens: 'two-roots.code-workspace',
  },
} as const satisfies Readonly<Record<string, Window>>;

export type WindowName = keyof typeof windows;

export function isWindowName(name: string): name is WindowName {
  return Object.hasOwn(windows, name);
}

/** Copies the window's workspace. Resolves with the path to open. */
export async function layOut({ workspace, opens }: Window, folder: string): Promise<string> {
  await cp(join(root, workspace), folder, { recursive: true });
  return join(folder, opens);
}
