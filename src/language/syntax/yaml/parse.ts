import { Composer, type Document, type ParsedNode, Parser } from 'yaml';
import type { WrittenAt } from '../../api.ts';
import type { Syntax, Value } from '../value.ts';
import { declared, type Tags } from './tags.ts';
import { TreeBuilder } from './tree-builder.ts';

/** See {@link Syntax.parse}. The syntax is the one that the values are to know. */
export function parseYaml(text: string, syntax: Syntax, tags: Tags, writtenAt: WrittenAt = {}): Value | undefined {
  const document = firstDocument(text, tags);
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
  for (const document of composer.compose(new Parser().parse(text), false, text.length)) {
    if (document.contents !== null && !isEmpty(document.contents)) {
      return document;
    }
  }
  return undefined;
}

function isEmpty({ range: [start, end] }: ParsedNode): boolean {
  return start === end;
}
