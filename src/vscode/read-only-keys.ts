import * as vscode from 'vscode';
import { refusalIn } from '../live/read-only.ts';
import { Owner } from './disposable.ts';
import { READ_ONLY, settings } from './settings.ts';

/** Tells the palette what read-only mode refuses whatever the profile: see `when` in package.json. */
export class ReadOnlyKeys extends Owner {
  constructor() {
    super();
    this.own(
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (settings.changed(event, ...READ_ONLY)) {
          this.#tell();
        }
      }),
    );
    this.#tell();
  }

  #tell(): void {
    // Of one profile alone, the command says it once the user has selected something there.
    const everywhere = { ...settings.readOnly(), profiles: [] };
    for (const [key, what] of [
      ['ecs-exec.readOnly', 'change'],
      ['ecs-exec.noShells', 'session'],
    ] as const) {
      const isRefused = refusalIn(everywhere, what, { profile: '' }) !== undefined;
      void vscode.commands.executeCommand('setContext', key, isRefused);
    }
  }
}
