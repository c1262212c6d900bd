import type { TextEdit } from '../../api.ts';
import type { Content, Entry } from '../content.ts';
import { hoist } from '../hoist.ts';
import { indentOf, nearestIndent, startOf } from '../indentation.ts';
import { type Writer, writeWith } from '../plan.ts';
import type { Change, Value } from '../value.ts';
import { isBlock } from './hcl-node.ts';
import { insertEntries } from './insert.ts';
import { layoutWithin } from './layout.ts';
import { removeEntries } from './remove.ts';
import { isForBlocks, lines, nameOf, stringify } from './stringify.ts';

/**
 * The edits that make changes to an HCL text, and to nothing else in it. What is new follows the style of what is
 * around it, and signs stand below each other as `terraform fmt` has them.
 */
export function writeHcl(changes: readonly Change[]): readonly TextEdit[] {
  return writeWith(WRITER, changes);
}

const WRITER: Writer = {
  replace: (value, content) => [replace(value, content)],
  insert: insertEntries,
  remove: removeEntries,
  rename: ({ key, source, parent }, name) => {
    if (key === undefined) {
      return [];
    }
    const isQuoted = source.text[key.start] === '"';
    const text = parent !== undefined && layoutWithin(parent).isBody ? name : nameOf(name, isQuoted);
    return [{ start: key.start, end: key.end, text }];
  },
  nest: (property, entry) => [{ start: startOf(property), end: property.end, text: written(property, entry) }],
  hoist,
  repeats: isBlock,
};

function written(property: Value, entry: Entry): string {
  return lines([entry], layoutWithin(property.parent ?? property))
    .map(({ name, rest }) => name + rest)
    .join('');
}

function replace(value: Value, content: Content): TextEdit {
  const { key, start, end, parent } = value;
  const layout = layoutWithin(parent ?? value);
  if (key !== undefined && layout.isBody && (isBlock(value) || isForBlocks(content))) {
    return { start: key.start, end, text: written(value, { name: key.name, value: content }) };
  }
  const isMultiline = indentOf(value) !== undefined;
  return {
    start,
    end,
    text: stringify(content, { ...layout, isMultiline, indent: nearestIndent(value), isBody: false }),
  };
}
