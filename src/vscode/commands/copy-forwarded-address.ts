import * as vscode from 'vscode';
import type { RunningForward } from '../ports/forwards.ts';
import type { Command } from './command.ts';

/** Copies the local address of a forwarded port, `localhost:8080`. */
export const copyForwardedAddress = {
  id: 'copyForwardedAddress',
  async run(_: object, running?: RunningForward): Promise<void> {
    if (running !== undefined) {
      await vscode.env.clipboard.writeText(running.address);
    }
  },
} satisfies Command<object>;
