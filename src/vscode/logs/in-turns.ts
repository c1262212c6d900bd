/** Lines that are made in one go. */
const MOST_AT_ONCE = 500;

/** What may change while others have their turn. */
export interface Viewed {
  /** Whether the lines still are those that are wanted. */
  readonly isCurrent: () => boolean;
  /** Another one since each time when all that was shown was erased. */
  readonly view: () => object;
}

/**
 * Takes lines in, and lets others have their turn in a flood, too. Resolves with what is to be written: what `take`
 * gives for a line. Where the view was erased meanwhile, what was taken in before is left out, and where the lines are
 * not current any more, all of it.
 */
export async function inTurns<Line, Kept>(
  lines: readonly Line[],
  take: (line: Line) => Kept | undefined,
  { isCurrent, view }: Viewed,
): Promise<readonly Kept[]> {
  let kept: Kept[] = [];
  let seen = view();
  for (const [number, line] of lines.entries()) {
    const taken = take(line);
    if (taken !== undefined) {
      kept.push(taken);
    }
    if (number % MOST_AT_ONCE === MOST_AT_ONCE - 1) {
      await new Promise((resolve) => setImmediate(resolve));
      if (!isCurrent()) {
        return [];
      }
      if (view() !== seen) {
        seen = view();
        kept = [];
      }
    }
  }
  return kept;
}
