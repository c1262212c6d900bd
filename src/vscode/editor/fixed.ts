import type { Tally } from '../../language/api.ts';
import { sentence, type Text } from '../../text.ts';

/** What became of the findings of a file once all that could be has been fixed. */
export function fixed(before: Tally, after: Tally): Text {
  const left = sum(after);
  const count = Math.max(0, sum(before) - left);
  return left === 0
    ? sentence('Fixed: {0}. Nothing is left.', count)
    : sentence('Fixed: {0}. Need a choice: {1}. Without a fix: {2}.', count, after.choice + after.safe, after.none);
}

/** Why nothing was fixed. */
export function nothingFixed(tally: Tally): Text {
  return sum(tally) === 0
    ? sentence('There is nothing to fix in this file.')
    : sentence(
        'Nothing can be fixed without a choice. Need a choice: {0}. Without a fix: {1}.',
        tally.choice + tally.safe,
        tally.none,
      );
}

function sum({ safe, choice, none }: Tally): number {
  return safe + choice + none;
}
