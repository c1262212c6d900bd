import * as vscode from 'vscode';
import { LONGEST_MESSAGE, sanitize } from '../sanitize.ts';
import { systemClock } from './clock.ts';
import { EnterGuard } from './enter-guard.ts';

/**
 * Asks for a line of text. It stays until it is answered or dismissed; then it resolves with undefined. The prompt may
 * quote anybody's words: VS Code makes links of what looks like one in it, and in what the validation says. The signal
 * takes the question away, when nobody needs the answer any more.
 */
export async function askFor(
  { prompt, validateInput, ...options }: Question,
  signal?: AbortSignal,
): Promise<string | undefined> {
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

/** What is offered in a box that is there already. */
export interface Suggestion {
  readonly value: string;
  /** In place of the prompt. */
  readonly prompt?: string;
}

/**
 * As {@link askFor}, in a box that is there before what it offers is known. The suggestion never rejects, and is left
 * out where the user has typed by then.
 */
export async function askWith(
  suggestion: Promise<Suggestion>,
  { title, prompt, placeHolder, validateInput }: Omit<Question, 'value' | 'password'>,
): Promise<string | undefined> {
  const box = vscode.window.createInputBox();
  const guard = new EnterGuard(() => systemClock.now());
  let hasTyped = false;
  const validate = (): boolean => {
    const mistake = validateInput?.(box.value);
    box.validationMessage = mistake === undefined ? undefined : sanitize(mistake, LONGEST_MESSAGE);
    return mistake === undefined;
  };
  box.title = title;
  box.prompt = sanitize(prompt, LONGEST_MESSAGE);
  box.placeholder = placeHolder;
  box.ignoreFocusOut = true;
  box.busy = true;
  box.onDidChangeValue(() => {
    hasTyped = true;
    validate();
  });
  try {
    return await new Promise((resolve) => {
      box.onDidHide(() => resolve(undefined));
      box.onDidAccept(() => {
        // An Enter that came with what is offered, or before it, was not meant for that.
        if ((hasTyped || guard.counts(0)) && validate()) {
          resolve(box.value);
        }
      });
      box.show();
      void suggestion.then((offered) => {
        box.busy = false;
        if (offered.prompt !== undefined) {
          box.prompt = sanitize(offered.prompt, LONGEST_MESSAGE);
        }
        if (!hasTyped) {
          box.value = offered.value;
          box.valueSelection = [0, offered.value.length];
          guard.draw([offered.value]);
        }
      });
    });
  } finally {
    box.dispose();
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
