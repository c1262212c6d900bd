import type { Decision } from '../../aws/api/identity.ts';
import { sentence, type Text } from '../../text.ts';
import type { Judgement } from '../model/check.ts';
import type { Fact } from '../model/fact.ts';
import type { Mend } from '../model/mend.ts';
import { judgeKeyPolicy, type KeyAccess, type KeyUser } from '../policy/key-policy.ts';
import { accessTo } from './access.ts';
import { couldNotTell, evidence, judged, unclear } from './judgement.ts';

/** What somebody needs of a key, and how it is said that its policy does not let them. */
export interface KeyNeed {
  readonly keyArn: string;
  readonly action: string;
  readonly user: KeyUser;
  /** ARN that a statement of the key's policy would name. */
  readonly principal: string;
  readonly allowed: Text;
  readonly denied: Text;
  readonly refused: Text;
  /** Where no policy of IAM allows it, and that of the key is not known. */
  readonly doubted: (why: Text) => Text;
}

/**
 * Whether somebody may use a key, by its policy and by what IAM's simulator says of their own, which knows no policy of
 * a key. Both count: see `judgeKeyPolicy`.
 */
export function withKeyPolicy(
  own: Judgement,
  decisions: Fact<readonly Decision[]>,
  policy: Fact<string | undefined>,
  need: KeyNeed,
): Judgement {
  const access = decisions.state === 'known' ? accessTo([need.action], decisions.value) : undefined;
  const isNowhereAllowed = access?.state === 'denied' && access.by === 'nothing';
  if (policy.state === 'unknown') {
    return withoutPolicy(own, policy, need, isNowhereAllowed);
  }
  const found =
    policy.value === undefined ? undefined : judgeKeyPolicy(policy.value, need.keyArn, need.user, need.action);
  if (found === undefined) {
    return own.state === 'pass' || isNowhereAllowed
      ? unclear(sentence('because the policy of the key could not be read'))
      : own;
  }
  const refusal = refusalOf(found, need);
  if (refusal !== undefined) {
    return refusal;
  }
  // By name, a key's policy is enough. A permissions boundary, a denial and an organization count all the same.
  if (own.state === 'fail' && !isNowhereAllowed) {
    return own;
  }
  const isClear = found.denies === 'no';
  if (isNowhereAllowed) {
    return found.allows === 'no'
      ? own
      : found.allows === 'yes' && isClear
        ? judged('pass', need.allowed)
        : dependingOnWhatIsNotKnown();
  }
  const isAllowed = found.allows === 'yes' || found.delegates === 'yes';
  return own.state !== 'pass' || (isClear && isAllowed) ? own : dependingOnWhatIsNotKnown();
}

function withoutPolicy(
  own: Judgement,
  policy: Extract<Fact<unknown>, { state: 'unknown' }>,
  { keyArn, user, doubted }: KeyNeed,
  isNowhereAllowed: boolean,
): Judgement {
  // In another account, both must allow it.
  const isEnough = keyArn.split(':')[4] === user.account;
  const permissions = policy.permission === undefined ? [] : [policy.permission];
  if (own.state === 'fail') {
    return isNowhereAllowed && isEnough
      ? { ...own, ...judged('warn', doubted(policy.why), { ...own, mayFail: true, permissions }) }
      : own;
  }
  return own.state === 'pass' ? couldNotTell([policy]) : { ...own, permissions: [...own.permissions, ...permissions] };
}

function refusalOf({ denies, allows, delegates }: KeyAccess, need: KeyNeed): Judgement | undefined {
  const page: Mend = { kind: 'console', what: 'key', name: need.keyArn };
  const shown = evidence(sentence('Denied'), need.action);
  if (denies === 'yes') {
    return judged('fail', need.denied, { evidence: shown, mends: [page] });
  }
  return allows === 'no' && delegates === 'no'
    ? judged('fail', need.refused, { evidence: shown, mends: [statementFor(need), page] })
    : undefined;
}

function statementFor({ principal, action, keyArn }: KeyNeed): Mend {
  const statement = { Effect: 'Allow', Principal: { AWS: principal }, Action: action, Resource: '*' };
  return {
    kind: 'text',
    title: sentence('Statement for the policy of key "{0}"', keyArn),
    texts: [{ form: 'json', text: `${JSON.stringify(statement, undefined, 2)}\n` }],
  };
}

function dependingOnWhatIsNotKnown(): Judgement {
  return unclear(sentence('because the policy of the key has conditions, or names that may not be those'));
}
