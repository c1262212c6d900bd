import * as vscode from 'vscode';
import { shortId } from '../../live/task-name.ts';
import { chooseService } from '../changes/choose-node.ts';
import { type ChangeParts, servicePlaceOf } from '../changes/service-change.ts';
import { switchExec } from '../changes/switch-exec.ts';
import type { Node } from '../explorer/nodes.ts';
import { tellWithButton } from '../notify.ts';
import { type ExecParts, openTerminal } from '../terminal/terminal-in.ts';
import { localize } from '../words.ts';
import type { Command } from './command.ts';

type Needs = ChangeParts & ExecParts;

/** Switches exec on for a service, replaces its tasks, and offers a shell in the first that is ready. */
export const enableExec = {
  id: 'enableExec',
  async run(needs: Needs, node?: Node): Promise<void> {
    const service = await chooseService(node, vscode.l10n.t('Enable ECS Exec'), needs);
    if (service === undefined) {
      return;
    }
    const ready = (await switchExec(servicePlaceOf(service), true, needs))?.ready;
    if (ready !== undefined) {
      const words = localize('Task {0} of service "{1}" is ready for exec.', shortId(ready.task), service.service.name);
      tellWithButton(words, vscode.l10n.t('Exec into Container'), needs.log, () => openTerminal(ready, needs));
    }
  },
} satisfies Command<Needs>;
