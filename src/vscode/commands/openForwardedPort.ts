import * as vscode from 'vscode';
import type { RunningForward } from '../ports/forwards.ts';

/** Ports behind which a web server usually expects TLS. */
const SECURE: readonly number[] = [443, 8443];

/** Opens a forwarded port in the browser, which may run on another computer than this extension. */
export async function openForwardedPort(running?: RunningForward): Promise<void> {
  if (running !== undefined) {
    const scheme = SECURE.includes(running.request.destination.port) ? 'https' : 'http';
    const local = vscode.Uri.parse(`${scheme}://${running.address}/`);
    await vscode.env.openExternal(await vscode.env.asExternalUri(local));
  }
}
