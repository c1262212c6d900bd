import type { Judgement } from '../model/check.ts';

const WORST_FIRST: readonly Judgement['state'][] = ['fail', 'unknown', 'warn', 'pass', 'not-needed'];

/**
 * One judgement of several on parts of the same thing: the worst speaks, the first of several that are as bad; of
 * warnings, one for which exec may fail. What the others show stays, and what helps against all that is not well.
 */
export function together([first, ...others]: readonly [Judgement, ...Judgement[]]): Judgement {
  const all = [first, ...others];
  const bad = WORST_FIRST.flatMap((state) => all.find((each) => each.state === state) ?? [])[0] ?? first;
  const worst = bad.state === 'warn' ? (all.find(({ mayFail }) => mayFail === true) ?? bad) : bad;
  const inOrder = [worst, ...all.filter((each) => each !== worst)];
  return {
    ...worst,
    evidence: all.flatMap(({ evidence }) => evidence),
    mends: inOrder.flatMap(({ mends }) => mends),
    permissions: [...new Set(inOrder.flatMap(({ permissions }) => permissions))],
  };
}
