import { AwsError } from '../aws/error.ts';
import type { Pages } from '../aws/pages.ts';
import type { Parameters } from '../aws/parameters.ts';
import type { Operation } from '../aws/protocol.ts';
import type { WorldPolicy, WorldRole } from '../world/iam.ts';
import type { World } from '../world/world.ts';
import { noSuchEntity, readGiven, requiredName } from './errors.ts';

/** The most characters of all inline policies of a role together, without white space. */
const INLINE_QUOTA = 10_240;
/** The usual most characters of a trust policy. */
const TRUST_QUOTA = 2048;

/** The operations of IAM that read and change roles. Texts of policies are answered percent-encoded, as by IAM. */
export function roleOperations(world: World, pages: Pages): Readonly<Record<string, Operation>> {
  const { iam } = world;
  const roleOf = (input: Parameters): WorldRole => {
    const name = requiredName(input, 'RoleName', 64);
    const role = iam.roles.get(name);
    if (role === undefined) {
      throw noSuchEntity(`The role with name ${name} cannot be found.`);
    }
    return role;
  };
  const policyOf = (input: Parameters): WorldPolicy => {
    const arn = requiredName(input, 'PolicyArn', 2048);
    const policy = iam.policies.get(arn);
    if (policy === undefined) {
      throw noSuchEntity(`Policy ${arn} was not found.`);
    }
    return policy;
  };
  return {
    GetRole: (input) => ({ Role: describeRole(roleOf(input)) }),
    GetInstanceProfile(input) {
      const name = requiredName(input, 'InstanceProfileName', 128);
      const role = iam.roles.get(iam.profiles.get(name) ?? '');
      if (!iam.profiles.has(name)) {
        throw noSuchEntity(`Instance Profile ${name} cannot be found.`);
      }
      return {
        InstanceProfile: {
          Path: '/',
          InstanceProfileName: name,
          InstanceProfileId: 'AIPASIMULATOR0000TEST',
          Arn: `arn:aws:iam::${world.account}:instance-profile/${name}`,
          CreateDate: world.madeAt,
          Roles: role === undefined ? [] : [describeRole(role)],
        },
      };
    },
    ListRolePolicies(input) {
      const { items, nextToken } = pages.cut('ListRolePolicies', input, [...roleOf(input).inline.keys()].sort());
      return { PolicyNames: items, IsTruncated: nextToken !== undefined, Marker: nextToken };
    },
    GetRolePolicy(input) {
      const role = roleOf(input);
      const name = requiredName(input, 'PolicyName', 128);
      const text = role.inline.get(name);
      if (text === undefined) {
        throw noSuchEntity(`The role policy with name ${name} cannot be found.`);
      }
      return { RoleName: role.name, PolicyName: name, PolicyDocument: encodeURIComponent(text) };
    },
    ListAttachedRolePolicies(input) {
      const attached = [...roleOf(input).attached].map((arn) => ({
        PolicyName: iam.policies.get(arn)?.name,
        PolicyArn: arn,
      }));
      const { items, nextToken } = pages.cut('ListAttachedRolePolicies', input, attached);
      return { AttachedPolicies: items, IsTruncated: nextToken !== undefined, Marker: nextToken };
    },
    GetPolicy(input) {
      const { name, id, arn, path, createdAt } = policyOf(input);
      const attachments = [...iam.roles.values()].filter(({ attached }) => attached.has(arn)).length;
      return {
        Policy: {
          PolicyName: name,
          PolicyId: id,
          Arn: arn,
          Path: path,
          DefaultVersionId: 'v1',
          AttachmentCount: attachments,
          PermissionsBoundaryUsageCount: [...iam.roles.values()].filter(({ boundary }) => boundary === arn).length,
          IsAttachable: true,
          CreateDate: createdAt,
          UpdateDate: createdAt,
          Tags: [],
        },
      };
    },
    GetPolicyVersion(input) {
      const { arn, document, createdAt } = policyOf(input);
      const version = requiredName(input, 'VersionId', 64);
      if (version !== 'v1') {
        throw noSuchEntity(`Policy ${arn} version ${version} does not exist or is not attachable.`);
      }
      return {
        PolicyVersion: {
          Document: encodeURIComponent(document),
          VersionId: version,
          IsDefaultVersion: true,
          CreateDate: createdAt,
        },
      };
    },
    PutRolePolicy(input) {
      const role = changeable(roleOf(input));
      const name = requiredName(input, 'PolicyName', 128);
      const text = requiredDocument(input, 'PolicyDocument');
      readGiven(text, 'identity');
      const others = [...role.inline].filter(([other]) => other !== name).map(([, other]) => other);
      if ([...others, text].join('').replace(/\s/g, '').length > INLINE_QUOTA) {
        throw new AwsError(
          'LimitExceeded',
          `Maximum policy size of ${INLINE_QUOTA} bytes exceeded for role ${role.name}`,
          409,
        );
      }
      role.inline.set(name, text);
      return {};
    },
    UpdateAssumeRolePolicy(input) {
      const role = changeable(roleOf(input));
      const text = requiredDocument(input, 'PolicyDocument');
      readGiven(text, 'trust');
      if (text.replace(/\s/g, '').length > TRUST_QUOTA) {
        throw new AwsError('LimitExceeded', `Cannot exceed quota for ACLSizePerRole: ${TRUST_QUOTA}`, 409);
      }
      role.trust = text;
      return {};
    },
  };
}

function describeRole({ name, path, id, arn, createdAt, trust, boundary }: WorldRole): object {
  return {
    Path: path,
    RoleName: name,
    RoleId: id,
    Arn: arn,
    CreateDate: createdAt,
    AssumeRolePolicyDocument: encodeURIComponent(trust),
    MaxSessionDuration: 3600,
    PermissionsBoundary: boundary && { PermissionsBoundaryType: 'Policy', PermissionsBoundaryArn: boundary },
  };
}

/** Roles that a service or IAM Identity Center has made are theirs alone to change. */
function changeable(role: WorldRole): WorldRole {
  if (/^\/(aws-service-role|aws-reserved)\//.test(role.path)) {
    throw new AwsError(
      'UnmodifiableEntity',
      `Cannot perform the operation on the protected role '${role.name}' - this role is only modifiable by AWS`,
    );
  }
  return role;
}

function requiredDocument(input: Parameters, name: string): string {
  const text = input.text(name);
  if (text) {
    return text;
  }
  throw new AwsError(
    'ValidationError',
    `1 validation error detected: Value null at 'policyDocument' failed to satisfy constraint: Member must not be null`,
  );
}
