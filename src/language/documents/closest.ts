/** Longer names than this are not compared: nobody mistypes them, and comparing takes time. */
const LONGEST = 64;

/** Nobody has so many names to choose from, unless the text is to keep us busy. */
const MOST_CANDIDATES = 100;

/**
 * The candidate that a mistyped name was most likely meant to be, or undefined when none is near: a third of the
 * name's characters may be wrong, and always one, but never all. Upper and lower case make no difference, so that
 * "fargate" is as near to "FARGATE" as can be. Of several that are as near, it is the first; of very many candidates,
 * only the first are looked at.
 */
export function closest(name: string, candidates: Iterable<string>): string | undefined {
  if (name.length > LONGEST) {
    return undefined;
  }
  const wanted = name.toLowerCase();
  let best: string | undefined;
  let limit = Math.min(Math.max(1, Math.floor(name.length / 3)), name.length - 1);
  let left = MOST_CANDIDATES;
  for (const candidate of candidates) {
    if (left-- === 0) {
      break;
    }
    if (Math.abs(candidate.length - name.length) > limit) {
      continue;
    }
    const distance = editDistance(wanted, candidate.toLowerCase(), limit);
    if (distance > limit) {
      continue;
    }
    best = candidate;
    limit = distance - 1;
  }
  return best;
}

/** Whether so many changes of a character, or fewer, lead from one string to another. Capitals make no difference. */
export function areNear(one: string, other: string, limit: number): boolean {
  return (
    Math.abs(one.length - other.length) <= limit &&
    one.length <= LONGEST &&
    editDistance(one.toLowerCase(), other.toLowerCase(), limit) <= limit
  );
}

/** So often are names of one document compared. Nobody mistypes so many that it is not enough. */
const MOST_COMPARISONS = 5000;

/** Tells what the mistyped names in one document were meant to be. */
export class Spelling {
  #left = MOST_COMPARISONS;

  /** As {@link closest}; nothing any more after very many comparisons. */
  meant(name: string, candidates: Iterable<string>): string | undefined {
    return this.#left === 0 ? undefined : closest(name, this.#counted(candidates));
  }

  *#counted(candidates: Iterable<string>): Generator<string> {
    for (const candidate of candidates) {
      if (this.#left === 0) {
        return;
      }
      this.#left--;
      yield candidate;
    }
  }
}

/**
 * How many characters to insert, drop, replace, or swap with their neighbour, to get from one string to the other;
 * infinite when it is more than a limit. What lies further from the diagonal than the limit costs more, and is not
 * looked at.
 */
function editDistance(from: string, to: string, limit: number): number {
  let beforeLast: readonly number[] = [];
  let last: readonly number[] = Array.from({ length: to.length + 1 }, (_, length) => length);
  let leastBefore = 0;
  for (let row = 1; row <= from.length; row++) {
    const distances = [row];
    let least = row;
    let left = row <= limit ? row : Infinity;
    const end = Math.min(to.length, row + limit);
    for (let column = Math.max(1, row - limit); column <= end; column++) {
      const diagonal = last[column - 1] ?? Infinity;
      if (from[row - 1] === to[column - 1]) {
        left = diagonal;
      } else {
        const isSwapped = from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
        const swapped = isSwapped ? (beforeLast[column - 2] ?? Infinity) : Infinity;
        left = 1 + Math.min(last[column] ?? Infinity, left, diagonal, swapped);
      }
      distances[column] = left;
      least = Math.min(least, left);
    }
    if (least > limit && leastBefore > limit) {
      return Infinity;
    }
    leastBefore = least;
    beforeLast = last;
    last = distances;
  }
  return last[to.length] ?? Infinity;
}
