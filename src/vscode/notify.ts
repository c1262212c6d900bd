import * as vscode from 'vscode';
import { LONGEST_MESSAGE, sanitize } from '../sanitize.ts';
import { type Offer, type OfferOptions, offersFor } from './offers.ts';
import { asProblem, problemInWords } from './words.ts';

// All messages are shown from here: VS Code makes links of what looks like one, and a click on it runs a command.

/** Milliseconds for which a message stays in the status bar: long enough to be found and read. */
const BRIEFLY = 10_000;

/** Resolves with the button that was pressed. */
export function showError(message: string, ...buttons: readonly string[]): Thenable<string | undefined> {
  return vscode.window.showErrorMessage(sanitize(message, LONGEST_MESSAGE), ...buttons);
}

/** Resolves with the button that was pressed. */
export function showWarning(message: string, ...buttons: readonly string[]): Thenable<string | undefined> {
  return vscode.window.showWarningMessage(sanitize(message, LONGEST_MESSAGE), ...buttons);
}

/** Resolves with the button that was pressed. */
export function showInformation(message: string, ...buttons: readonly string[]): Thenable<string | undefined> {
  return vscode.window.showInformationMessage(sanitize(message, LONGEST_MESSAGE), ...buttons);
}

/**
 * Tells something, with a button. Nobody waits for it: it may be pressed minutes later. Where what it does then
 * rejects, the user is told.
 */
export function tellWithButton(
  message: string,
  button: string,
  log: vscode.LogOutputChannel,
  run: () => Promise<void>,
): void {
  void showInformation(message, button).then(async (pressed) => {
    try {
      if (pressed === button) {
        await run();
      }
    } catch (error) {
      notifyOf(error, log);
    }
  });
}

/** Tells in the status bar, for a few seconds, what nobody has to react to. */
export function showBriefly(message: string): void {
  vscode.window.setStatusBarMessage(sanitize(message, LONGEST_MESSAGE), BRIEFLY);
}

/** Asks in a dialog that has to be answered, with a line for each thing to know. Resolves with the button pressed. */
export function decide(
  question: string,
  details: readonly string[],
  ...buttons: readonly string[]
): Thenable<string | undefined> {
  const detail = details.map((line) => sanitize(line, LONGEST_MESSAGE)).join('\n');
  return vscode.window.showWarningMessage(sanitize(question, LONGEST_MESSAGE), { modal: true, detail }, ...buttons);
}

/** Asks in a dialog that has to be answered. Resolves with whether it was, with this button. */
export async function confirm(question: string, detail: string, button: string): Promise<boolean> {
  const options = { modal: true, detail: sanitize(detail, LONGEST_MESSAGE) };
  return (await vscode.window.showWarningMessage(sanitize(question, LONGEST_MESSAGE), options, button)) === button;
}

/**
 * Tells of an error in one notification, with buttons for what helps. `retry` does again what has failed. Cancelling is
 * not an error.
 */
export function notifyOf(error: unknown, log: vscode.LogOutputChannel, options: OfferOptions = {}): void {
  if (error instanceof vscode.CancellationError) {
    return;
  }
  const problem = asProblem(error, log);
  void showWithOffers(problemInWords(problem), offersFor(problem, options));
}

/** Tells of an error, and does what the button is for that was pressed. */
export async function showWithOffers(message: string, offers: readonly Offer[]): Promise<void> {
  const choice = await showError(message, ...offers.map(({ title }) => title));
  offers.find(({ title }) => title === choice)?.run();
}
