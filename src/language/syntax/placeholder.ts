/**
 * What CodeDeploy (`<IMAGE1_NAME>`), Terraform (`${tag}`, `%{ if … }`), ecspresso and Helm (`{{ must_env … }}`)
 * and Jinja (`{% if … %}`) write where a value will be put later.
 */
const PLACEHOLDER = /[$%]\{|\{[{%]|<[A-Z][A-Z0-9_]*>/;

/** Whether a string holds a placeholder, so that what it will say cannot be known. */
export function hasPlaceholder(text: string): boolean {
  // Most have neither, and this is asked of nearly every string.
  return (text.includes('{') || text.includes('<')) && PLACEHOLDER.test(text);
}

/** Finds where a placeholder outside of any string ends. */
export interface PlaceholderScanner {
  /** The offset after the placeholder that starts at `start`, or undefined when none starts there or it never ends. */
  end(start: number): number | undefined;
}

/** A scanner for one text. It reads no part of it twice in vain: a hostile text costs no more than a long one. */
export function createPlaceholderScanner(text: string): PlaceholderScanner {
  const neverEnds = new Set<string>();

  function search(opening: string, find: () => number): number | undefined {
    if (neverEnds.has(opening)) return undefined;
    const end = find();
    if (end >= 0) return end;
    neverEnds.add(opening);
    return undefined;
  }

  return {
    end(start) {
      const opening = text.slice(start, start + 2);
      switch (opening) {
        case '${':
        case '%{':
          return search(opening, () => endOfBraces(text, start + 1));
        case '{{':
          return search(opening, () => endOf(text, '}}', start + 2));
        case '{%':
          return search(opening, () => endOf(text, '%}', start + 2));
        default:
          return opening.startsWith('<') ? endOfName(text, start) : undefined;
      }
    },
  };
}

function endOf(text: string, closing: string, from: number): number {
  const at = text.indexOf(closing, from);
  return at < 0 ? -1 : at + closing.length;
}

/** Terraform's expressions hold braces themselves: `${jsonencode({ a = 1 })}`. */
function endOfBraces(text: string, openBrace: number): number {
  let depth = 0;
  for (let at = openBrace; at < text.length; at++) {
    const character = text[at];
    if (character === '{') depth++;
    else if (character === '}' && --depth === 0) return at + 1;
  }
  return -1;
}

function endOfName(text: string, start: number): number | undefined {
  const name = /<[A-Z][A-Z0-9_]*>/y;
  name.lastIndex = start;
  return name.test(text) ? name.lastIndex : undefined;
}
