import { Composer, type Document, type ParsedNode, Parser } from 'yaml';
import type { WrittenAt } from '../../api.ts';
import type { Syntax, Value } from '../value.ts';
import { hasOpenPlaceholders } from './open-placeholders.ts';
import { declared, type Tags } from './tags.ts';
import { TreeBuilder } from './tree-builder.ts';

const BYTE_ORDER_MARK = '\uFEFF';

/**
 * See {@link Syntax.parse}. The syntax is the one that the values are to know. Of what is no YAML before a program has
 * made some of it, there is none: nobody can tell what is in what there.
 */
export function parseYaml(text: string, syntax: Syntax, tags: Tags, writtenAt: WrittenAt = {}): Value | undefined {
  const document = firstDocument(text, tags);
  if (document !== undefined && document.errors.length > 0 && hasOpenPlaceholders(text)) {
    return undefined;
  }
  return document === undefined ? undefined : new TreeBuilder(text, syntax, tags, writtenAt).build(document);
}

/** Of several documents in a text, the first that holds anything. */
export function firstDocument(text: string, tags: Tags): Document.Parsed | undefined {
  const composer = new Composer({
    // What a scalar says is for us to tell: it depends on who reads it.
    schema: 'failsafe',
    customTags: declared(tags),
    uniqueKeys: false,
    prettyErrors: false,
    keepSourceTokens: true,
    logLevel: 'silent',
  });
  const parser = new Parser();
  // A mark that the parser is given would keep it from seeing where the first line begins.
  parser.offset = text.startsWith(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK.length : 0;
  for (const document of composer.compose(parser.parse(text.slice(parser.offset)), false, text.length)) {
    if (document.contents !== null && !isEmpty(document.contents)) {
      return document;
    }
  }
  return undefined;
}

function isEmpty({ range: [start, end] }: ParsedNode): boolean {
  return start === end;
}
