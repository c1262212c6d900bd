import { sanitize } from './sanitize.ts';

/**
 * A sentence for the user that can be translated: an English template, and the values to put in it. Those of a list
 * stand at `{0}`, `{1}` …, those of an object at `{name}`. It is data, so that layers which do not know VS Code can
 * speak to the user; `src/vscode` hands it to VS Code's l10n, and a script collects the templates into `l10n/`.
 */
export interface Text {
  readonly template: string;
  /** As they came, from wherever; they are cut and cleaned when the sentence is made. */
  readonly values: Values;
}

/** The values of a {@link Text}, by their place or by their name. */
export type Values = readonly Value[] | Readonly<Record<string, Value>>;

/** A {@link Text} as a value is put there in the user's language. */
export type Value = string | number | Text;

/** Makes a {@link Text}. The template must be a string literal: the script that collects it reads the source. */
export function sentence(template: string, ...values: readonly Value[]): Text {
  return { template, values };
}

/** The values of a sentence by the names that stand in its template, each made into what is to stand there. */
export function valuesByName<T>({ values }: Text, make: (value: Value, name: string) => T): Record<string, T> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, make(value, name)]));
}

/** The English sentence. Braces that name no value stay as they are. */
export function english(sentence: Text): string {
  const values = valuesByName(sentence, (value) => (typeof value === 'object' ? english(value) : sanitize(value)));
  return sentence.template.replace(/\{([\w.]+)\}/g, (braces, name: string) => values[name] ?? braces);
}
