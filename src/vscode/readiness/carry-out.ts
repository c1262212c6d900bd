import * as vscode from 'vscode';
import { lastPart } from '../../arn.ts';
import { consoleLink, consolePage } from '../../live/console-link.ts';
import { type ContainerPlace, placeOf } from '../../live/container.ts';
import { containerAt } from '../../live/container-at.ts';
import { Problem } from '../../problem.ts';
import type { Mend } from '../../readiness/model/mend.ts';
import type { Report } from '../../readiness/model/report.ts';
import { sentence } from '../../text.ts';
import { deployAgain, type Replaced } from '../changes/deploy-again.ts';
import { type ChangeParts, gatewayForChange } from '../changes/service-change.ts';
import { switchExec } from '../changes/switch-exec.ts';
import { whereInWords } from '../changes/where.ts';
import type { Documents } from '../documents/documents.ts';
import { ofContainer } from '../logs/log-request.ts';
import type { LogTerminals } from '../logs/log-terminals.ts';
import { decide, showBriefly } from '../notify.ts';
import { withCancelling, withWaiting } from '../progress.ts';
import { type ExecParts, openTerminal } from '../terminal/terminal-in.ts';
import { inWords, localize } from '../words.ts';
import type { Deed } from './deed.ts';
import { awaitChange, type UntilNextLook } from './mends/await-change.ts';
import { openDefinition } from './mends/live-definition.ts';
import { openReadyText } from './mends/ready-text.ts';
import { addPolicy, correctTrust } from './mends/role.ts';
import type { ReportDesk } from './report-desk.ts';

export interface DeedParts extends ExecParts {
  readonly desk: ReportDesk;
  readonly explorer: ChangeParts['explorer'];
  readonly documents: Documents;
  readonly logs: Pick<LogTerminals, 'show'>;
  readonly untilNextLook: UntilNextLook;
  readonly openExternal: (url: vscode.Uri) => Thenable<unknown>;
}

/**
 * Does what a button of a report is for. What changes AWS is shown first, and asked. Resolves with the container that
 * is to be looked at then, because something has changed; undefined where nothing has. Rejects with a `Problem`.
 */
export async function carryOut(
  deed: Deed,
  place: ContainerPlace,
  report: Report,
  parts: DeedParts,
): Promise<ContainerPlace | undefined> {
  switch (deed.kind) {
    case 'copy-markdown':
      await vscode.env.clipboard.writeText(await parts.desk.markdown(report, inWords));
      showBriefly(vscode.l10n.t('The report is copied as Markdown.'));
      return undefined;
    case 'save-json':
      await save(await parts.desk.json(report), report);
      return undefined;
    case 'exec':
      await openTerminal(await find(place), parts);
      return undefined;
    case 'text':
      await openReadyText(deed.text);
      return undefined;
    case 'mend':
      return carryOutMend(deed.mend, place, parts);
    default:
      return undefined;
  }
}

async function carryOutMend(mend: Mend, place: ContainerPlace, parts: DeedParts): Promise<ContainerPlace | undefined> {
  const { connection } = place;
  switch (mend.kind) {
    case 'enable-exec':
      return nextPlace(place, await switchExec({ connection, ...mend }, true, parts));
    case 'force-new-deployment':
      return nextPlace(place, await deployAgain({ connection, ...mend }, parts, true));
    case 'attach-policy':
      return (await addPolicy(mend, place, parts)) ? place : undefined;
    case 'correct-trust':
      return (await correctTrust(mend, place, parts)) ? place : undefined;
    case 'end-session':
      return (await endSession(mend.sessionId, place)) ? place : undefined;
    case 'other-container':
      return { ...place, container: mend.container };
    case 'wait':
      await awaitChange(place, parts.desk, parts.untilNextLook);
      return place;
    case 'console':
      await openConsole(mend, place, parts);
      return undefined;
    case 'task-definition':
      await openDefinition(place, mend.definition, mend.rule, parts);
      return undefined;
    case 'show-logs':
      parts.logs.show(ofContainer(await find(place)));
      return undefined;
    case 'text':
      // Each of its forms has a button of its own.
      return undefined;
  }
}

/** The same container in a new task, where there is one. */
function nextPlace(place: ContainerPlace, replaced: Replaced | undefined): ContainerPlace | undefined {
  if (replaced?.ready === undefined) {
    return replaced && place;
  }
  const { task } = replaced.ready;
  return task.containers.some(({ name }) => name === place.container)
    ? { ...place, taskArn: task.arn }
    : placeOf(replaced.ready);
}

async function endSession(sessionId: string, place: ContainerPlace): Promise<boolean> {
  const { sessions, connection } = await gatewayForChange(place.connection);
  const button = vscode.l10n.t('End Session');
  const details = [
    vscode.l10n.t('Whoever uses it loses the shell, the command or the forwarded port that it carries.'),
    whereInWords(place.clusterArn, connection),
  ];
  const title = localize('End session {0}', sessionId);
  if ((await decide(`${title}?`, details, button)) !== button) {
    return false;
  }
  await withCancelling(title, (signal) => sessions.terminateSession(sessionId, signal));
  return true;
}

async function openConsole(
  { what, name }: Extract<Mend, { kind: 'console' }>,
  { taskArn }: ContainerPlace,
  { openExternal }: DeedParts,
): Promise<void> {
  const link = what === 'task' ? consoleLink(taskArn) : consolePage(what, name, taskArn);
  if (link === undefined) {
    throw new Problem('no-console', sentence('It is not known where the AWS console shows this.'));
  }
  await openExternal(vscode.Uri.parse(link));
}

function find(place: ContainerPlace): ReturnType<typeof containerAt> {
  return withWaiting(localize('Looking at container "{0}"…', place.container), (signal) => containerAt(place, signal));
}

async function save(text: string, { place }: Report): Promise<void> {
  const name = `exec-report-${lastPart(place.taskArn).slice(0, 8)}.json`;
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const uri = await vscode.window.showSaveDialog({
    filters: { JSON: ['json'] },
    ...(folder !== undefined && { defaultUri: vscode.Uri.joinPath(folder, name) }),
  });
  if (uri !== undefined) {
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
  }
}
