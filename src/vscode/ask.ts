import * as vscode from 'vscode';
import { LONGEST_MESSAGE, sanitize } from '../sanitize.ts';
import { systemClock } from './clock.ts';
import { EnterGuard } from './enter-guard.ts';

/**
 * Asks for a line of text. It stays until it is answered or dismissed; then it resolves with undefined. The prompt may
 * quote anybody's words: VS Code makes links of what looks like one in it, and in what the validation says. The signal
 * takes the question away, when nobody needs the answer any more.
 */
export async function askFor(question: Question, signal?: AbortSignal): Promise<string | undefined> {
  const { prompt, validateInput, others, ...options } = question;
  if (others !== undefined) {
    return askOrChoose(question, others);
  }
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

/** A box with a button that lists other answers; the one that is chosen there can still be changed in the box. */
async function askOrChoose(question: Question, others: () => Promise<string | undefined>): Promise<string | undefined> {
  const { title, prompt, placeHolder, value = '' } = question;
  const box = vscode.window.createInputBox();
  box.title = title;
  box.prompt = sanitize(prompt, LONGEST_MESSAGE);
  box.placeholder = placeHolder;
  box.ignoreFocusOut = true;
  box.value = value;
  box.valueSelection = [0, value.length];
  box.buttons = [{ iconPath: new vscode.ThemeIcon('history'), tooltip: vscode.l10n.t('Show History') }];
  let isChoosing = false;
  try {
    const answer = await new Promise<{ readonly typed: string; readonly isDone: boolean } | undefined>((resolve) => {
      box.onDidHide(() => resolve(isChoosing ? { typed: box.value, isDone: false } : undefined));
      box.onDidAccept(() => resolve({ typed: box.value, isDone: true }));
      box.onDidTriggerButton(() => {
        isChoosing = true;
        box.hide();
      });
      box.show();
    });
    if (answer === undefined || answer.isDone) {
      return answer?.typed;
    }
    return await askOrChoose({ ...question, value: (await others()) ?? answer.typed }, others);
  } finally {
    box.dispose();
  }
}

/** As {@link askFor}, and hands over what is typed all the while. */
export async function askWhileTyping(
  { title, prompt, value = '', placeHolder }: Omit<Question, 'password' | 'validateInput'>,
  onType: (typed: string) => void,
): Promise<string | undefined> {
  const box = vscode.window.createInputBox();
  box.title = title;
  box.prompt = sanitize(prompt, LONGEST_MESSAGE);
  box.placeholder = placeHolder;
  box.value = value;
  box.valueSelection = [0, value.length];
  box.onDidChangeValue(onType);
  try {
    return await new Promise((resolve) => {
      box.onDidHide(() => resolve(undefined));
      box.onDidAccept(() => resolve(box.value));
      box.show();
    });
  } finally {
    box.dispose();
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
  { title, prompt, placeHolder, validateInput }: Omit<Question, 'value' | 'password' | 'others'>,
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
  /** Lets the user choose another answer, with a button of the box; undefined where they choose none. */
  readonly others?: () => Promise<string | undefined>;
}
