import * as vscode from 'vscode';
import type { RunningForward } from '../ports/forwards.ts';
import type { Command } from './command.ts';

/** Ports behind which a web server usually expects TLS. */
const SECURE: readonly number[] = [443, 8443];

interface Needs {
  readonly openExternal: (url: vscode.Uri) => Thenable<unknown>;
}

/**
 * Opens a forwarded port in the browser, by `vscode.env.openExternal`. That finds the way itself where the browser runs
 * on another computer than this extension, and finds none from an address that `asExternalUri` has changed before.
 */
export const openForwardedPort = {
  id: 'openForwardedPort',
  async run({ openExternal }: Needs, running?: RunningForward): Promise<void> {
    if (running !== undefined) {
      const scheme = SECURE.includes(running.request.destination.port) ? 'https' : 'http';
      await openExternal(vscode.Uri.parse(`${scheme}://${running.address}/`));
    }
  },
} satisfies Command<Needs>;
