import { createScanner } from 'jsonc-parser';
import type { Range, WrittenAt } from '../../api.ts';
import { isOtherSpace } from '../lines.ts';
import { createPlaceholderScanner } from '../placeholder.ts';
import type { Syntax, Value } from '../value.ts';
import { TreeBuilder } from './tree-builder.ts';

const BYTE_ORDER_MARK = '\uFEFF';

/** `ScanError.UnexpectedEndOfString`: the const enums of jsonc-parser cannot be used where each file compiles alone. */
const UNEXPECTED_END_OF_STRING = 2;

/** How the scanner's numbers begin, and nothing else does. At the end of a text, more digits may follow. */
const NUMBER = /^-?\d/;

/** In char codes: comparing numbers is faster than making a string of each character. */
const QUOTE = 0x22;
const COMMA = 0x2c;
const SLASH = 0x2f;
const COLON = 0x3a;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;

/** See {@link Syntax.parse}. The syntax is the one that the values are to know. What is before `from` is left out. */
export function parseJson(text: string, syntax: Syntax, writtenAt: WrittenAt = {}, from = 0): Value | undefined {
  const builder = new TreeBuilder(text, syntax, writtenAt);
  const scanner = createScanner(text);
  const placeholders = createPlaceholderScanner(text);
  let at = from === 0 && text.startsWith(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK.length : from;

  for (;;) {
    at = skipWhiteSpace(text, at);
    if (at >= text.length) {
      break;
    }
    const code = text.charCodeAt(at);
    if (code === SLASH && isCommentAt(text, at)) {
      builder.comment(scan());
      continue;
    }
    if (builder.isDone) {
      builder.error();
      break;
    }
    switch (code) {
      case OPEN_BRACE:
        if (!scanPlaceholder()) {
          builder.open('object', at++);
        }
        break;
      case OPEN_BRACKET:
        builder.open('array', at++);
        break;
      case CLOSE_BRACE:
        builder.close('object', ++at);
        break;
      case CLOSE_BRACKET:
        builder.close('array', ++at);
        break;
      case COMMA:
        builder.comma(++at);
        break;
      case COLON:
        builder.colon(++at);
        break;
      case QUOTE:
        scanString();
        break;
      default:
        if (isDigitOrSmallLetter(code)) {
          scanWord();
        } else if (isOtherSpace(text[at])) {
          builder.error();
          at++;
        } else if (!scanPlaceholder()) {
          scanWord();
        }
    }
  }
  return builder.finish();

  /** Reads one token that may be longer than a character, and gives its place. */
  function scan(): Range {
    const start = at;
    scanner.setPosition(start);
    scanner.scan();
    at = scanner.getPosition();
    return { start, end: at };
  }

  function scanString(): void {
    const end = endOfPlainString(text, at);
    if (end !== undefined) {
      const start = at;
      at = end;
      builder.string(start, end, text.slice(start + 1, end - 1));
      return;
    }
    const range = scan();
    const error = scanner.getTokenError() as number;
    if (error !== 0) {
      builder.error();
    }
    if (error === UNEXPECTED_END_OF_STRING) {
      builder.unknown(range);
    } else {
      builder.string(range.start, range.end, scanner.getTokenValue());
    }
  }

  function scanWord(): void {
    const range = scan();
    const word = scanner.getTokenValue();
    const isCutOff = at === text.length && builder.isInside;
    if (word === 'true' || word === 'false') {
      builder.scalar('boolean', range, word === 'true');
    } else if (word === 'null') {
      builder.scalar('null', range, null);
    } else if (NUMBER.test(word) && (scanner.getTokenError() as number) === 0 && !isCutOff) {
      builder.scalar('number', range, Number(word));
    } else {
      builder.error();
      builder.unknown(range);
    }
  }

  function scanPlaceholder(): boolean {
    const start = at;
    const end = placeholders.end(start);
    if (end === undefined) {
      return false;
    }
    at = end;
    builder.placeholder({ start, end });
    return true;
  }
}

/** Where a string ends that is what it says, without escapes or mistakes; undefined for all others. */
function endOfPlainString(text: string, start: number): number | undefined {
  for (let at = start + 1; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) {
      return at + 1;
    }
    if (code === 0x5c || code < 0x20) {
      return undefined;
    }
  }
  return undefined;
}

function isCommentAt(text: string, at: number): boolean {
  const next = text[at + 1];
  return next === '/' || next === '*';
}

/** No placeholder begins so, and no space. */
function isDigitOrSmallLetter(code: number): boolean {
  return (code >= 0x30 && code <= 0x39) || (code >= 0x61 && code <= 0x7a);
}

function skipWhiteSpace(text: string, from: number): number {
  let at = from;
  while (at < text.length && isWhiteSpace(text.charCodeAt(at))) {
    at++;
  }
  return at;
}

function isWhiteSpace(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09;
}
