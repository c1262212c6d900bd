import { terraform } from '../../notation/terraform/index.ts';
import type { Value } from '../../syntax/value.ts';
import { listOf } from '../policy/statement.ts';
import {
  type AttachedPolicy,
  type Attachment,
  type MadeOf,
  policyNamed,
  type TemplateRole,
  type TemplateRoles,
} from '../role.ts';
import type { Block } from './blocks.ts';
import { policiesFrom } from './policies.ts';

/** The resources that attach policies to roles, beside roles themselves. */
export const ATTACHING_RESOURCES = [
  'aws_iam_role_policy',
  'aws_iam_role_policy_attachment',
  'aws_iam_policy_attachment',
  'aws_iam_role_policies_exclusive',
  'aws_iam_role_policy_attachments_exclusive',
] as const;

const ROLE = 'aws_iam_role';

/**
 * The roles among some resources, and what is attached to them: in the role, by a policy of it, or by a resource that
 * only attaches. Anything else that refers to a role may hand it on to who attaches more.
 */
export function rolesOf(resources: readonly Block[]): TemplateRoles {
  const roles = resources.filter(({ type }) => type === ROLE);
  const attached = resources.flatMap(attachmentsIn);
  return {
    roles: roles.map(roleIn),
    attachments: [...roles.flatMap(ownPolicies), ...attached],
    mentions: attached.flatMap(({ to }) => to ?? []),
    madeOf: resources.filter(({ type }) => type === 'aws_iam_policy').flatMap(madeOfIn),
  };
}

function roleIn({ name, body }: Block): TemplateRole {
  return {
    address: `${ROLE}.${name}`,
    value: body,
    // What a dynamic block makes is not known.
    isOpen: body.has('dynamic'),
  };
}

function ownPolicies({ name, body }: Block): readonly Attachment[] {
  const to = `${ROLE}.${name}`;
  const inline = body.namesakes('inline_policy').map((block) => policyFrom(block.get('policy')));
  const managed = listOf(body.get('managed_policy_arns')).map((arn) => policyNamed(arn, terraform));
  // What a dynamic block makes is not known.
  const others: readonly AttachedPolicy[] = body.has('dynamic') ? [{ kind: 'unknown' }] : [];
  return [...inline, ...managed, ...others].map((policy) => ({ to, policy }));
}

function attachmentsIn({ type, body }: Block): readonly Attachment[] {
  switch (type) {
    case 'aws_iam_role_policy':
      return [{ to: roleOf(body.get('role')), policy: policyFrom(body.get('policy')) }];
    case 'aws_iam_role_policy_attachment':
      return [{ to: roleOf(body.get('role')), policy: policyNamed(body.get('policy_arn'), terraform) }];
    case 'aws_iam_policy_attachment':
      return listOf(body.get('roles')).map((role) => ({
        to: roleOf(role),
        policy: policyNamed(body.get('policy_arn'), terraform),
      }));
    case 'aws_iam_role_policies_exclusive':
    case 'aws_iam_role_policy_attachments_exclusive':
      return [{ to: roleOf(body.get('role_name')), policy: { kind: 'unknown' } }];
    default:
      return [];
  }
}

/** A managed policy of this module that is a document which stands elsewhere in it. */
function madeOfIn({ name, body }: Block): readonly MadeOf[] {
  const policy = policyFrom(body.get('policy'));
  return policy.kind === 'address' ? [{ address: `aws_iam_policy.${name}`, of: policy.address }] : [];
}

/** A document that stands here, or a reference to one. */
function policyFrom(value: Value): AttachedPolicy {
  const [subject] = policiesFrom(value, '');
  const address = terraform.referenceIn?.(value);
  if (subject !== undefined) {
    return { kind: 'document', policy: subject.policy };
  }
  return address === undefined ? { kind: 'unknown' } : { kind: 'address', address };
}

function roleOf(role: Value): string | undefined {
  return terraform.referenceIn?.(role);
}
