import type { TextEdit } from '../../api.ts';
import type { Entry } from '../content.ts';
import { indentBefore } from '../lines.ts';
import type { Value } from '../value.ts';
import { skipTrivia } from './comments.ts';
import { flowEntry } from './stringify.ts';
import { styleAround } from './style.ts';
import { layoutOf } from './yaml-node.ts';

/** Edits that add entries at the end of an object or array in brackets. */
export function insertInFlow(container: Value, entries: readonly Entry[]): readonly TextEdit[] {
  const { text } = container.source;
  const style = styleAround(container);
  const written = entries.map(({ name, value }) => flowEntry(name, value, style));
  const last = container.children.at(-1);
  if (last === undefined) {
    const inner = written.join(', ');
    const filled = container.kind === 'object' ? `{ ${inner} }` : `[${inner}]`;
    return [{ start: container.start, end: container.end, text: filled }];
  }
  const indent = indentBefore(text, layoutOf(last).entry);
  const separator = indent === undefined ? ' ' : style.lineBreak + indent;
  const comma = skipTrivia(text, last.end);
  const hasComma = text[comma] === ',';
  const at = hasComma ? comma + 1 : last.end;
  const added = written.map((entry) => separator + entry);
  return [{ start: at, end: at, text: hasComma ? `${added.join(',')},` : `,${added.join(',')}` }];
}

/** Edits that take entries out, with their commas. */
export function removeFromFlow(container: Value, entries: ReadonlySet<Value>): readonly TextEdit[] {
  const { children, start, end } = container;
  const lastKept = children.findLastIndex((child) => !entries.has(child));
  const kept = children[lastKept];
  if (kept === undefined) {
    return [{ start: start + 1, end: end - 1, text: '' }];
  }
  const edits = children.slice(0, lastKept).flatMap((child, index) => {
    const next = children[index + 1];
    return entries.has(child) && next !== undefined
      ? [{ start: layoutOf(child).entry, end: layoutOf(next).entry, text: '' }]
      : [];
  });
  const last = children.at(-1);
  return last === undefined || last === kept ? edits : [...edits, { start: kept.end, end: last.end, text: '' }];
}
