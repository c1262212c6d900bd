import * as vscode from 'vscode';
import { chooseContainer } from './chooseContainer.ts';
import { type ExecParts, terminalIn } from './execIntoContainer.ts';
import { notifyOf } from '../notify.ts';

/** The profile's name in package.json. */
export const PROFILE = 'ecs-exec.container';

/** What the terminal's "+" offers beside the shells of this machine: a container that the user picks. */
export function containerProfile(parts: ExecParts): vscode.TerminalProfileProvider {
  return {
    provideTerminalProfile: async () => {
      try {
        const target = await chooseContainer(undefined, parts);
        return target && new vscode.TerminalProfile(terminalIn(target, parts));
      } catch (error) {
        notifyOf(error, parts.log);
        return undefined;
      }
    },
  };
}
