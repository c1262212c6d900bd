import type { TextEdit } from '../../api.ts';
import type { Entry } from '../content.ts';
import { nearestIndent } from '../indentation.ts';
import type { Value } from '../value.ts';
import { commaAfter, innerRange, type Layout, layoutWithin } from './layout.ts';
import { stringifyEntry } from './stringify.ts';
import { skipCommentsOnLine } from './trivia.ts';

/** Edits that add entries at the end of an object or array, laid out as the others there. */
export function insertEntries(container: Value, entries: readonly Entry[]): readonly TextEdit[] {
  const last = container.children.at(-1);
  return last === undefined ? fill(container, entries) : append(container, last, entries);
}

function append(container: Value, last: Value, entries: readonly Entry[]): readonly TextEdit[] {
  const { text } = container.source;
  const layout = layoutWithin(container);
  const separator = layout.isMultiline ? layout.lineBreak + layout.indent : layout.comma.slice(1);
  const added = entries.map((entry) => separator + stringifyEntry(entry, layoutLike(last, layout))).join(',');
  const trailingComma = commaAfter(last);
  const end = trailingComma ?? last.end;
  const at = layout.isMultiline ? skipCommentsOnLine(text, end) : end;
  if (trailingComma !== undefined) {
    return [{ start: at, end: at, text: `${added},` }];
  }
  if (at === end) {
    return [{ start: at, end: at, text: `,${added}` }];
  }
  return [
    { start: end, end, text: ',' },
    { start: at, end: at, text: added },
  ];
}

function fill(container: Value, entries: readonly Entry[]): readonly TextEdit[] {
  const { start, end } = innerRange(container);
  const inner = container.source.text.slice(start, end);
  const layout = layoutWithin(container);
  const isBlank = inner.trim() === '';
  // Comments stay, and come first.
  const at = isBlank ? start : start + inner.trimEnd().length;
  const to = isBlank ? end : at;
  const json = entries.map((entry) => stringifyEntry(entry, layout));
  if (layout.isMultiline) {
    const newLine = layout.lineBreak + layout.indent;
    const closing = isBlank ? layout.lineBreak + nearestIndent(container) : '';
    return [{ start: at, end: to, text: newLine + json.join(`,${newLine}`) + closing }];
  }
  const padding = container.kind === 'object' ? layout.padding : '';
  return [{ start: at, end: to, text: (isBlank ? padding : ' ') + json.join(layout.comma) + (isBlank ? padding : '') }];
}

/** Elements on one line each, as `{ "containerPort": 80 },`, are joined by others on one line. */
function layoutLike(sibling: Value, layout: Layout): Layout {
  const isOnOneLine = sibling.key === undefined && sibling.children.length > 0 && !layoutWithin(sibling).isMultiline;
  return isOnOneLine ? { ...layout, isMultiline: false, padding: layoutWithin(sibling).padding } : layout;
}
