import type { Decision } from '../../aws/api/identity.ts';
import { sentence, type Text } from '../../text.ts';
import type { Judgement } from '../model/check.ts';
import type { Fact } from '../model/fact.ts';
import { accessTo } from './access.ts';
import { couldNotTell, evidence, judged, listed, unclear } from './judgement.ts';
import { type Grant, policyFor } from './policy-text.ts';

/** What whoever asks must be allowed, and how it is said that it is not. */
export interface CallerNeed {
  readonly action: string;
  /** The least that allows it. */
  readonly grants: readonly Grant[];
  readonly allowed: Text;
  readonly denied: Text;
}

/** Whether whoever asks is allowed something. Nobody's own permissions are changed from here: the mend is a text. */
export function callerMay(decisions: Fact<readonly Decision[]>, need: CallerNeed): Judgement {
  if (decisions.state === 'unknown') {
    return couldNotTell([decisions]);
  }
  const access = accessTo([need.action], decisions.value);
  switch (access.state) {
    case 'allowed':
      return judged('pass', need.allowed);
    case 'untold':
      return unclear(sentence('because IAM did not answer about {0}', need.action), {
        permissions: ['iam:SimulatePrincipalPolicy'],
      });
    case 'unclear':
      return unclear(sentence('because your policies depend on {0}', listed(access.missing)), {
        evidence: evidence(sentence('Perhaps denied'), need.action),
      });
    case 'denied':
      return judged('fail', need.denied, {
        evidence: [
          ...evidence(sentence('Denied'), need.action),
          ...evidence(sentence('Denied by'), BY[access.by]),
          ...evidence(sentence('By policy'), listed(access.policies)),
        ],
        mends: [
          {
            kind: 'text',
            title: sentence('Statement for whoever may change your policies'),
            texts: [{ form: 'json', text: policyFor(need.grants) }],
          },
        ],
      });
  }
}

const BY = {
  organization: sentence('a service control policy of the organization'),
  boundary: sentence('the permissions boundary'),
  policy: sentence('a policy that denies it'),
  nothing: sentence('no policy allows it'),
} as const;
