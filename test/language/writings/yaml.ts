import { parse } from 'yaml';
import type { Choices } from './choices.ts';
import { type Entry, type Item, longName } from './item.ts';
import type { Places } from './places.ts';

/** Writes values as YAML, in all the ways that people do. */
export class YamlWriter {
  readonly #to: Places;
  readonly #choices: Choices;

  constructor(to: Places, choices: Choices) {
    this.#to = to;
    this.#choices = choices;
  }

  /** A whole text. */
  document(item: Item): void {
    this.#comment(0);
    if (isEmpty(item) || item.kind === 'scalar' || item.kind === 'function') {
      this.#flow(item);
    } else {
      this.#block(item, 0);
    }
    this.#to.write('\n');
  }

  /** An object or a list with its first entry where the text ends, which is at a column. */
  #block(item: Item, column: number): void {
    this.#to.mark(item.paths, () => {
      if (item.kind === 'list') {
        this.#lines(item.items, column, (each) => {
          this.#to.write('-');
          this.#afterDash(each, column);
        });
      } else if (item.kind === 'object') {
        this.#lines(item.entries, column, (entry) => {
          this.#name(entry, false);
          this.#afterColon(entry.value, column);
        });
      }
    });
  }

  #lines<T>(all: readonly T[], column: number, write: (each: T) => void): void {
    for (const [index, each] of all.entries()) {
      if (index > 0) {
        this.#to.write('\n');
        this.#comment(column);
        this.#to.write(' '.repeat(column));
      }
      write(each);
    }
  }

  #comment(column: number): void {
    if (this.#choices.once(12)) {
      this.#to.write(`${' '.repeat(column)}# Name: "it's"\n`);
    }
  }

  #name({ name, paths }: Entry, isInFlow: boolean): void {
    this.#to.mark(paths, () => {
      this.#to.write(this.#choices.once(10) || !isPlain(name, isInFlow) ? JSON.stringify(name) : name);
    });
    this.#to.write(':');
  }

  #afterColon(item: Item, column: number): void {
    if (this.#isOnLine(item)) {
      this.#onLine(item, column);
      return;
    }
    const inner = item.kind === 'list' ? column + this.#choices.of(0, 2) : column + this.#choices.of(2, 2, 4);
    this.#to.write(`\n${' '.repeat(inner)}`);
    this.#block(item, inner);
  }

  #afterDash(item: Item, column: number): void {
    if (this.#isOnLine(item)) {
      this.#onLine(item, column);
      return;
    }
    this.#to.write(' ');
    this.#block(item, column + 2);
  }

  #isOnLine(item: Item): boolean {
    return item.kind === 'scalar' || item.kind === 'function' || isEmpty(item) || this.#choices.once(6);
  }

  #onLine(item: Item, column: number): void {
    this.#to.write(' ');
    const { scalar } = item.kind === 'scalar' ? item : { scalar: undefined };
    const lines =
      typeof scalar === 'string' && this.#choices.once(3) ? asBlock(scalar, column, this.#choices) : undefined;
    if (lines !== undefined) {
      this.#to.mark(item.paths, () => {
        this.#to.write(lines);
      });
      return;
    }
    this.#flow(item, false);
    if (this.#choices.once(15)) {
      this.#to.write(' # as ever');
    }
  }

  /** A value on one line. */
  #flow(item: Item, isInFlow = true): void {
    this.#to.mark(item.paths, () => {
      switch (item.kind) {
        case 'scalar':
          this.#to.write(this.#scalar(item.scalar, isInFlow));
          break;
        case 'function': {
          const argument = this.#scalar(item.argument, isInFlow);
          this.#to.write(
            this.#choices.once(3)
              ? `{ ${longName(item.name)}: ${this.#scalar(item.argument, true)} }`
              : `!${item.name} ${argument}`,
          );
          break;
        }
        case 'list':
          this.#inBrackets('[]', item.items, (each) => {
            this.#flow(each);
          });
          break;
        case 'object':
          this.#inBrackets('{}', item.entries, (entry) => {
            this.#name(entry, true);
            this.#to.write(' ');
            this.#flow(entry.value);
          });
      }
    });
  }

  #inBrackets<T>(brackets: string, all: readonly T[], write: (each: T) => void): void {
    const padding = this.#choices.of('', ' ');
    this.#to.write(brackets.charAt(0) + padding);
    for (const [index, each] of all.entries()) {
      this.#to.write(index > 0 ? ', ' : '');
      write(each);
    }
    this.#to.write(padding + brackets.charAt(1));
  }

  #scalar(scalar: string | number | boolean, isInFlow: boolean): string {
    if (typeof scalar !== 'string') {
      return String(scalar);
    }
    const canBeSingle = /^[^\p{Cc}\u2028\u2029\uFEFF]*$/u.test(scalar);
    const single = `'${scalar.replaceAll("'", "''")}'`;
    if (this.#choices.once(4) && canBeSingle) {
      return single;
    }
    return this.#choices.once(4) || !isPlain(scalar, isInFlow) ? JSON.stringify(scalar) : scalar;
  }
}

function isEmpty(item: Item): boolean {
  return item.kind === 'list' ? item.items.length === 0 : item.kind === 'object' && item.entries.length === 0;
}

/** A string on lines of its own below where it begins; undefined where it cannot be written so. */
function asBlock(string: string, column: number, choices: Choices): string | undefined {
  if (!/^[^\s\p{Cc}][^\r\t\u0085\u2028\u2029\uFEFF]*$/u.test(string) || /[^\n\P{Cc}]| \n| $|\n /u.test(string)) {
    return undefined;
  }
  const [, words = '', end = ''] = /^(.*?)(\n*)$/s.exec(string) ?? [];
  const chomping = end === '' ? '-' : end === '\n' ? '' : '+';
  const mark = !words.includes('\n') && choices.once(2) ? '>' : '|';
  const lines = words.split('\n').map((line) => (line === '' ? '' : ' '.repeat(column + 2) + line));
  return `${mark}${chomping}\n${lines.join('\n')}${end.slice(1)}`;
}

const plain = new Map<string, boolean>();

/** Whether a string is itself without quotes, to the readers of all versions of YAML. */
function isPlain(string: string, isInFlow: boolean): boolean {
  const text = isInFlow ? `{a: [${string}]}` : `a: ${string}`;
  const known = plain.get(text) ?? (isSame(text, string, isInFlow, '1.1') && isSame(text, string, isInFlow, '1.2'));
  plain.set(text, known);
  return known;
}

function isSame(text: string, string: string, isInFlow: boolean, version: '1.1' | '1.2'): boolean {
  try {
    const { a } = parse(text, { version, logLevel: 'error' }) as { readonly a: unknown };
    return (isInFlow && Array.isArray(a) && a.length === 1 ? a[0] : a) === string;
  } catch {
    return false;
  }
}
