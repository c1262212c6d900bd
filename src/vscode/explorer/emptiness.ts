import type { ProblemCode } from '../../problem-code.ts';

/** The context key that chooses the view's welcome text: why there is nothing to show. */
export const EMPTINESS = 'ecs-exec.emptiness';

/** Why there is nothing to show: a problem, or that there are no clusters. */
export type Emptiness = ProblemCode | 'no-clusters';

/** Reasons that have a welcome text in package.json. Any other is told in the view's message line, with a
 * row for what helps. */
export const WELCOMED: readonly Emptiness[] = [
  'untrusted',
  'no-credentials',
  'expired-credentials',
  'invalid-credentials',
  'no-region',
  'no-clusters',
  'access-denied',
  'no-network',
];

export function isWelcomed(reason: Emptiness): boolean {
  return WELCOMED.includes(reason);
}
