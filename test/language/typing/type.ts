/** A text while it is typed: after a key, with the place of the cursor. */
export interface Typed {
  readonly text: string;
  readonly cursor: number;
  /** What the key has put where, for those who follow the changes of a document. */
  readonly change: { readonly start: number; readonly end: number; readonly text: string };
}

/** How an editor answers to keys: as they come, or with the closing brackets and quotes that VS Code puts in. */
export const KEYBOARDS = ['plain', 'auto-closing'] as const;

export type Keyboard = (typeof KEYBOARDS)[number];

const PARTNERS: Readonly<Record<string, string>> = { '{': '}', '[': ']', '"': '"' };
const CLOSING = new Set(Object.values(PARTNERS));

/**
 * All that stands in a document while a text is typed into it between two others, key by key. A new line and its
 * indentation are one key. With a keyboard that closes, an opening bracket or quote brings its partner, a line break
 * between brackets puts the closing one on a line of its own, and what is there already is walked over.
 */
export function* type(text: string, keyboard: Keyboard, before = '', after = ''): Generator<Typed> {
  let left = before;
  let right = after;
  /** What the keyboard has put behind the cursor. */
  let owed = '';
  for (const key of keysOf(text)) {
    if (keyboard === 'auto-closing' && owed.startsWith(key)) {
      const typesOver = CLOSING.has(key);
      owed = owed.slice(key.length);
      right = right.slice(key.length);
      left += key;
      if (typesOver || key.includes('\n')) {
        yield { text: left + right, cursor: left.length, change: { start: left.length, end: left.length, text: '' } };
      }
      continue;
    }
    const added = keyboard === 'auto-closing' ? broughtBy(key, left, owed) : '';
    const change = { start: left.length, end: left.length, text: key + added };
    left += key;
    right = added + right;
    owed = added + owed;
    yield { text: left + right, cursor: left.length, change };
  }
}

function keysOf(text: string): readonly string[] {
  return text.match(/\n *|[^]/g) ?? [];
}

/** What VS Code puts behind the cursor with a key. */
function broughtBy(key: string, left: string, owed: string): string {
  const last = left.at(-1) ?? '';
  if (key.startsWith('\n')) {
    const closing = PARTNERS[last];
    const indentation = /\n *(?=[^\n]*$)/.exec(left)?.[0] ?? '\n';
    return closing !== undefined && closing !== '"' && owed.startsWith(closing) ? indentation : '';
  }
  return isInString(left) ? '' : (PARTNERS[key] ?? '');
}

function isInString(left: string): boolean {
  const line = left.slice(left.lastIndexOf('\n') + 1);
  return (line.replaceAll(/\\./g, '').match(/"/g)?.length ?? 0) % 2 === 1;
}
