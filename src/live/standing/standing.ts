import type { Text } from '../../text.ts';

/** How something that runs is, for who looks over many rows: the worst comes first. */
export type Mood =
  /** It does not do what it is there for. */
  | 'bad'
  /** It works, but something about it is wrong. */
  | 'warning'
  /** It works, but nobody can exec into it. */
  | 'off'
  /** It is on its way to being good, or to its end. */
  | 'busy'
  /** It does nothing, as it was told. */
  | 'idle'
  | 'good';

/** How something that runs is: one mood, and why, in short words. */
export interface Standing {
  readonly mood: Mood;
  /** What is wrong comes first. */
  readonly words: readonly Text[];
}

/** One thing that can be said of what runs. */
export interface Remark {
  readonly mood: Mood;
  readonly text: Text;
}

const ORDER: readonly Mood[] = ['bad', 'warning', 'off', 'busy', 'idle', 'good'];

/** All remarks in one: the worst ones first, those of one mood in their order. */
export function standingOf(remarks: readonly Remark[]): Standing {
  const sorted = remarks.toSorted((a, b) => ORDER.indexOf(a.mood) - ORDER.indexOf(b.mood));
  return { mood: sorted[0]?.mood ?? 'good', words: sorted.map(({ text }) => text) };
}
