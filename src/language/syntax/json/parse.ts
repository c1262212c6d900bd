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

/** See {@link Syntax.parse}. The syntax is the one that the values are to know. What is before `from` is left out. */
export function parseJson(text: string, syntax: Syntax, writtenAt: WrittenAt = {}, from = 0): Value | undefined {
  const builder = new TreeBuilder(text, syntax, writtenAt);
  const scanner = createScanner(text);
  const placeholders = createPlaceholderScanner(text);
  let at = from === 0 && text.startsWith(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK.length : from;

  for (;;) {
    at = skipWhiteSpace(text, at);
    const character = text[at];
    if (character === undefined) {
      break;
    }
    if (character === '/' && (text[at + 1] === '/' || text[at + 1] === '*')) {
      builder.comment(scan());
      continue;
    }
    if (builder.isDone) {
      builder.error();
      break;
    }
    switch (character) {
      case '{':
        if (!scanPlaceholder()) {
          builder.open('object', at++);
        }
        break;
      case '[':
        builder.open('array', at++);
        break;
      case '}':
        builder.close('object', ++at);
        break;
      case ']':
        builder.close('array', ++at);
        break;
      case ',':
        builder.comma(++at);
        break;
      case ':':
        builder.colon(++at);
        break;
      case '"':
        scanString();
        break;
      default:
        if (isOtherSpace(character)) {
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
      builder.string({ start, end }, text.slice(start + 1, end - 1));
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
      builder.string(range, scanner.getTokenValue());
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
    if (code === 0x22) {
      return at + 1;
    }
    if (code === 0x5c || code < 0x20) {
      return undefined;
    }
  }
  return undefined;
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
