/** What is written as YAML; a tag, such as `!Ref`, stands before a text. */
export type Yaml = string | number | boolean | readonly Yaml[] | { readonly [key: string]: Yaml } | Tagged;

export class Tagged {
  readonly tag: string;
  readonly text: string;

  constructor(tag: string, text: string) {
    this.tag = tag;
    this.text = text;
  }
}

/** A document of YAML, with two spaces for each level. Texts are quoted where another reading is possible. */
export function toYaml(value: { readonly [key: string]: Yaml }): string {
  return `${linesOf(value).join('\n')}\n`;
}

/** Words that are nothing but words: no number, no boolean, no date, nothing with a meaning to YAML. */
const PLAIN = /^[A-Za-z][\w./]*(?:::?[\w./-]+|-[\w./]+| [\w./]+)*$/;
const NOT_WORDS = /^(?:true|false|yes|no|on|off|null|y|n)$/i;

function linesOf(value: Yaml): readonly string[] {
  if (isList(value)) {
    return value.flatMap((item) => {
      const [first = '', ...rest] = linesOf(item);
      return [`- ${first}`, ...rest.map((line) => `  ${line}`)];
    });
  }
  if (typeof value === 'object' && !(value instanceof Tagged)) {
    return Object.entries(value).flatMap(([key, item]) => {
      const lines = linesOf(item);
      return isCollection(item)
        ? [`${scalar(key)}:`, ...lines.map((line) => `  ${line}`)]
        : [`${scalar(key)}: ${lines[0] ?? ''}`];
    });
  }
  return [value instanceof Tagged ? `${value.tag} ${scalar(value.text)}` : scalar(value)];
}

function isList(value: Yaml): value is readonly Yaml[] {
  return Array.isArray(value);
}

function isCollection(value: Yaml): boolean {
  return typeof value === 'object' && !(value instanceof Tagged);
}

function scalar(value: string | number | boolean): string {
  const isPlain = typeof value !== 'string' || (PLAIN.test(value) && !NOT_WORDS.test(value));
  return isPlain ? String(value) : JSON.stringify(value);
}
