import type { Parser } from 'web-tree-sitter';
import type { Range } from '../../api.ts';
import type { Syntax, Value } from '../value.ts';
import { comments } from './comments.ts';
import { treesOf } from './grammar.ts';
import { isHeredoc, jsonIn } from './heredoc.ts';
import { LONGEST_HCL, parseHcl } from './parse.ts';
import { keySlotAt, slotsAt } from './slots.ts';
import { encodeQuoted, heredocLines } from './string.ts';
import { literal, nameOf } from './stringify.ts';
import { writeHcl } from './write.ts';

/**
 * HCL, the language of Terraform and OpenTofu, as JSON has it: a block `resource "a" "b" { … }` is a property
 * `resource` that holds an object with a property `a`, which holds one with a property `b`, which holds what is in the
 * block. A block that is repeated is there as often, each a property of its own. The parser is one of HCL.
 */
export function createHcl(parser: Parser): Syntax {
  const readTree = treesOf(parser);
  const hcl: Syntax = {
    longest: LONGEST_HCL,
    parse: (text, writtenAt) => parseHcl(text, hcl, readTree, writtenAt),
    // The editor's own extension, and `terraform validate`, say what is no HCL.
    firstMistake: () => undefined,
    hasOpenPlaceholders: () => false,
    mayHave: (text, property) => text.includes(property),
    searchFor: (properties) => {
      // The names of properties that are looked for hold no more than letters and underscores.
      const any = new RegExp(`(?<![\\w-])(?:${properties.join('|')})(?![\\w-])`);
      return (text) => any.test(text);
    },
    write: writeHcl,
    literal,
    propertyName: (name) => nameOf(name, false),
    contentOf,
    embeddedIn: jsonIn,
    content: encodeQuoted,
    slotsAt,
    keySlotAt,
    comments,
    hasBlocks: true,
  };
  return hcl;
}

function contentOf(string: Value): Range {
  const { start, end, source } = string;
  if (isHeredoc(string)) {
    return heredocLines(source.text, string);
  }
  // The name of a property may stand for a value, and has no quotes then.
  return source.text[start] === '"' ? { start: start + 1, end: end - 1 } : { start, end };
}
