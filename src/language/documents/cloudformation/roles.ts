import { CLOUDFORMATION } from '../../notation/cloudformation.ts';
import { append } from '../../syntax/change.ts';
import type { Value } from '../../syntax/value.ts';
import { Policy } from '../policy/policy.ts';
import { isPolicy } from '../policy/recognize.ts';
import { listOf } from '../policy/statement.ts';
import { type AttachedPolicy, type Attachment, policyNamed, type TemplateRole, type TemplateRoles } from '../role.ts';
import type { Resource } from './resource.ts';

/** Resources that are attached to the roles they name. */
const ATTACHED: readonly string[] = ['AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy', 'AWS::IAM::RolePolicy'];

/**
 * The roles of a template, and what it attaches to them: in the role itself, or by a policy that names it. Others may
 * attach more to a role that is handed on to them; undefined where that may be any.
 */
export function rolesOf(resources: readonly Resource[], handedOn: ReadonlySet<string> | undefined): TemplateRoles {
  const roles = resources.filter(({ type }) => type === 'AWS::IAM::Role');
  const policies = resources.filter(({ type }) => ATTACHED.includes(type));
  return {
    roles: roles.map((role) => roleIn(role, handedOn?.has(role.address) !== false)),
    attachments: [...roles.flatMap(ownPolicies), ...policies.flatMap((policy) => attachmentsIn(policy, roles))],
  };
}

function roleIn({ address, properties, isWhole }: Resource, isHandedOn: boolean): TemplateRole {
  const value = see(properties);
  const policies = value.get('Policies');
  return {
    address,
    value,
    isOpen: !isWhole || isHandedOn || policies.isUnknown,
    attach:
      policies.kind === 'array' || policies.isAbsent
        ? (name, document) => append(value, ['Policies'], [{ PolicyName: name, PolicyDocument: document }])
        : undefined,
  };
}

function ownPolicies({ address, properties, isWhole }: Resource): readonly Attachment[] {
  const value = see(properties);
  const inline = listOf(value.get('Policies')).map((policy) => documentIn(policy.get('PolicyDocument')));
  const managed = listOf(value.get('ManagedPolicyArns')).map(managedIn);
  const others: readonly AttachedPolicy[] = isWhole ? [] : [{ kind: 'unknown' }];
  return [...inline, ...managed, ...others].map((policy) => ({ to: address, policy }));
}

function attachmentsIn({ properties }: Resource, roles: readonly Resource[]): readonly Attachment[] {
  const value = see(properties);
  const policy = documentIn(value.get('PolicyDocument'));
  return [...listOf(value.get('Roles')), ...listOf(value.get('RoleName'))].flatMap((role) =>
    (role.string === undefined ? [CLOUDFORMATION.referenceIn?.(role)] : named(role.string, roles)).map((to) => ({
      to,
      policy,
    })),
  );
}

/** The roles that have a name, or one that nobody can tell. Without one, CloudFormation makes it up. */
function named(name: string, roles: readonly Resource[]): readonly string[] {
  return roles
    .filter(({ properties }) => {
      const own = see(properties).get('RoleName');
      return own.string === undefined ? !own.isAbsent : own.string === name;
    })
    .map(({ address }) => address);
}

function documentIn(document: Value): AttachedPolicy {
  return isPolicy(document) ? { kind: 'document', policy: new Policy(document) } : { kind: 'unknown' };
}

/** A policy of this template says itself to whom it is attached, but a role can name it as well. */
function managedIn(arn: Value): AttachedPolicy {
  const policy = policyNamed(arn, CLOUDFORMATION);
  return policy.kind === 'unknown' ? managedByFunction(arn) : policy;
}

/** `!Sub arn:${AWS::Partition}:iam::aws:policy/X`, and the CDK's `Fn::Join` of the same parts. */
function managedByFunction(arn: Value): AttachedPolicy {
  const words = arn.source.text.slice(arn.start, arn.end);
  const [, name] = /:iam::aws:policy\/([\w+=,.@/-]+)["']?\s*[\]}\s]*$/.exec(words) ?? [];
  return name === undefined ? { kind: 'unknown' } : { kind: 'managed', arn: `arn:aws:iam::aws:policy/${name}` };
}

function see(properties: Value): Value {
  return CLOUDFORMATION.see(properties, 'any');
}
