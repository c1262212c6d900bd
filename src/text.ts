import { sanitize } from './sanitize.ts';

/**
 * A sentence for the user that can be translated: an English template with `{0}`, `{1}` … and the
 * values to put there. It is data, so that layers which do not know VS Code can speak to the user;
 * `src/vscode` hands it to VS Code's l10n, and a script collects the templates into `l10n/`.
 */
export interface Text {
  readonly template: string;
  /** As they came, from wherever; they are cut and cleaned when the sentence is made. */
  readonly values: readonly Value[];
}

/** A {@link Text} as a value is put there in the user's language. */
export type Value = string | number | Text;

/** Makes a {@link Text}. The template must be a string literal: the script that collects it reads the source. */
export function text(template: string, ...values: readonly Value[]): Text {
  return { template, values };
}

/** The English sentence. Braces that name no value stay as they are. */
export function english({ template, values }: Text): string {
  return template.replace(/\{(\d+)\}/g, (braces, index: string) => {
    const value = values[Number(index)];
    return value === undefined ? braces : typeof value === 'object' ? english(value) : sanitize(value);
  });
}
