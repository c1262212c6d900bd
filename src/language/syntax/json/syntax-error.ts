import { createScanner } from 'jsonc-parser';

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

/**
 * What may come next: the outermost value; in an object or array, something or its end, or something after a comma, or
 * a comma or the end.
 */
type Expected = 'value' | 'first' | 'next' | 'separator' | 'colon' | 'end';

/**
 * The offset of the first thing in a text that JSON does not allow; comments and trailing commas are. Undefined if
 * there is none. It keeps its own stack, so that no depth of nesting overflows the one of the machine.
 */
export function firstSyntaxError(text: string): number | undefined {
  const scanner = createScanner(text);
  /** The brackets that close what is open. */
  const closing: number[] = [];
  let expected: Expected = 'value';
  for (;;) {
    const token: number = scanner.scan();
    if ((scanner.getTokenError() as number) !== 0 || token === UNKNOWN) {
      return scanner.getTokenOffset();
    }
    if (token >= LINE_COMMENT && token <= TRIVIA) {
      continue;
    }
    if (token === END && expected === 'end') {
      return undefined;
    }
    const next = after(token, expected, closing);
    if (next === undefined) {
      return scanner.getTokenOffset();
    }
    expected = next;
  }
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
