import type { Decision } from '../../aws/api/identity.ts';
import { sentence, type Text } from '../../text.ts';
import type { Evidence, Judgement } from '../model/check.ts';
import type { Mend } from '../model/mend.ts';
import type { Access } from './access.ts';
import { evidence, judged, listed, unclear } from './judgement.ts';
import { type Grant, policyFor, policyName, roleName, rolePolicyTexts } from './policy-text.ts';

/** What a role must be allowed, and what for. */
export interface Need {
  readonly grants: readonly Grant[];
  /** What it is needed for, as the end of a sentence: `session logs`. */
  readonly purpose: Text;
}

/** What follows where a role is not allowed all that it needs; undefined where it is. */
export function withoutAccess(roleArn: string, need: Need, access: Access): Judgement | undefined {
  const role = roleName(roleArn);
  switch (access.state) {
    case 'allowed':
      return undefined;
    case 'untold':
      return unclear(sentence('because IAM did not answer about {0}', listed(access.actions)), {
        permissions: ['iam:SimulatePrincipalPolicy'],
      });
    case 'unclear':
      return unclear(sentence('because the policies of role "{0}" depend on {1}', role, listed(access.missing)), {
        evidence: evidence(sentence('Perhaps denied'), listed(access.actions)),
      });
    case 'denied': {
      const actions = listed(access.actions);
      const shown: readonly Evidence[] = [
        ...evidence(sentence('Role'), roleArn),
        ...evidence(sentence('Denied'), actions),
        ...evidence(sentence('By policy'), listed(access.policies)),
      ];
      return judged('fail', denial(access, role, need.purpose), {
        evidence: shown,
        mends: mendsOf(access, roleArn, need),
      });
    }
  }
}

type Denied = Extract<Access, { state: 'denied' }>;

function denial({ by, actions, policies }: Denied, role: string, purpose: Text): Text {
  const denied = listed(actions);
  switch (by) {
    case 'organization':
      return sentence('A service control policy denies role "{0}" {1}, needed for {2}.', role, denied, purpose);
    case 'boundary':
      return sentence(
        'The permissions boundary of role "{0}" does not allow {1}, needed for {2}.',
        role,
        denied,
        purpose,
      );
    case 'policy':
      return policies.length === 0
        ? sentence('A policy denies role "{0}" {1}, needed for {2}.', role, denied, purpose)
        : sentence('Policy {3} denies role "{0}" {1}, needed for {2}.', role, denied, purpose, listed(policies));
    case 'nothing':
      return sentence('No policy allows role "{0}" {1}, needed for {2}.', role, denied, purpose);
  }
}

function mendsOf({ by, actions, policies }: Denied, roleArn: string, { grants }: Need): readonly Mend[] {
  const missing = grants.map(({ actions: each, resource }) => ({
    actions: each.filter((action) => actions.includes(action)),
    resource,
  }));
  const policy = policyFor(missing);
  const page: Mend = { kind: 'console', what: 'role', name: roleName(roleArn) };
  switch (by) {
    case 'nothing':
      return [
        { kind: 'attach-policy', roleArn, policyName: policyName(policy), policy },
        {
          kind: 'text',
          title: sentence('Statement that role "{0}" lacks', roleName(roleArn)),
          texts: rolePolicyTexts(roleArn, policy),
        },
        page,
      ];
    case 'policy':
      return [page];
    case 'organization':
    case 'boundary':
      return [
        {
          kind: 'text',
          title: sentence('Text for an administrator'),
          texts: [
            {
              form: 'plain',
              text: by === 'organization' ? forOrganization(roleArn, actions, policies) : forBoundary(roleArn, actions),
            },
            { form: 'json', text: policy },
          ],
        },
        page,
      ];
  }
}

function forOrganization(roleArn: string, actions: readonly string[], policies: readonly string[]): string {
  const named = policies.length === 0 ? '' : ` (IAM names ${listed(policies)})`;
  return (
    `A service control policy of our organization${named} denies these actions to the role ${roleArn}, ` +
    `which ECS Exec needs: ${listed(actions)}. The policies must allow them to this role, on the resources below.`
  );
}

function forBoundary(roleArn: string, actions: readonly string[]): string {
  return (
    `The permissions boundary of the role ${roleArn} does not allow these actions, which ECS Exec needs: ` +
    `${listed(actions)}. The boundary must also allow the statement below.`
  );
}

/** Decisions as evidence: one line, of those that are allowed. */
export function allowedEvidence(decisions: readonly Decision[], actions: readonly string[]): readonly Evidence[] {
  const allowed = decisions.filter(({ action, decision }) => decision === 'allowed' && actions.includes(action));
  return evidence(sentence('Allowed'), listed(allowed.map(({ action }) => action)));
}
