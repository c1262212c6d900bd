import { Lexer } from 'yaml';
import type { TextEdit } from '../../api.ts';
import { firstFrom } from '../first-from.ts';
import type { Source } from '../value.ts';

/** What anchors stand where, in order, and from where to where there are aliases of each. */
interface References {
  readonly anchors: readonly { readonly name: string; readonly start: number }[];
  readonly aliases: ReadonlyMap<string, { readonly first: number; last: number }>;
}

/** See {@link Syntax.breaksIn}: an edit may remove what an alias elsewhere stands for. */
export function breaksIn({ text }: Source): ((edit: TextEdit) => boolean) | undefined {
  if (!text.includes('&') || !text.includes('*')) {
    return undefined;
  }
  let known: References | undefined;
  return ({ start, end }) => {
    const { anchors, aliases } = (known ??= referencesIn(text));
    for (let index = firstFrom(anchors, start); index < anchors.length; index++) {
      const anchor = anchors[index];
      if (anchor === undefined || anchor.start >= end) {
        return false;
      }
      const used = aliases.get(anchor.name);
      if (used !== undefined && (used.first < start || used.last >= end)) {
        return true;
      }
    }
    return false;
  };
}

/** Marks of the package's own among the tokens, that stand for nothing in the text; the last is before a scalar. */
const MARKS: ReadonlySet<string> = new Set(['\u0002', '\u0018', '\u001f']);
const BEFORE_SCALAR = '\u001f';

function referencesIn(text: string): References {
  const anchors: { name: string; start: number }[] = [];
  const aliases = new Map<string, { first: number; last: number }>();
  let at = 0;
  let isScalar = false;
  for (const token of new Lexer().lex(text)) {
    if (MARKS.has(token)) {
      isScalar = token === BEFORE_SCALAR;
      continue;
    }
    at = text.indexOf(token, at);
    const name = token.slice(1);
    if (!isScalar && token.startsWith('&')) {
      anchors.push({ name, start: at });
    } else if (!isScalar && token.startsWith('*')) {
      const used = aliases.get(name);
      if (used === undefined) {
        aliases.set(name, { first: at, last: at });
      } else {
        used.last = at;
      }
    }
    at += token.length;
    isScalar = false;
  }
  return { anchors, aliases };
}
