import * as vscode from 'vscode';
import { chooseService } from '../changes/choose-node.ts';
import type { ChangeParts } from '../changes/service-change.ts';
import { switchExec } from '../changes/switch-exec.ts';
import type { Node } from '../explorer/nodes.ts';
import type { ExecParts } from '../terminal/terminal-in.ts';
import type { Command } from './command.ts';

type Needs = ChangeParts & ExecParts;

/** Switches exec on for a service, replaces its tasks, and offers a shell in the first that is ready. */
export const enableExec = {
  id: 'enableExec',
  async run(needs: Needs, node?: Node): Promise<void> {
    const service = await chooseService(node, vscode.l10n.t('Enable ECS Exec'), needs);
    if (service !== undefined) {
      await switchExec(service, true, needs);
    }
  },
} satisfies Command<Needs>;
