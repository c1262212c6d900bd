import type { TextEdit } from '../../api.ts';
import { type Content, isVerbatim, verbatim } from '../content.ts';
import { applyEdits } from '../edits.ts';
import { type Writer, writeWith } from '../plan.ts';
import type { Change, Value } from '../value.ts';
import { insertInBlock, removeFromBlock } from './block.ts';
import { insertInFlow, removeFromFlow } from './flow.ts';
import { entryText, flowEntry, flowText, linesText, quoted, shifted, stringText, textAfterColon } from './stringify.ts';
import { columnOf, spaces, type Style, styleAround } from './style.ts';
import { endOf, isBlock, isInFlow, layoutOf } from './yaml-node.ts';

/**
 * The edits that make changes to a YAML text, and to nothing else in it: indentation, line breaks and comments stay as
 * they are, and what is new follows the style of what is around it.
 */
export function writeYaml(changes: readonly Change[]): readonly TextEdit[] {
  return writeWith(WRITER, changes);
}

const WRITER: Writer = {
  replace: (value, content) => [replace(value, content)],
  insert: (container, entries) =>
    isBlock(container) ? insertInBlock(container, entries) : insertInFlow(container, entries),
  remove: (container, entries) =>
    isBlock(container) ? removeFromBlock(container, entries) : removeFromFlow(container, entries),
  rename,
  nest(property, { name, value }) {
    const { entry } = layoutOf(property);
    const style = styleOf(property);
    const text = isInFlow(property)
      ? flowEntry(name, value, style)
      : entryText(name, value, columnOf(property, entry), style);
    return [{ start: entry, end: endOf(property), text }];
  },
  enlist(value) {
    const { start, end, source } = value;
    if (layoutOf(value).style === 'empty') {
      return [replace(value, [null])];
    }
    const isOnOneLine = !isBlock(value) && !/[\r\n]/.test(source.text.slice(start, end));
    if (
      isInFlow(value) ||
      (isOnOneLine && source.text.slice(start, end) === flowText(verbatim(value), styleOf(value)))
    ) {
      return [
        { start, end: start, text: '[' },
        { start: end, end, text: ']' },
      ];
    }
    return [replace(value, [verbatim(value)])];
  },
  hoist,
};

/** How what is beside a value is written. */
function styleOf(value: Value): Style {
  return styleAround(value.parent ?? value);
}

function replace(value: Value, content: Content): TextEdit {
  const { style: written, after, entry } = layoutOf(value);
  const style = styleOf(value);
  const isOnLine = written === 'scalar' || written === 'flow';
  if (isInFlow(value)) {
    const text = flowText(content, style);
    return isOnLine ? { start: value.start, end: value.end, text } : { start: after, end: after, text: ` ${text}` };
  }
  const isCollection =
    typeof content === 'object' && content !== null && (isVerbatim(content) || Object.keys(content).length > 0);
  if (isOnLine && (!isCollection || (written === 'flow' && value.children.length > 0))) {
    return { start: value.start, end: value.end, text: flowText(content, style, isCollection) };
  }
  if (value.parent === undefined) {
    return { start: value.start, end: value.end, text: linesText(content, columnOf(value, value.start), style) };
  }
  const column = columnOf(value, entry);
  const text =
    value.parent.kind === 'array'
      ? entryText(undefined, content, column, style).slice(1)
      : textAfterColon(content, column, style);
  return { start: after, end: endOf(value), text };
}

function rename(property: Value, name: string): readonly TextEdit[] {
  const { key, source } = property;
  if (key === undefined) {
    return [];
  }
  const { start, end } = key;
  const mark = source.text[start];
  const isQuoted = mark === '"' || mark === "'";
  const text = isQuoted ? quoted(name, mark) : stringText(name, styleOf(property), isInFlow(property));
  return [{ start, end, text }];
}

/** See {@link Writer.hoist}. */
function hoist(outer: Value, inner: Value, others: readonly TextEdit[]): readonly TextEdit[] {
  const { text } = outer.source;
  const { after, entry } = layoutOf(outer);
  const before = others.filter(({ end }) => end <= outer.start);
  const within = others.filter(({ start, end }) => start >= inner.start && end <= inner.end);
  const behind = others.filter(({ start }) => start >= outer.end);
  const shiftedEdits = within.map((edit) => ({
    start: edit.start - inner.start,
    end: edit.end - inner.start,
    text: edit.text,
  }));
  const isEmpty = layoutOf(inner).style === 'empty';
  const moved = isEmpty ? 'null' : applyEdits(text.slice(inner.start, inner.end), shiftedEdits);
  const isRoot = outer.parent === undefined;
  if (!isBlock(outer)) {
    return [...before, { start: outer.start, end: outer.end, text: moved }, ...behind];
  }
  if (!isBlock(inner)) {
    const onLine = shifted(moved, columnOf(outer, entry) - columnOf(inner, layoutOf(inner).entry));
    const edit = isRoot
      ? { start: outer.start, end: outer.end, text: onLine }
      : { start: after, end: outer.end, text: ` ${onLine}` };
    return [...before, edit, ...behind];
  }
  const style = styleOf(outer);
  const isElement = outer.parent?.kind === 'array';
  const column = isRoot
    ? 0
    : columnOf(outer, entry) + (isElement ? 2 : inner.kind === 'array' ? style.dash : style.step);
  const lines = shifted(moved, column - columnOf(inner, inner.start));
  const lead = isRoot ? '' : isElement ? ' ' : style.lineBreak + spaces(column);
  return [...before, { start: isRoot ? outer.start : after, end: outer.end, text: lead + lines }, ...behind];
}
