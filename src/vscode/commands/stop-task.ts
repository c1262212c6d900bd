import * as vscode from 'vscode';
import { consequencesOf } from '../../live/changes/stop-task.ts';
import { shortId } from '../../live/task-name.ts';
import { askFor } from '../ask.ts';
import { chooseTask } from '../changes/choose-node.ts';
import { type ChangeParts, gatewayForChange } from '../changes/service-change.ts';
import { whereInWords } from '../changes/where.ts';
import { connectionOf, type Node } from '../explorer/nodes.ts';
import { decide, showBriefly } from '../notify.ts';
import { withCancelling, withWaiting } from '../progress.ts';
import { inWords, localize } from '../words.ts';
import type { Command } from './command.ts';

/** Stops a task, with a reason for others to read where the user wants one. */
export const stopTask = {
  id: 'stopTask',
  async run(needs: ChangeParts, node?: Node): Promise<void> {
    const chosen = await chooseTask(node, vscode.l10n.t('Stop Task'), needs);
    if (chosen === undefined) {
      return;
    }
    const { task } = chosen;
    const title = localize('Stop task {0}', shortId(task));
    const gateway = await gatewayForChange(connectionOf(chosen));
    const name = { clusterArn: task.clusterArn, taskArn: task.arn };
    const protection = await withWaiting(title, async (signal) => {
      try {
        return await gateway.changes.protection(name, signal);
      } catch {
        signal.throwIfAborted();
        // Who may not ask for it may well stop the task.
        return undefined;
      }
    });
    const [stop, explain] = [vscode.l10n.t('Stop Task'), vscode.l10n.t('Stop with a Reason…')];
    const consequences = consequencesOf(task, { protection, time: (moment) => moment.toLocaleString() });
    const details = [...consequences.map(inWords), whereInWords(task.clusterArn, gateway.connection)];
    const pressed = await decide(
      localize('Stop task {0} ({1})?', shortId(task), task.definition),
      details,
      stop,
      explain,
    );
    const reason = pressed === explain ? await askForReason(title) : undefined;
    if (pressed === undefined || (pressed === explain && reason === undefined)) {
      return;
    }
    await withCancelling(title, (signal) => gateway.changes.stopTask(name, reason, signal));
    needs.explorer.lookAgain(task.arn);
    showBriefly(localize('Task {0} is being stopped.', shortId(task)));
  },
} satisfies Command<ChangeParts>;

/** ECS keeps it for as long as it describes the task. */
function askForReason(title: string): Promise<string | undefined> {
  return askFor({
    title,
    prompt: vscode.l10n.t('Everybody who describes the task sees this reason.'),
    value: vscode.l10n.t('Stopped from VS Code'),
  });
}
