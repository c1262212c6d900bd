import { Composer, type CST, type Document, Parser } from 'yaml';
import type { WrittenAt } from '../../api.ts';
import type { Syntax, Value } from '../value.ts';
import { hasOpenPlaceholders } from './open-placeholders.ts';
import { isSurelyRight } from './surely-right.ts';
import { declared, type Tags } from './tags.ts';
import { TreeBuilder } from './tree-builder.ts';

const BYTE_ORDER_MARK = '\uFEFF';

/**
 * See {@link Syntax.parse}. The syntax is the one that the values are to know. Of what is no YAML before a program has
 * made some of it, there is none: nobody can tell what is in what there.
 */
export function parseYaml(text: string, syntax: Syntax, tags: Tags, writtenAt: WrittenAt = {}): Value | undefined {
  const stream = firstDocument(text);
  if (stream === undefined) {
    return undefined;
  }
  // The package composes a document of objects that it can change and write, only to tell whether all is right.
  const isComplete = isSurelyRight(stream.tokens, tags) || mistakesIn(stream.tokens, tags).length === 0;
  if (!isComplete && hasOpenPlaceholders(text)) {
    return undefined;
  }
  // What else a prefix of tags could make of them is for nobody to know.
  const known = stream.tokens.some(({ type }) => type === 'directive') ? NO_TAGS : tags;
  return new TreeBuilder(text, syntax, known, writtenAt).build(stream.document, isComplete);
}

const NO_TAGS: Tags = new Map();

/** What the package finds wrong with the first document of a text that holds anything. */
export function mistakesOf(text: string, tags: Tags): readonly Wrong[] {
  const stream = firstDocument(text);
  return stream === undefined ? [] : mistakesIn(stream.tokens, tags);
}

/** Something that is wrong, and where: from an offset to another. */
interface Wrong {
  readonly pos: readonly [number, number];
}

/** A document of a text, and all that is in the text up to its end. */
interface Stream {
  readonly document: CST.Document;
  readonly tokens: readonly CST.Token[];
}

/** Of several documents in a text, the first that holds anything. */
function firstDocument(text: string): Stream | undefined {
  const parser = new Parser();
  // A mark that the parser is given would keep it from seeing where the first line begins.
  parser.offset = text.startsWith(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK.length : 0;
  const tokens: CST.Token[] = [];
  let document: CST.Document | undefined;
  for (const token of parser.parse(text.slice(parser.offset))) {
    if (document !== undefined && (token.type === 'document' || token.type === 'directive')) {
      break;
    }
    tokens.push(token);
    if (token.type === 'document' && holdsAnything(token)) {
      document = token;
    }
  }
  return document && { document, tokens };
}

function holdsAnything({ value }: CST.Document): boolean {
  return value !== undefined && (value.type !== 'scalar' || value.source !== '');
}

function mistakesIn(tokens: readonly CST.Token[], tags: Tags): readonly Wrong[] {
  const composer = new Composer({
    // What a scalar says is for us to tell: it depends on who reads it.
    schema: 'failsafe',
    customTags: declared(tags),
    uniqueKeys: false,
    prettyErrors: false,
    logLevel: 'silent',
  });
  return Array.from(composer.compose(tokens)).findLast(isRead)?.errors ?? [];
}

/** Documents before the one that holds anything are empty. */
function isRead({ contents }: Document.Parsed): boolean {
  return contents !== null;
}
