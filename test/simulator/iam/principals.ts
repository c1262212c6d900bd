import type { WorldIam, WorldRole } from '../world/iam.ts';
import type { World } from '../world/world.ts';
import type { Policies } from './authorize.ts';
import { AWS_POLICIES } from './aws-policies.ts';
import { RequestContext } from './context.ts';
import { checkPolicy, readPolicy } from './document.ts';
import type { NamedPolicy } from './evaluate.ts';

/** All policies that count for a role. What cannot be read allows nothing. */
export function policiesOfRole(iam: WorldIam, role: WorldRole): Policies {
  return { identity: identityOf(iam, role), boundary: boundaryOf(iam, role), organization: organizationOf(iam) };
}

/** All policies that count for the caller. */
export function policiesOfCaller({ iam, caller }: World): Policies {
  const role = caller.role === undefined ? undefined : iam.roles.get(caller.role);
  const identity =
    iam.permissions !== undefined
      ? [{ id: 'permissions', policy: checkPolicy(iam.permissions) }]
      : role === undefined
        ? [{ id: 'AdministratorAccess', policy: checkPolicy(AWS_POLICIES['AdministratorAccess']) }]
        : identityOf(iam, role);
  return { identity, boundary: role && boundaryOf(iam, role), organization: organizationOf(iam) };
}

/** What IAM itself knows of whoever is asked for, by ARN of the user or the role. */
export function principalContext(arn: string, userId?: string): RequestContext {
  const [, , , , account = '', resource = ''] = arn.split(':');
  const isUser = resource.startsWith('user/');
  return new RequestContext({
    'aws:PrincipalArn': arn,
    'aws:PrincipalAccount': account,
    'aws:PrincipalType': isUser ? 'User' : 'AssumedRole',
    'aws:username': isUser ? resource.slice(resource.lastIndexOf('/') + 1) : undefined,
    'aws:userid': userId,
  });
}

function identityOf(iam: WorldIam, { name, inline, attached }: WorldRole): NamedPolicy[] {
  return [
    ...[...inline].map(([policy, text]) => ({ id: `role_${name}_${policy}`, policy: readPolicy(text) })),
    ...[...attached].flatMap((arn) => {
      const found = iam.policies.get(arn);
      return found === undefined ? [] : [{ id: found.name, policy: readPolicy(found.document) }];
    }),
  ];
}

function boundaryOf(iam: WorldIam, { boundary }: WorldRole): NamedPolicy | undefined {
  const found = boundary === undefined ? undefined : iam.policies.get(boundary);
  return found && { id: found.name, policy: readPolicy(found.document) };
}

function organizationOf({ serviceControlPolicies }: WorldIam): NamedPolicy[] | undefined {
  return (
    serviceControlPolicies &&
    [...serviceControlPolicies].map(([id, document]) => ({ id, policy: checkPolicy(document) }))
  );
}
