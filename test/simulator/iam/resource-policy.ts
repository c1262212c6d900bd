import { type Authorization, authorize, type Policies } from './authorize.ts';
import { readPolicy } from './document.ts';
import { type AccessRequest, evaluate } from './evaluate.ts';

/**
 * Whether something may be done with a resource whose own policy must allow everything, as a KMS key's: it allows the
 * principal itself, or it leaves the matter to the account's IAM policies by allowing the account.
 * https://docs.aws.amazon.com/kms/latest/developerguide/policy-evaluation.html
 */
export function authorizeByResource(
  policies: Policies,
  text: string,
  request: AccessRequest,
  principalArn: string,
): Authorization {
  const own = { id: 'resource', policy: readPolicy(text, 'resource') };
  const by = (isAccountToo: boolean) =>
    evaluate([own], { ...request, principal: { type: 'AWS', name: principalArn, isAccountToo } }).decision;
  const byIam = authorize(policies, request);
  const direct = by(false);
  const withAccount = by(true);
  if (direct === 'explicitDeny' || withAccount === 'explicitDeny') {
    return { ...byIam, decision: 'explicitDeny', culprit: 'resource' };
  }
  if (direct === 'allowed') {
    return authorize({ ...policies, resource: own }, { ...request, principal: { type: 'AWS', name: principalArn } });
  }
  return withAccount === 'allowed' || byIam.decision !== 'allowed'
    ? byIam
    : { ...byIam, decision: 'implicitDeny', culprit: 'resource' };
}
