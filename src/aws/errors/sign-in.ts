import { sentence } from '../../text.ts';
import { explainStatus } from './answer.ts';
import { explainByName } from './by-name.ts';
import { explainCredentials, noCredentials } from './credentials.ts';
import type { Explanation } from './explanation.ts';
import type { Failure } from './failure.ts';
import type { Question } from './question.ts';

/**
 * What went wrong on the way to credentials: with the profile's own settings, with IAM Identity Center, or with a role.
 */
export function explainSignIn(failure: Failure, question: Question): Explanation {
  if (/MultiFactorAuthentication failed|tokenCode/i.test(failure.message)) {
    return [
      'mfa-refused',
      sentence('AWS did not accept the multi-factor code.'),
      sentence('Wait for the next code, then refresh and enter it.'),
    ];
  }
  if (/^(Forbidden|Unauthorized)Exception$/.test(failure.name)) {
    return explainCredentials(failure, question);
  }
  if (failure.name === 'NoCredentials') {
    return noCredentials(question);
  }
  const about = { ...question, operation: 'AssumeRole', service: 'sts', host: undefined } as const;
  const [code, what, nextStep] =
    explainByName(failure, about) ?? explainStatus(failure, about) ?? explainCredentials(failure, question);
  return code === 'access-denied'
    ? [
        'role-denied',
        what,
        sentence('Check the trust policy of the role and that its source may assume it, or select another profile.'),
      ]
    : [code, what, nextStep];
}
