import type { TextEdit } from '../../api.ts';
import { type Content, verbatim, wrap } from '../content.ts';
import { cutOut } from '../cut.ts';
import { type Editor, writeWith } from '../plan.ts';
import type { Change, Value } from '../value.ts';
import { hoist } from './hoist.ts';
import { insertEntries } from './insert.ts';
import { indentOf, layoutWithin, nearestIndent, startOf } from './layout.ts';
import { removeEntries } from './remove.ts';
import { stringify, stringifyEntry } from './stringify.ts';

/**
 * The edits that make changes to a JSON text, and to nothing else in it: indentation, line breaks, comments and
 * trailing commas stay as they are, and what is new follows the style of what is around it.
 */
export function writeJson(changes: readonly Change[]): readonly TextEdit[] {
  return writeWith(EDITOR, changes);
}

const EDITOR: Editor = {
  replace: (value, content) => [replace(value, content)],
  insert: insertEntries,
  remove: removeEntries,
  rename: ({ start, end }, _, name) => ({ start, end, text: JSON.stringify(name) }),
  nest(value, [name, ...deeper]) {
    const { parent, end } = value;
    return parent === undefined
      ? []
      : [
          {
            start: startOf(value),
            end,
            text: stringifyEntry({ name, value: wrap(deeper, verbatim(value)) }, layoutWithin(parent)),
          },
        ];
  },
  enlist: ({ start, end }) => [insertion(start, '['), insertion(end, ']')],
  hoist,
  cut: ({ source }, places) => cutOut(source, places),
};

function insertion(at: number, text: string): TextEdit {
  return { start: at, end: at, text };
}

function replace(value: Value, json: Content): TextEdit {
  const isMultiline = indentOf(value) !== undefined;
  const layout = { ...layoutWithin(value.parent ?? value), isMultiline, indent: nearestIndent(value) };
  return { start: value.start, end: value.end, text: stringify(json, layout) };
}
