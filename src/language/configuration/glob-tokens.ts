/** Which character may stand in a place of a path. */
export type Test =
  | { readonly kind: 'any' }
  /** Whatever may be in a name: all but a slash. */
  | { readonly kind: 'name' }
  | { readonly kind: 'character'; readonly character: string }
  | { readonly kind: 'class'; readonly isNegated: boolean; readonly ranges: readonly CodeRange[] };

type CodeRange = readonly [first: number, last: number];

/** What a glob is made of. Braces and commas are here where they mean something. */
export type GlobToken =
  | { readonly kind: 'one'; readonly test: Test }
  /** `*`; `**` and the slash after it; and `**` at the end. */
  | { readonly kind: 'many' | 'folders' | 'below' }
  | Punctuation;

interface Punctuation {
  readonly kind: 'open' | 'comma' | 'close';
}

const PUNCTUATION: ReadonlyMap<string, Punctuation['kind']> = new Map([
  ['{', 'open'],
  [',', 'comma'],
  ['}', 'close'],
]);

/** Takes a glob apart. What cannot mean anything, as a bracket that is not closed, stands for itself. */
export function tokensOf(glob: string): readonly GlobToken[] {
  const tokens: GlobToken[] = [];
  const meaningful = punctuationIn(glob);
  for (let at = 0; at < glob.length;) {
    const punctuation = meaningful.get(at);
    const { token, length } =
      punctuation === undefined ? tokenAt(glob, at) : { token: { kind: punctuation }, length: 1 };
    tokens.push(token);
    at += length;
  }
  return tokens;
}

interface Read {
  readonly token: GlobToken;
  readonly length: number;
}

function tokenAt(glob: string, at: number): Read {
  const rest = glob.slice(at);
  const stars = /^\*+/.exec(rest)?.[0].length ?? 0;
  if (stars > 0) {
    return starsAt(glob, at, stars);
  }
  const escaped = /^\\(.)/su.exec(rest);
  if (escaped !== null) {
    return { token: only(escaped[1] ?? ''), length: escaped[0].length };
  }
  const character = String.fromCodePoint(rest.codePointAt(0) ?? 0);
  return (
    classAtStart(rest) ?? {
      token: character === '?' ? { kind: 'one', test: { kind: 'name' } } : only(character),
      length: character.length,
    }
  );
}

function only(character: string): GlobToken {
  return { kind: 'one', test: { kind: 'character', character } };
}

/** Two stars or more mean folders only where they are all of a name. */
function starsAt(glob: string, at: number, count: number): Read {
  const isWhole = count > 1 && /(^|[/{,])$/.test(glob.slice(0, at)) && /^([/},]|$)/.test(glob.slice(at + count));
  if (!isWhole) {
    return { token: { kind: 'many' }, length: count };
  }
  return glob[at + count] === '/'
    ? { token: { kind: 'folders' }, length: count + 1 }
    : { token: { kind: 'below' }, length: count };
}

/** `[…]`. A bracket that comes first in it is one of its characters. */
function classAtStart(rest: string): Read | undefined {
  const [whole, negation, characters = ''] = /^\[([!^]?)(\]?[^\]]*)\]/.exec(rest) ?? [];
  if (whole === undefined || characters === '') {
    return undefined;
  }
  const ranges = Array.from(characters.matchAll(/(.)(?:-(.))?/gsu), ([, first = '', last = first]): CodeRange => [
    first.codePointAt(0) ?? 0,
    last.codePointAt(0) ?? 0,
  ]);
  return { token: { kind: 'one', test: { kind: 'class', isNegated: negation !== '', ranges } }, length: whole.length };
}

/** Where braces with a partner and a comma stand, and their commas. */
function punctuationIn(glob: string): ReadonlyMap<number, Punctuation['kind']> {
  const found = new Map<number, Punctuation['kind']>();
  const open: { readonly at: number; readonly commas: number[] }[] = [];
  for (let at = 0; at < glob.length;) {
    const kind = PUNCTUATION.get(glob.charAt(at));
    if (kind === 'open') {
      open.push({ at, commas: [] });
    } else if (kind === 'comma') {
      open.at(-1)?.commas.push(at);
    } else if (kind === 'close') {
      const pair = open.pop();
      if (pair !== undefined && pair.commas.length > 0) {
        found.set(pair.at, 'open').set(at, 'close');
        pair.commas.forEach((comma) => found.set(comma, 'comma'));
      }
    }
    at += kind === undefined ? tokenAt(glob, at).length : 1;
  }
  return found;
}
