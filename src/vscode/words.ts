import * as vscode from 'vscode';
import { isProblem, Problem } from '../problem.ts';
import { LONGEST_NOTE, LONGEST_VALUE, sanitize } from '../sanitize.ts';
import { sentence, type Text, valuesByName } from '../text.ts';

/** A {@link Text} in the user's language. */
export function inWords(sentence: Text): string {
  return inWordsOf(sentence, LONGEST_VALUE);
}

/** The same for a document, which has room for longer values. */
export function inFullWords(sentence: Text): string {
  return inWordsOf(sentence, LONGEST_NOTE);
}

function inWordsOf(sentence: Text, longest: number): string {
  const values = valuesByName(sentence, (value) =>
    typeof value === 'object' ? inWordsOf(value, longest) : sanitize(value, longest),
  );
  return vscode.l10n.t(sentence.template, values);
}

/** A sentence with values in the user's language. They may be anybody's words: they are cut and cleaned. */
export function localize(template: string, ...values: readonly (string | number)[]): string {
  return inWords({ template, values });
}

/** A problem's sentence and next step in the user's language. */
export function problemInWords({ sentence, nextStep }: Problem): string {
  return nextStep === undefined ? inWords(sentence) : `${inWords(sentence)} ${inWords(nextStep)}`;
}

/** Any error as a problem; one that is not known is logged, for the sentence can only say that it happened. */
export function asProblem(error: unknown, log: vscode.LogOutputChannel): Problem {
  if (isProblem(error)) {
    return error;
  }
  log.error(error instanceof Error ? error : String(error));
  return new Problem(
    'unexpected',
    sentence('Something unexpected went wrong.'),
    sentence('See the log for the details.'),
    error,
  );
}

/** What somebody who waits is told when AWS takes long. */
export function stillWaiting(): string {
  return vscode.l10n.t('Still waiting for AWS…');
}
