import type { Finding, Range, Writing } from './api.ts';
import { inPlace } from './finding.ts';
import type { Source } from './syntax/value.ts';

/**
 * Of all findings of a text that someone is writing, those to be told: the sure ones, which are there even if what is
 * being written is unknown, and those that were told before, so that none goes and comes with each key. What is
 * unfinished is spared.
 *
 * While a quote, a bracket or a colon is missing, what comes after the cursor may not belong where it seems to; and
 * what was told stays, since hardly anything can be found.
 */
export function whileWriting(
  all: readonly Finding[],
  sure: readonly Finding[],
  { complete, unfinished }: Source,
  { around, within, told }: Writing,
): readonly Finding[] {
  const end = complete ? Infinity : (around ?? within ?? Infinity);
  const surely = new Set(sure.filter(({ range }) => range.end <= end).map(identity));
  const before = told.filter(({ range }) => !isWithin(range, unfinished));
  const known = new Set(before.map(identity));
  const found = all.filter((finding) => {
    const name = identity(finding);
    return surely.has(name) || known.has(name);
  });
  if (complete) {
    return found;
  }
  const names = new Set(found.map(identity));
  const kept = before.filter((finding) => !names.has(identity(finding)));
  return inPlace([...found, ...kept.map((finding) => ({ ...finding, fixes: [] }))]);
}

/** What a finding is, and where; its end and what it says change with what is written in it. */
function identity({ rule, messageId, range }: Finding): string {
  return `${rule} ${messageId} ${range.start}`;
}

function isWithin({ start, end }: Range, range: Range | undefined): boolean {
  return range !== undefined && range.start <= start && end <= range.end;
}
