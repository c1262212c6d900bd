import { AwsError } from '../aws/error.ts';
import { Parameters } from '../aws/parameters.ts';
import type { Call, Need, Service } from '../aws/protocol.ts';
import type { World } from '../world/world.ts';
import { type Authorization, authorize, type Culprit } from './authorize.ts';
import { policiesOfCaller, principalContext } from './principals.ts';
import { authorizeByResource } from './resource-policy.ts';

/** Throws AWS's refusal where the caller's policies, its boundary or its organization do not permit a call. */
export function enforce(
  world: World,
  service: Pick<Service, 'signingName' | 'resource' | 'needs'>,
  call: Call,
  region: string,
): void {
  const { iam, user, caller } = world;
  const needs = needsOf(service, call);
  const isFree = iam.permissions === undefined && iam.serviceControlPolicies === undefined && caller.role === undefined;
  if (isFree && needs.every(({ resourcePolicy }) => resourcePolicy === undefined)) {
    return;
  }
  const policies = policiesOfCaller(world);
  const arn = principalArn(world);
  const principal = principalContext(arn, caller.userId);
  for (const need of needs) {
    const context = principal.with({
      'aws:RequestedRegion': service.signingName === 'iam' ? 'us-east-1' : region,
      'aws:SecureTransport': 'true',
      'aws:CurrentTime': new Date().toISOString(),
      ...need.context,
    });
    for (const resource of need.resources) {
      const request = { action: need.action, resource, context };
      const authorization =
        need.resourcePolicy === undefined
          ? authorize(policies, request)
          : authorizeByResource(policies, need.resourcePolicy, request, arn);
      if (authorization.decision !== 'allowed') {
        throw accessDenied(user, need, resource, authorization);
      }
    }
  }
}

/** Why the caller may not open the data channel of a session; undefined where it may. */
export function refusalOfChannel(world: World, sessionId: string): AwsError | undefined {
  const { region, account } = world;
  const resource = `arn:aws:ssm:${region}:${account}:session/${sessionId}`;
  const service = { signingName: 'ssmmessages', resource: () => resource };
  try {
    enforce(world, service, { operation: 'OpenDataChannel', input: new Parameters({}) }, region);
    return undefined;
  } catch (error) {
    if (error instanceof AwsError) {
      return error;
    }
    throw error;
  }
}

/** The principal that policies know: the role of a session. */
function principalArn({ user, caller, iam }: World): string {
  return iam.roles.get(caller.role ?? '')?.arn ?? user;
}

function needsOf(service: Pick<Service, 'signingName' | 'resource' | 'needs'>, call: Call): readonly Need[] {
  const { signingName, needs } = service;
  return needs?.(call) ?? [{ action: `${signingName}:${call.operation}`, resources: [service.resource(call)] }];
}

const KINDS: Readonly<Record<Culprit, string>> = {
  identity: 'identity-based policy',
  boundary: 'permissions boundary',
  organization: 'service control policy',
  resource: 'resource-based policy',
};

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html */
export function accessDenied(
  user: string,
  { action, called }: Need,
  resource: string,
  { decision, culprit = 'identity' }: Authorization,
): AwsError {
  const kind = KINDS[culprit];
  const article = culprit === 'identity' ? 'an' : 'a';
  const on = called === null ? '' : ` on resource: ${called ?? resource}`;
  const why =
    decision === 'explicitDeny'
      ? `with an explicit deny in ${article} ${kind}`
      : `because no ${kind} allows the ${action} action`;
  return new AwsError('AccessDeniedException', `User: ${user} is not authorized to perform: ${action}${on} ${why}`);
}
