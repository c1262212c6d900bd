import { createScanner } from 'jsonc-parser';
import { endOfLine, isOtherSpace } from '../lines.ts';
import type { Mistake, MistakeKind } from '../value.ts';

/** Kinds of tokens: the const enums of jsonc-parser cannot be used where each file compiles alone. */
const OPEN_BRACE = 1;
const CLOSE_BRACE = 2;
const OPEN_BRACKET = 3;
const CLOSE_BRACKET = 4;
const COMMA = 5;
const COLON = 6;
const NULL = 7;
const NUMBER = 11;
const STRING = 10;
const LINE_COMMENT = 12;
const TRIVIA = 15;
const UNKNOWN = 16;
const END = 17;

/** `ScanError.UnexpectedEndOfString`. */
const UNEXPECTED_END_OF_STRING = 2;

/**
 * What may come next: the outermost value; in an object or array, something or its end, or something after a comma, or
 * a comma or the end.
 */
type Expected = 'value' | 'first' | 'next' | 'separator' | 'colon' | 'end';

/**
 * The first thing in a text that JSON does not allow; comments and trailing commas are. Undefined if there is none. The
 * first comment of another language, `#`, is told of where there is nothing worse. It keeps its own stack, so that no
 * depth of nesting overflows the one of the machine.
 */
export function firstMistake(text: string): Mistake | undefined {
  const scanner = createScanner(text);
  /** The brackets that close what is open. */
  const closing: number[] = [];
  let expected: Expected = 'value';
  let hashComment: Mistake | undefined;
  const mistake = (kind: MistakeKind): Mistake => {
    const start = scanner.getTokenOffset();
    return { kind, start, end: start + scanner.getTokenLength() };
  };
  for (;;) {
    const token: number = scanner.scan();
    const error = scanner.getTokenError() as number;
    if (token === UNKNOWN && text[scanner.getTokenOffset()] === '#') {
      const start = scanner.getTokenOffset();
      const end = endOfLine(text, start);
      hashComment ??= { kind: 'hashComment', start, end };
      scanner.setPosition(end);
      continue;
    }
    if (token === UNKNOWN && isOtherSpace(text[scanner.getTokenOffset()])) {
      const start = scanner.getTokenOffset();
      return { kind: 'space', start, end: start + 1 };
    }
    if (error !== 0 || token === UNKNOWN) {
      return mistake(error === UNEXPECTED_END_OF_STRING ? 'string' : 'other');
    }
    if (token >= LINE_COMMENT && token <= TRIVIA) {
      continue;
    }
    if (token === END && expected === 'end') {
      return hashComment;
    }
    const next = after(token, expected, closing);
    if (next === undefined) {
      return mistake(token === END ? 'end' : lacksComma(token, expected, closing) ? 'comma' : 'other');
    }
    expected = next;
  }
}

/** Whether a token could come if there were a comma before it. */
function lacksComma(token: number, expected: Expected, closing: readonly number[]): boolean {
  return expected === 'separator' && after(token, 'next', [...closing.slice(-1)]) !== undefined;
}

/** What may come after a token; undefined where the token may not come. */
function after(token: number, expected: Expected, closing: number[]): Expected | undefined {
  const close = closing.at(-1);
  const isEntry = expected === 'first' || expected === 'next';
  if (token === close && (isEntry || expected === 'separator')) {
    closing.pop();
    return closing.length === 0 ? 'end' : 'separator';
  }
  if (expected === 'separator') {
    return token === COMMA ? 'next' : undefined;
  }
  if (expected === 'colon') {
    return token === COLON ? 'value' : undefined;
  }
  if (expected === 'end') {
    return undefined;
  }
  if (isEntry && close === CLOSE_BRACE) {
    return token === STRING ? 'colon' : undefined;
  }
  if (token === OPEN_BRACE || token === OPEN_BRACKET) {
    closing.push(token === OPEN_BRACE ? CLOSE_BRACE : CLOSE_BRACKET);
    return 'first';
  }
  if (token < NULL || token > NUMBER) {
    return undefined;
  }
  return closing.length === 0 ? 'end' : 'separator';
}
