import type { Range } from '../language/api.ts';
import { endOfLine } from '../language/syntax/lines.ts';

/**
 * The names of what may be a secret: the value of a variable, also where it is mistyped, the token of a log driver, and
 * a variable itself, in capitals, where somebody wrote a map of them. `AWS` is who may do something, in a policy.
 */
const NAME = String.raw`(?:(?=[AELUaelu]*[Vv])[AELUVaeluv]{4,7}|[Ss]plunk-[Tt]oken|(?!AWS\b)[A-Z][A-Z\d_]+)`;

/** What stands before its text: the name, the sign, which in HCL may be `=`, and the quote, where there is one. */
const BEFORE = new RegExp(
  String.raw`"${NAME}"\s*[:=]\s*"|(?<![\w.$-])(["']?)${NAME}\1[ \t]*([:=])[ \t]*(?:[!&][\w:]+[ \t]+(?=["']))?(["']?)`,
  'g',
);

/** In place of each character, so that all others stay in their columns. */
const HIDDEN = '•';

/** A map of variables, by their names: what begins like one is looked into. */
const MAP =
  /(?<![\w.$-])(["']?)\w{0,40}[Ee]nv(?:ironment)?\w{0,40}\1[ \t]*[:=](?![=>])[ \t]*(?:(?=[{A-Za-z(])|(?=\[\s*for\b)|(#.*)?$)/gm;

/** What a property of a map is called, and the sign before its value. */
const ENTRY =
  /(?:"(?:[^"\\\r\n]|\\.){1,200}"|'[^'\r\n]{1,200}'|(?<![\w.-])[\w.-]{1,200}|\))[ \t]*([:=])(?![=>])(?![ \t]*[[{(])[ \t]*(?:[!&][\w:]+[ \t]+(?=["']))?(["']?)/g;

/** A name that something works out, which may be that of a variable anywhere. */
const WORKED_OUT =
  /(?:\([^()\r\n]{1,200}\)|"[^"\r\n]{0,200}\$\{[^"\r\n]{1,200}")[ \t]*=(?![=>])(?![ \t]*[[{(])[ \t]*("?)/g;

/**
 * A text to be shown, of which nobody learns what the environment variables say: more people read the output of CI than
 * the files. What `describe-task-definition` prints may not be in a file at all. What goes on in further lines stays:
 * no finding is on these.
 */
export function hideValues(text: string): string {
  const all = { start: 0, end: text.length };
  const hidden = [
    ...valuesIn(text, all, BEFORE, ([, , sign, quote]) => ({ sign, quote })),
    ...valuesIn(text, all, WORKED_OUT, ([, quote]) => ({ sign: '=', quote })),
    ...valuesInMaps(text),
  ];
  const parts: string[] = [];
  let done = 0;
  for (const { start, end } of hidden.sort((a, b) => a.start - b.start || b.end - a.end)) {
    if (start >= done) {
      parts.push(text.slice(done, start), HIDDEN.repeat(end - start));
      done = end;
    }
  }
  return parts.join('') + text.slice(done);
}

/** Where values are in a part of a text, each behind a sign; of what matches before one, sign and quote are told. */
function valuesIn(
  text: string,
  { start: from, end: to }: Range,
  before: RegExp,
  read: (match: RegExpExecArray) => { readonly sign: string | undefined; readonly quote: string | undefined },
): readonly Range[] {
  const found: Range[] = [];
  const pattern = new RegExp(before);
  pattern.lastIndex = from;
  for (let match = pattern.exec(text); match !== null && match.index < to; match = pattern.exec(text)) {
    const { sign, quote } = read(match);
    const start = match.index + match[0].length;
    const end = quote === '' ? endOfOther(text, start, sign) : endOfString(text, start, quote ?? '"');
    found.push({ start, end });
    pattern.lastIndex = Math.max(pattern.lastIndex, end);
  }
  return found;
}

/** Where the values of variables are in maps of them. */
function valuesInMaps(text: string): readonly Range[] {
  const found: (readonly Range[])[] = [];
  let done = 0;
  for (const { index, 0: before } of text.matchAll(MAP)) {
    const start = index + before.length;
    if (start >= done) {
      const isBlock = /[\r\n]|^$/.test(text.charAt(start));
      done = isBlock ? endOfBlock(text, index, start) : endOfMap(text, start);
      const read = ([, sign, quote]: RegExpExecArray) => ({ sign: isBlock ? sign : '=', quote });
      found.push(valuesIn(text, { start, end: done }, ENTRY, read));
    }
  }
  return found.flat();
}

/** Where its closing quote is, or the end of the line that lacks one. What a template puts in may have strings. */
function endOfString(text: string, start: number, quote: string, mayHaveTemplates = true): number {
  let hasTemplates = mayHaveTemplates;
  for (let at = start; at < text.length; at++) {
    const character = text[at];
    // Two of them in a string are one of its characters in YAML.
    if (character === quote && quote === "'" && text[at + 1] === quote) {
      at++;
      continue;
    }
    if (character === quote || character === '\n' || character === '\r') {
      return at;
    }
    if (hasTemplates && character === '$' && text[at + 1] === '{') {
      const end = endOfExpression(text, at + 2);
      hasTemplates = text[end] === '}';
      at = hasTemplates ? end : at;
      continue;
    }
    // A line does not go on after a backslash.
    if (character === '\\' && quote === '"' && text[at + 1] !== '\n' && text[at + 1] !== '\r') {
      at++;
    }
  }
  return text.length;
}

/** What says where a value is, and not what it is; or what goes on in further lines. */
const ELSEWHERE = {
  ':': /^(?:!(?:Ref|GetAtt|ImportValue)\s|[*|>#]|$)/,
  '=': /^(?:(?:var|local|each|data|module|random_\w+|aws_\w+)[\w.*[\]"-]*(?=[ \t]*(?:[,}\])]|$))|<<|$)/,
};

/** Where a value ends that is no string: in YAML it may be one without quotes, or a function that has one. */
function endOfOther(text: string, start: number, sign: string | undefined): number {
  const [line = ''] = /^[^\r\n]*/.exec(text.slice(start, start + MOST_OF_LINE)) ?? [];
  if (ELSEWHERE[sign === '=' ? '=' : ':'].test(line)) {
    return start;
  }
  return sign === '=' || /^[[{]/.test(line) ? endOfExpression(text, start) : start + line.length;
}

/** Where an expression ends: before the comma that follows, the bracket around it, or the end of the line. */
function endOfExpression(text: string, start: number): number {
  const most = Math.min(text.length, start + MOST_OF_LINE);
  let depth = 0;
  for (let at = start; at < most; at++) {
    const character = text[at] ?? '';
    if (character === '\n' || character === '\r') {
      return at;
    }
    if (character === '"' || character === "'") {
      const end = endOfString(text, at + 1, character, false);
      at = text[end] === character ? end : end - 1;
    } else if ('([{'.includes(character)) {
      depth++;
    } else if (depth === 0 && ',)]}'.includes(character)) {
      return at;
    } else if (')]}'.includes(character)) {
      depth--;
    }
  }
  return most;
}

/** Where the lines of a map of YAML end: those that are further right than its name, which is no list. */
function endOfBlock(text: string, name: number, start: number): number {
  const indent = name - (text.lastIndexOf('\n', name) + 1);
  const line = /(?:\r\n?|\n)([ \t]*)([^\r\n]?)/y;
  line.lastIndex = start;
  for (let match = line.exec(text); match !== null; match = line.exec(text)) {
    const [, blanks = '', first = ''] = match;
    if (first !== '' && first !== '#' && (blanks.length <= indent || first === '-')) {
      return match.index;
    }
    line.lastIndex = endOfLine(text, line.lastIndex);
  }
  return text.length;
}

/** Where the brackets of a map are closed that begin on its first line, however many lines there are. */
function endOfMap(text: string, start: number): number {
  let depth = 0;
  for (let at = start; at < text.length; at++) {
    const character = text[at] ?? '';
    if (character === '"') {
      at = endOfString(text, at + 1, character, false);
    } else if ('([{'.includes(character)) {
      depth++;
    } else if (')]}'.includes(character)) {
      depth--;
      if (depth <= 0) {
        return at;
      }
    } else if (depth === 0 && /[\r\n]/.test(character)) {
      return at;
    }
  }
  return text.length;
}

/** So much of a line at most is looked at, in characters; what is shown of one is less. */
const MOST_OF_LINE = 10_000;
