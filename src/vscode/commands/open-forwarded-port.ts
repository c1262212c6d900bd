import * as vscode from 'vscode';
import type { RunningForward } from '../ports/forwards.ts';

/** Ports behind which a web server usually expects TLS. */
const SECURE: readonly number[] = [443, 8443];

/**
 * Opens a forwarded port in the browser, by `vscode.env.openExternal`. That finds the way itself where the browser runs
 * on another computer than this extension, and finds none from an address that `asExternalUri` has changed before.
 */
export function openForwardedPort(
  openExternal: (url: vscode.Uri) => Thenable<unknown>,
): (running?: RunningForward) => Promise<void> {
  return async (running) => {
    if (running !== undefined) {
      const scheme = SECURE.includes(running.request.destination.port) ? 'https' : 'http';
      await openExternal(vscode.Uri.parse(`${scheme}://${running.address}/`));
    }
  };
}
