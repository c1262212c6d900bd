import * as vscode from 'vscode';
import type { RunningForward } from '../ports/forwards.ts';

/** Copies the local address of a forwarded port, `localhost:8080`. */
export async function copyForwardedAddress(running?: RunningForward): Promise<void> {
  if (running !== undefined) {
    await vscode.env.clipboard.writeText(running.address);
  }
}
