/** Text in which all that could be markup has been written so that it is none. */
export class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

type Part = Html | string | number | readonly Html[];

/** HTML with values in it. Words become text, whatever is in them, also within the quotes of an attribute. */
export function html(parts: TemplateStringsArray, ...values: readonly Part[]): Html {
  return new Html(parts.map((part, index) => part + written(values[index] ?? '')).join(''));
}

function written(value: Part): string {
  return value instanceof Html
    ? value.text
    : typeof value === 'object'
      ? value.map(({ text }) => text).join('')
      : escaped(String(value));
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escaped(words: string): string {
  return words.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
}
