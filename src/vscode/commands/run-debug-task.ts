import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import { familyAndRevision } from '../../arn.ts';
import { aboutCopy, debugRun, refusalOfCopy, sleepers } from '../../live/changes/debug-copy.ts';
import { untilStarted } from '../../live/changes/start-watch.ts';
import { hindranceOf } from '../../readiness/container.ts';
import { chooseService } from '../changes/choose-node.ts';
import type { DebugCopies } from '../changes/debug-copies.ts';
import { type ChangeParts, deployed, examine, refuse, servicePlaceOf } from '../changes/service-change.ts';
import { whereInWords } from '../changes/where.ts';
import type { Explorer } from '../explorer/explorer.ts';
import { type Node, standaloneNode } from '../explorer/nodes.ts';
import { decide } from '../notify.ts';
import { pickItem, pickOne } from '../pick.ts';
import { withCancelling, withWaiting } from '../progress.ts';
import { type ExecParts, openTerminal } from '../terminal/terminal-in.ts';
import { inWords, localize } from '../words.ts';
import type { Command } from './command.ts';

interface Needs extends ChangeParts, ExecParts {
  readonly explorer: Pick<Explorer, 'lookAgain' | 'refresh'>;
  readonly copies: DebugCopies;
}

/** Runs one more task as a service does, whose container gets `sleep` as its command, and opens a shell in it. */
export const runDebugTask = {
  id: 'runDebugTask',
  async run(needs: Needs, node?: Node): Promise<void> {
    const service = await chooseService(node, vscode.l10n.t('Run Debug Copy'), needs);
    if (service === undefined) {
      return;
    }
    const title = localize('Run a debug copy of a task of service "{0}"', service.service.name);
    const examined = await examine(servicePlaceOf(service), title);
    const { state, gateway, name, connection } = examined;
    const known = await withWaiting(title, (signal) => deployed(examined, signal));
    refuse(refusalOfCopy(state, known));
    const definition =
      known ??
      (await withWaiting(title, (signal) =>
        gateway.taskDefinitions.describe(familyAndRevision(state.launch.taskDefinition ?? ''), signal),
      ));
    const container = await chooseSleeper(sleepers(definition), title);
    if (container === undefined) {
      return;
    }
    const button = vscode.l10n.t('Run Debug Copy');
    const details = [
      ...aboutCopy(state, { container, definition }).map(inWords),
      whereInWords(name.clusterArn, gateway.connection),
    ];
    if ((await decide(`${title}?`, details, button)) !== button) {
      return;
    }
    await withCancelling(title, async (signal, tell) => {
      const run = debugRun(state, name.clusterArn, { container, definition, token: randomUUID() });
      // It is not called off: a task that was started all the same would have nobody to stop it.
      const task = await needs.copies.start(connection, run);
      needs.explorer.refresh(standaloneNode(service.parent));
      try {
        const ready = await untilStarted(connection, task, container, {
          hindrance: hindranceOf,
          tell: (progress) => tell(inWords(progress)),
          signal,
        });
        await openTerminal(ready, needs);
        needs.copies.use(task.arn);
        needs.explorer.lookAgain(task.arn);
      } catch (error) {
        // Nobody waits for it any longer, or it does not become what it is for.
        await needs.copies.stop(task.arn);
        throw error;
      }
    });
  },
} satisfies Command<Needs>;

async function chooseSleeper(names: readonly string[], title: string): Promise<string | undefined> {
  if (names.length < 2) {
    return names[0];
  }
  const placeHolder = vscode.l10n.t('Select the container to exec into');
  const items = Promise.resolve(names.map((name) => pickItem({ icon: 'terminal', label: name }, { name })));
  return (await pickOne({ title, placeHolder, items }))?.name;
}
