import type { Problem } from '../../problem.ts';
import { english, sentence, type Text } from '../../text.ts';

/** What there is to read about something, before it is written in a language and a format. */
export interface Sheet {
  readonly title: Text;
  readonly sections: readonly Section[];
}

export interface Section {
  /** Undefined for what stands below the title of the sheet. */
  readonly title?: Text | undefined;
  /** Whether it belongs to the section before. */
  readonly isPart?: boolean;
  readonly lines: readonly Line[];
}

/** A fact with its name, or a sentence. */
export type Line = { readonly name: Text; readonly value: Text } | { readonly text: Text };

/** How times are written. */
export interface Times {
  readonly now: Date;
  /** In the zone of who reads. */
  readonly at: (time: Date) => string;
}

/** What was asked beside the thing itself, or why that could not be told. */
export type Asked<Value> = { readonly value: Value } | { readonly problem: Problem };

/** A fact of a list, or nothing where its value is not known. */
export function fact(name: Text, value: Text | string | number | undefined): readonly Line[] {
  return value === undefined || value === ''
    ? []
    : [{ name, value: typeof value === 'object' ? value : verbatim(value) }];
}

/** A sentence of a list. */
export function say(text: Text): readonly Line[] {
  return [{ text }];
}

/** Why something is not told, as a line in its place. */
export function couldNotTell(problem: Problem): readonly Line[] {
  const told = sentence('Could not tell. {0}', problem.sentence);
  return say(problem.nextStep === undefined ? told : sentence('{0} {1}', told, problem.nextStep));
}

/** Somebody's words, as they are. */
export function verbatim(words: string | number): Text {
  return { template: '{0}', values: [words] };
}

/** Texts one after the other, with something between them; undefined for none. */
export function joined(texts: readonly (Text | string | undefined)[], between = ', '): Text | undefined {
  const parts = texts.flatMap((text) => (text === undefined || text === '' ? [] : [text]));
  return parts.length === 0
    ? undefined
    : { template: parts.map((_, index) => `{${index}}`).join(between), values: parts };
}

/** A sheet as Markdown. Values are cleaned as those of every sentence; `inWords` says them in the user's language. */
export function toMarkdown({ title, sections }: Sheet, inWords: (text: Text) => string = english): string {
  const blocks = sections
    .filter(({ lines }) => lines.length > 0)
    .map(({ title: heading, isPart = false, lines }) => {
      const list = lines.map((line) =>
        'text' in line ? `- ${inWords(line.text)}` : `- ${inWords(line.name)}: ${inWords(line.value)}`,
      );
      return [...(heading === undefined ? [] : [`${isPart ? '###' : '##'} ${inWords(heading)}`, '']), ...list].join(
        '\n',
      );
    });
  return `${[`# ${inWords(title)}`, ...blocks].join('\n\n')}\n`;
}
