import * as vscode from 'vscode';

/** A question, or a message, that a command has shown. */
export interface Shown {
  readonly kind: 'modal' | 'notification' | 'input';
  readonly message: string;
  readonly detail: string;
  readonly buttons: readonly string[];
}

/** Plays the user: answers what commands of the test's own ask. */
export class Answers implements vscode.Disposable {
  /** All that was shown, the oldest first. */
  readonly shown: Shown[] = [];
  /** The button that is pressed, or what is typed; undefined dismisses. */
  answer: (shown: Shown) => string | undefined = () => undefined;
  readonly #restore: (() => void)[] = [];

  constructor() {
    const messages = (name: 'showWarningMessage' | 'showInformationMessage' | 'showErrorMessage'): void =>
      this.#replace(name, (message: string, ...rest: readonly unknown[]) => {
        const [first] = rest;
        const options = typeof first === 'object' && first !== null ? (first as vscode.MessageOptions) : undefined;
        const buttons = (options === undefined ? rest : rest.slice(1)) as readonly string[];
        const kind = options?.modal === true ? 'modal' : 'notification';
        return this.#show({ kind, message, detail: options?.detail ?? '', buttons });
      });
    messages('showWarningMessage');
    messages('showInformationMessage');
    messages('showErrorMessage');
    this.#replace('showInputBox', ({ prompt = '', value = '' }: vscode.InputBoxOptions) =>
      this.#show({ kind: 'input', message: prompt, detail: value, buttons: [] }),
    );
  }

  /** Presses the first button of each question, and leaves messages alone. */
  agree(): void {
    this.answer = ({ kind, buttons }) => (kind === 'modal' ? buttons[0] : undefined);
  }

  /** Forgets what was shown, and dismisses what comes. */
  reset(): void {
    this.shown.length = 0;
    this.answer = () => undefined;
  }

  dispose(): void {
    this.#restore.forEach((restore) => restore());
  }

  #show(shown: Shown): Promise<string | undefined> {
    this.shown.push(shown);
    return Promise.resolve(this.answer(shown));
  }

  #replace(name: keyof typeof vscode.window, replacement: unknown): void {
    const { window } = vscode;
    const original: unknown = window[name];
    Object.defineProperty(window, name, { value: replacement, configurable: true, writable: true });
    this.#restore.push(() =>
      Object.defineProperty(window, name, { value: original, configurable: true, writable: true }),
    );
  }
}
