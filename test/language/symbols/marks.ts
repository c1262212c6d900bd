import type { Range } from '../../../src/language/api.ts';

/**
 * A text in which one name is marked wherever it stands: `«web»` where it is defined, `‹web›` where it is referred to.
 */
export interface Marked {
  readonly text: string;
  /** In order. */
  readonly definitions: readonly Range[];
  readonly references: readonly Range[];
}

export function readMarks(marked: string): Marked {
  const definitions: Range[] = [];
  const references: Range[] = [];
  let text = '';
  let start = 0;
  for (const part of marked.split(/([«»‹›])/)) {
    if (part === '«' || part === '‹') {
      start = text.length;
    } else if (part === '»') {
      definitions.push({ start, end: text.length });
    } else if (part === '›') {
      references.push({ start, end: text.length });
    } else {
      text += part;
    }
  }
  return { text, definitions, references };
}

/** A text and where its cursor is, which is written `|`. */
export function atCursor(marked: string): readonly [text: string, offset: number] {
  const offset = marked.indexOf('|');
  if (offset < 0) {
    throw new Error(`There is no cursor in ${marked}`);
  }
  return [marked.slice(0, offset) + marked.slice(offset + 1), offset];
}
