import * as vscode from 'vscode';
import { LONGEST_MESSAGE, sanitize } from '../sanitize.ts';

/**
 * Asks for a line of text. It stays until it is answered or dismissed; then it resolves with undefined. The prompt may
 * quote anybody's words: VS Code makes links of what looks like one in it, and in what the validation says. The signal
 * takes the question away, when nobody needs the answer any more.
 */
export async function askFor({ prompt, validateInput, ...options }: Question, signal?: AbortSignal): Promise<string | undefined> {
  const away = new vscode.CancellationTokenSource();
  const onAbort = (): void => away.cancel();
  signal?.addEventListener('abort', onAbort, { once: true });
  const shown: vscode.InputBoxOptions = {
    ...options,
    prompt: sanitize(prompt, LONGEST_MESSAGE),
    validateInput: (typed) => {
      const mistake = validateInput?.(typed);
      return mistake === undefined ? undefined : sanitize(mistake, LONGEST_MESSAGE);
    },
    ignoreFocusOut: true,
  };
  try {
    return await vscode.window.showInputBox(shown, away.token);
  } finally {
    signal?.removeEventListener('abort', onAbort);
    away.dispose();
  }
}

export interface Question {
  readonly title: string;
  readonly prompt: string;
  readonly value?: string;
  readonly placeHolder?: string;
  readonly password?: boolean;
  /** What is wrong with what was typed. */
  readonly validateInput?: (typed: string) => string | undefined;
}
