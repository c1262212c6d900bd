import type { TextEdit } from '../api.ts';
import { applyEdits } from './edits.ts';
import { nearestIndent, reindent } from './indentation.ts';
import type { Value } from './value.ts';
import { commentsBetween } from './verbatim.ts';

/**
 * Adds the edits that put a value in the place of another, which it stands in, to others. Of the others, those of what
 * goes are left out. Comments beside the value stay, before it.
 */
export function hoist(outer: Value, inner: Value, others: readonly TextEdit[]): readonly TextEdit[] {
  const { source } = outer;
  const before = others.filter(({ end }) => end <= outer.start);
  const within = others.filter(({ start, end }) => start >= inner.start && end <= inner.end);
  const behind = others.filter(({ start }) => start >= outer.end);
  const from = nearestIndent(inner);
  const to = nearestIndent(outer);
  const comments =
    commentsBetween(source, outer.start, inner.start, to) + commentsBetween(source, inner.end, outer.end, to);
  const ending = { start: inner.end, end: outer.end, text: '' };
  const edits = [{ start: outer.start, end: inner.start, text: comments }, ...within, ending];
  if (from === to) {
    return [...before, ...edits, ...behind];
  }
  const shifted = within.map(({ start, end, text }) => ({
    start: start - inner.start,
    end: end - inner.start,
    text,
  }));
  const text = applyEdits(source.text.slice(inner.start, inner.end), shifted);
  return [...before, { start: outer.start, end: outer.end, text: comments + reindent(text, from, to) }, ...behind];
}
