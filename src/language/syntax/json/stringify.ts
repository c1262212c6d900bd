import { type Content, type Entry, isList, isVerbatim } from '../content.ts';
import { writtenAt } from '../verbatim.ts';
import { commaAfter, type Layout } from './layout.ts';

/** An entry as JSON, for a place with this layout. */
export function stringifyEntry({ name, value }: Entry, layout: Layout): string {
  const json = stringify(value, layout);
  return name === undefined ? json : JSON.stringify(name) + layout.colon + json;
}

/** A value as JSON, for a place with this layout. */
export function stringify(value: Content, layout: Layout): string {
  if (typeof value !== 'object' || value === null) {
    return JSON.stringify(value);
  }
  if (isVerbatim(value)) {
    return writtenAt(value, layout.indent, commaAfter);
  }
  if (isList(value)) {
    return bracket(
      '[',
      value.map((item) => ({ name: undefined, value: item })),
      ']',
      layout,
    );
  }
  const properties = Object.entries(value).map(([name, property]) => ({ name, value: property }));
  return bracket('{', properties, '}', layout, layout.padding);
}

function bracket(open: string, entries: readonly Entry[], close: string, layout: Layout, padding = ''): string {
  if (entries.length === 0) {
    return open + close;
  }
  if (!layout.isMultiline) {
    const line = entries.map((entry) => stringifyEntry(entry, layout)).join(layout.comma);
    return open + padding + line + padding + close;
  }
  const inner: Layout = { ...layout, indent: layout.indent + layout.step };
  const lines = entries.map((entry) => inner.lineBreak + inner.indent + stringifyEntry(entry, inner)).join(',');
  return open + lines + layout.lineBreak + layout.indent + close;
}
