import * as vscode from 'vscode';
import { Problem } from '../../problem.ts';
import { sentence } from '../../text.ts';
import { askFor, type Question } from '../ask.ts';
import { localize } from '../words.ts';

/** Asks the user for the code of a multi-factor device. Rejects with a `Problem` where there is none. */
export async function askForCode(serial: string, signal: AbortSignal): Promise<string> {
  const question: Question = {
    title: vscode.l10n.t('Multi-factor code'),
    prompt: localize('Enter the code that {0} shows now.', serial),
    // AWS's own form of it: https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
    validateInput: (typed) =>
      /^\d{6}$/.test(typed.trim()) ? undefined : vscode.l10n.t('Enter the six digits of the code.'),
    password: true,
  };
  const code = await askFor(question, signal);
  if (code === undefined) {
    throw codeNeeded();
  }
  return code.trim();
}

/** That a code would have to be asked for, and nobody is there to enter it. */
export function codeNeeded(): Problem {
  return new Problem(
    'mfa-needed',
    sentence('The profile needs a multi-factor code.'),
    sentence('Refresh, then enter the code.'),
  );
}
