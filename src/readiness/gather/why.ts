import type { Problem } from '../../problem.ts';
import type { ProblemCode } from '../../problem-code.ts';
import { sentence, type Text } from '../../text.ts';
import { type Unknown, unknown } from '../model/fact.ts';

/** What has nothing to do with the question that was put: no other would be answered either. */
const UNANSWERED: ReadonlySet<ProblemCode> = new Set<ProblemCode>([
  'bad-ca-bundle',
  'bad-configuration',
  'bad-endpoint',
  'clock-skew',
  'expired-credentials',
  'expired-keys',
  'invalid-credentials',
  'invalid-signature',
  'mfa-refused',
  'no-credentials',
  'no-network',
  'no-tls',
  'not-aws',
  'proxy/password',
  'proxy/unreachable',
  'region-not-enabled',
  'role-denied',
  'untrusted-certificate',
  'unusable-profile',
]);

/** Whether AWS cannot be asked at all, by what one question was answered. */
export function concernsAll({ code }: Problem): boolean {
  return UNANSWERED.has(code);
}

/** Why a question was not answered, by the IAM action that it needs. */
export function unanswered(problem: Problem, action: string): Unknown {
  const { code, permission } = problem;
  return code === 'access-denied' ? notAllowed(permission ?? action) : unknown(clauseOf(problem, action));
}

/** That AWS refuses to say it to this caller. */
export function notAllowed(action: string): Unknown {
  return unknown(sentence('because you are not allowed {0}', action), action);
}

function clauseOf(problem: Problem, action: string): Text {
  switch (problem.code) {
    case 'throttled':
      return sentence('because AWS limits how often {0} may be called', action);
    case 'no-answer':
      return sentence('because AWS did not answer {0} in time', action);
    case 'cluster-not-found':
      return sentence('because ECS does not know the cluster');
    default:
      return concernsAll(problem)
        ? sentence('because AWS could not be asked')
        : sentence('because AWS answered {0} with an error', action);
  }
}
