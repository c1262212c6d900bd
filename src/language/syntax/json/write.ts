import type { TextEdit } from '../../api.ts';
import type { Content } from '../content.ts';
import { hoist } from '../hoist.ts';
import { indentOf, nearestIndent, startOf } from '../indentation.ts';
import { type Writer, writeWith } from '../plan.ts';
import type { Change, Value } from '../value.ts';
import { insertEntries } from './insert.ts';
import { layoutWithin } from './layout.ts';
import { removeEntries } from './remove.ts';
import { stringify, stringifyEntry } from './stringify.ts';

/**
 * The edits that make changes to a JSON text, and to nothing else in it: indentation, line breaks, comments and
 * trailing commas stay as they are, and what is new follows the style of what is around it.
 */
export function writeJson(changes: readonly Change[]): readonly TextEdit[] {
  return writeWith(WRITER, changes);
}

const WRITER: Writer = {
  replace: (value, content) => [replace(value, content)],
  insert: insertEntries,
  remove: removeEntries,
  rename: ({ key }, name) =>
    key === undefined ? [] : [{ start: key.start, end: key.end, text: JSON.stringify(name) }],
  nest: (property, entry) => [
    {
      start: startOf(property),
      end: property.end,
      text: stringifyEntry(entry, layoutWithin(property.parent ?? property)),
    },
  ],
  hoist,
};

function replace(value: Value, json: Content): TextEdit {
  const isMultiline = indentOf(value) !== undefined;
  const layout = { ...layoutWithin(value.parent ?? value), isMultiline, indent: nearestIndent(value) };
  return { start: value.start, end: value.end, text: stringify(json, layout) };
}
