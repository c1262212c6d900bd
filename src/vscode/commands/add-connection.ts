import * as vscode from 'vscode';
import { pickProfile, pickRegion } from '../connections/boxes.ts';
import type { Connections } from '../connections/connections.ts';
import type { Selection } from '../connections/selections.ts';
import { BACK, inSteps, type StepBox } from '../steps.ts';
import type { Command } from './command.ts';

interface Needs {
  readonly connections: Connections;
}

/** Shows another profile, or another region, beside those that the tree shows. */
export const addConnection = {
  id: 'addConnection',
  async run({ connections }: Needs): Promise<void> {
    const title = vscode.l10n.t('Add Connection');
    const box =
      (pick: (step: Parameters<StepBox<Selection>>[1]) => ReturnType<StepBox<Selection>>): StepBox<Selection> =>
      async (answers, step) => {
        const part = await pick(step);
        return part === undefined || part === BACK ? part : { ...answers, ...part };
      };
    const selection = await inSteps<Selection>({}, [
      box((step) => pickProfile(title, connections, undefined, step)),
      box((step) => pickRegion(title, connections, undefined, step)),
    ]);
    if (selection !== undefined) {
      await connections.add(selection);
    }
  },
} satisfies Command<Needs>;
