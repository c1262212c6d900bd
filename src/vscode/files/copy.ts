import * as vscode from 'vscode';
import type { Aftermath } from '../../live/aftermath.ts';
import { type ContainerPlace, type LiveContainer, placeOf } from '../../live/container.ts';
import { refuseWindows } from '../../live/platform.ts';
import type { Sessions } from '../../live/sessions.ts';
import { Problem } from '../../problem.ts';
import type { StartCommand } from '../../session/commands/api.ts';
import type { Copied, CopyOptions, Files } from '../../session/files/api.ts';
import { sentence } from '../../text.ts';
import { chooseContainer } from '../containers/choose-container.ts';
import type { PickParts } from '../containers/pick-container.ts';
import type { Node } from '../explorer/nodes.ts';
import { confirm, showInformation } from '../notify.ts';
import { tellWhenSlow, withCancelling } from '../progress.ts';
import { inWords, localize } from '../words.ts';

export interface CopyParts extends PickParts {
  readonly sessions: Sessions;
  readonly loadFiles: () => Promise<Files>;
  readonly aftermath: Aftermath;
  readonly log: vscode.LogOutputChannel;
}

type Ends = Pick<CopyOptions, 'localPath' | 'containerPath'>;

/** A Linux container that can be copied to and from; undefined where the user gives up. */
export async function chooseForCopy(
  node: Node | undefined,
  title: string,
  parts: CopyParts,
): Promise<LiveContainer | undefined> {
  const target = await chooseContainer(node, title, parts);
  if (target !== undefined) {
    await refuseWindows(await target.connection.gateway(), target.task);
  }
  return target;
}

/** The path of a file or folder of this computer, which others, as in a virtual workspace, do not have. */
export function pathOf({ scheme, fsPath }: vscode.Uri): string {
  if (scheme !== 'file') {
    throw new Problem(
      'copy/not-local',
      sentence('Only files on this computer can be copied.'),
      sentence('Open a folder on this computer.'),
    );
  }
  return fsPath;
}

/** Copies with progress, and asks before it replaces something. Undefined where nothing was copied. */
export async function copy(
  which: keyof Files,
  title: string,
  target: LiveContainer,
  ends: Ends,
  parts: CopyParts,
): Promise<Copied | undefined> {
  const files = await parts.loadFiles();
  const place = placeOf(target);
  return withCancelling(title, async (signal, tell) => {
    const answered = tellWhenSlow(tell);
    try {
      return await files[which]({
        ...ends,
        start: startIn(place, parts.sessions, signal, answered),
        signal,
        confirmReplace: (path, kind) =>
          confirmReplace(path, kind, which === 'copyToContainer' ? target.container.name : undefined),
        onProgress: (done, total) =>
          tell(inUnits(done, total), total === undefined || total === 0 ? undefined : Math.min(1, done / total)),
      });
    } catch (error) {
      throw await parts.aftermath.explain(error, place, signal);
    } finally {
      answered();
    }
  });
}

/**
 * Says that it is done, and what was left out or has another name, with a button where there is something to do next.
 */
export function tellCopied(done: string, { skipped, remarks }: Copied, action?: string): Thenable<string | undefined> {
  const others = remarks.count - remarks.first.length;
  const sentences = [
    done,
    ...(skipped === 0 ? [] : [localize('{0} links or special files were left out.', skipped)]),
    ...remarks.first.map(inWords),
    ...(others === 0 ? [] : [localize('{0} more names cannot be used on this computer.', others)]),
  ];
  return showInformation(sentences.join(' '), ...(action === undefined ? [] : [action]));
}

function startIn(place: ContainerPlace, sessions: Sessions, signal: AbortSignal, onStarted: () => void): StartCommand {
  return async (line, events) => {
    const session = await sessions.start({ ...place, command: line }, { ...events, signal });
    onStarted();
    return session;
  };
}

/** Asks, with the name of the container where it is in one. */
async function confirmReplace(path: string, kind: 'file' | 'folder', container: string | undefined): Promise<boolean> {
  const place = container === undefined ? path : localize('{0} in {1}', path, container);
  const question =
    kind === 'file' ? localize('Replace the file {0}?', place) : localize('Replace the folder {0}?', place);
  const detail = kind === 'file' ? '' : vscode.l10n.t('Everything in it will be deleted.');
  return confirm(question, detail, vscode.l10n.t('Replace'));
}

function inUnits(done: number, total: number | undefined): string {
  const megabytes = (bytes: number): string => (bytes / 1_000_000).toFixed(1);
  return total === undefined
    ? localize('{0} MB', megabytes(done))
    : localize('{0} of {1} MB', megabytes(done), megabytes(total));
}
