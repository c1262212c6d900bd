import { indentBefore } from './lines.ts';
import type { Value } from './value.ts';

/** Where an entry starts: with its name, if it is a property. */
export function startOf({ key, start }: Value): number {
  return key?.start ?? start;
}

/** The white space before an entry that is the first on its line, else undefined. */
export function indentOf(entry: Value): string | undefined {
  return indentBefore(entry.source.text, startOf(entry));
}

/** The white space that the line begins with on which an entry stands, or begins to. */
export function nearestIndent(entry: Value): string {
  for (let value: Value | undefined = entry; value !== undefined; value = value.parent) {
    const indent = indentOf(value);
    if (indent !== undefined) {
      return indent;
    }
  }
  return '';
}

/** What one more level adds to the indentation, in an object or array and around it. */
export function stepAround(container: Value): string {
  for (let value: Value | undefined = container; value !== undefined; value = value.parent) {
    const first = value.children[0];
    const inner = first === undefined ? undefined : indentOf(first);
    const outer = nearestIndent(value);
    if (inner !== undefined && inner.length > outer.length && inner.startsWith(outer)) {
      return inner.slice(outer.length);
    }
  }
  return nearestIndent(container).startsWith('\t') ? '\t' : '  ';
}

/** Gives lines that begin with one indentation another; all but the first, no whole one. No string has lines in it. */
export function reindent(text: string, from: string, to: string): string {
  return from === to
    ? text
    : text.replace(
        /(\r\n?|\n)([ \t]*)/g,
        (_, lineBreak: string, blanks: string) =>
          lineBreak + (blanks.startsWith(from) ? to + blanks.slice(from.length) : blanks),
      );
}
