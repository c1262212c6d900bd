import * as vscode from 'vscode';
import { LONGEST_MESSAGE, sanitize } from '../sanitize.ts';
import { whenSlow } from './patience.ts';
import { stillWaiting } from './words.ts';

/** Tells how far it is: a share between 0 and 1 of the whole, where that is known, and in words. */
export type TellProgress = (words: string, share?: number) => void;

/**
 * Shows a notification with a Cancel button while something goes on. Rejects with a `CancellationError` when that was
 * pressed.
 */
export async function withCancelling<T>(
  title: string,
  run: (signal: AbortSignal, tell: TellProgress) => Promise<T>,
): Promise<T> {
  const options = {
    location: vscode.ProgressLocation.Notification,
    title: sanitize(title, LONGEST_MESSAGE),
    cancellable: true,
  };
  return vscode.window.withProgress(options, async (progress, token) => {
    const abort = new AbortController();
    const reason = new vscode.CancellationError();
    const listening = token.onCancellationRequested(() => abort.abort(reason));
    let told = 0;
    const tell: TellProgress = (message, share = 0) => {
      progress.report({ message: sanitize(message), increment: 100 * (share - told) });
      told = share;
    };
    try {
      return await run(abort.signal, tell);
    } catch (error) {
      // What was asked may reject in words of its own.
      throw abort.signal.aborted ? reason : error;
    } finally {
      listening.dispose();
    }
  });
}

/**
 * Says in the status bar that something goes on and, when that takes long, in a notification with a Cancel button.
 * Both say how far it is, where it tells. Rejects with a `CancellationError` when that was pressed, or with the reason
 * of the signal that it may be given.
 */
export async function withWaiting<T>(
  title: string,
  run: (signal: AbortSignal, tell: (words: string) => void) => Promise<T>,
  stop?: AbortSignal,
): Promise<T> {
  const abort = new AbortController();
  const signal = stop === undefined ? abort.signal : AbortSignal.any([abort.signal, stop]);
  let said = '';
  let tellBeside: TellProgress | undefined;
  const running = inStatusBar(title, (tell) =>
    run(signal, (words) => {
      said = words;
      tell(words);
      tellBeside?.(words);
    }),
  );
  const withButton = async (cancelled: AbortSignal, tell: TellProgress): Promise<unknown> => {
    cancelled.addEventListener('abort', () => abort.abort(cancelled.reason), { once: true });
    tellBeside = tell;
    tell(said === '' ? stillWaiting() : said);
    return running;
  };
  // What becomes of it is told below.
  const cancel = whenSlow(() => void withCancelling(title, withButton).catch(() => undefined));
  try {
    return await running;
  } catch (error) {
    throw signal.aborted ? signal.reason : error;
  } finally {
    cancel();
  }
}

/**
 * Says where something goes on already that AWS has not answered for some seconds. What it returns is to be called when
 * it has.
 */
export function tellWhenSlow(tell: TellProgress): () => void {
  let isTold = false;
  const cancel = whenSlow(() => {
    isTold = true;
    tell(stillWaiting());
  });
  return () => {
    cancel();
    if (isTold) {
      isTold = false;
      tell('');
    }
  };
}

/** Says in the status bar that something goes on, and how far it is where it tells. */
export function inStatusBar<T>(title: string, run: (tell: (words: string) => void) => Promise<T>): Thenable<T> {
  const options = { location: vscode.ProgressLocation.Window, title: sanitize(title) };
  return vscode.window.withProgress(options, (progress) =>
    run((words) => progress.report({ message: sanitize(words) })),
  );
}

/** Shows in a view of ours that something goes on there. */
export function withViewProgress(viewId: string, run: () => Promise<void>): void {
  void vscode.window.withProgress({ location: { viewId } }, run);
}
