import * as vscode from 'vscode';
import { type LiveContainer, placeOf } from '../../live/container.ts';
import { placeName } from '../../live/task-name.ts';
import { sanitizeLines } from '../../sanitize.ts';
import { notifyOf, showInformation, showWarning } from '../notify.ts';
import { tellWhenSlow, withCancelling } from '../progress.ts';
import { localize } from '../words.ts';
import type { CommandRunner } from './command-runner.ts';
import { HeadAndTail } from './head-and-tail.ts';
import { placeInWords } from './place-words.ts';
import { PlainText } from './plain-text.ts';

export interface OutputParts {
  readonly runner: CommandRunner;
  /** Takes the output of all commands. */
  readonly output: vscode.OutputChannel;
  readonly log: vscode.LogOutputChannel;
}

const MEGABYTE = 1_000_000;

/**
 * Runs a command in a container, and shows its output and its exit code in the Output view. `terminal` makes a terminal
 * in the container, not yet open, for output that is too long. Rejects where the command could not be run, or was
 * cancelled.
 */
export async function runInOutput(
  target: LiveContainer,
  command: string,
  terminal: () => Promise<vscode.ExtensionTerminalOptions>,
  { runner, output, log }: OutputParts,
): Promise<void> {
  const { container } = target;
  const place = placeOf(target);
  const giveUp = new AbortController();
  let running: Promise<number> | undefined;
  const stop = async (): Promise<void> => {
    giveUp.abort(new vscode.CancellationError());
    await running?.catch(() => undefined);
  };
  const shown = new HeadAndTail(
    (text) => output.append(text),
    () => void offerTerminal(command, terminal, stop).catch((error: unknown) => notifyOf(error, log)),
  );
  const plain = new PlainText((text) => shown.write(text));
  const end = (result: string): void => {
    plain.end();
    shown.end(({ lines, characters }) =>
      localize('… {0} lines, {1} MB, are left out here …', lines, (characters / MEGABYTE).toFixed(1)),
    );
    output.appendLine(result);
    output.appendLine('');
  };
  let told = 0;
  output.show(true);
  output.appendLine(localize('In {0}:', placeInWords(target)));
  output.appendLine(sanitizeLines(`${placeName(target)} $ ${command}`));
  const start = performance.now();
  try {
    running = withCancelling(localize('Running in {0}: {1}', container.name, command), async (cancelled, tell) => {
      const onStarted = tellWhenSlow(tell);
      const signal = AbortSignal.any([cancelled, giveUp.signal]);
      const write = (text: string): void => {
        plain.write(text);
        const more = Math.floor(shown.heldBack / MEGABYTE);
        if (more > told) {
          told = more;
          tell(localize('{0} MB more', more));
        }
      };
      return runner.run({ container: place, command, write, onStarted, signal }).finally(onStarted);
    });
    const exitCode = await running;
    const seconds = ((performance.now() - start) / 1000).toFixed(1);
    end(localize('Exit code {0} after {1} s', exitCode, seconds));
    tellFailure(exitCode, command, output);
  } catch (error) {
    end(error instanceof vscode.CancellationError ? vscode.l10n.t('Cancelled') : vscode.l10n.t('Failed'));
    throw error;
  }
}

/**
 * Output that is too long for the Output view has its place in a terminal. What still runs is stopped first: a
 * container has few sessions.
 */
async function offerTerminal(
  command: string,
  create: () => Promise<vscode.ExtensionTerminalOptions>,
  stop: () => Promise<void>,
): Promise<void> {
  const inTerminal = vscode.l10n.t('Run in Terminal');
  const sentence = localize('The output of {0} is long. Only its beginning and its end are shown.', command);
  if ((await showInformation(sentence, inTerminal)) === inTerminal) {
    await stop();
    const terminal = vscode.window.createTerminal(await create());
    terminal.show();
    terminal.sendText(command);
  }
}

function tellFailure(exitCode: number, command: string, output: vscode.OutputChannel): void {
  if (exitCode === 0) {
    return;
  }
  const showOutput = vscode.l10n.t('Show Output');
  void showWarning(localize('Exit code {0}: {1}', exitCode, command), showOutput).then((choice) => {
    if (choice === showOutput) {
      output.show();
    }
  });
}
