import { FormParameters } from '../aws/form.ts';
import type { Pages } from '../aws/pages.ts';
import type { Parameters } from '../aws/parameters.ts';
import type { Operation } from '../aws/protocol.ts';
import type { World } from '../world/world.ts';
import { type Authorization, authorize, type Policies } from './authorize.ts';
import type { RequestContext } from './context.ts';
import { invalidInput, noSuchEntity, readGiven, requiredName, validation } from './errors.ts';
import type { Decision } from './evaluate.ts';
import { policiesOfCaller, policiesOfRole, principalContext } from './principals.ts';

/** From what permits most to what permits least. */
const DECISIONS: readonly Decision[] = ['allowed', 'implicitDeny', 'explicitDeny'];

const CONTEXT_TYPES = new Set(
  ['string', 'numeric', 'boolean', 'ip', 'date', 'binary'].flatMap((type) => [type, `${type}List`]),
);

/** ARN templates of the resources of actions, as far as a task or its callers need them. */
const TEMPLATES: readonly [action: RegExp, template: string][] = [
  [/^ecs:ExecuteCommand$/i, 'arn:${Partition}:ecs:${Region}:${Account}:cluster/${ClusterName}'],
  [/^kms:/i, 'arn:${Partition}:kms:${Region}:${Account}:key/${KeyId}'],
  [/^s3:(Get|Put)Object$/i, 'arn:${Partition}:s3:::${BucketName}/${ObjectName}'],
  [/^s3:/i, 'arn:${Partition}:s3:::${BucketName}'],
  [
    /^logs:PutLogEvents$/i,
    'arn:${Partition}:logs:${Region}:${Account}:log-group:${LogGroupName}:log-stream:${LogStreamName}',
  ],
  [/^logs:(?!DescribeLogGroups)/i, 'arn:${Partition}:logs:${Region}:${Account}:log-group:${LogGroupName}'],
  [/^ssm:(Terminate|Resume)Session$/i, 'arn:${Partition}:ssm:${Region}:${Account}:session/${SessionId}'],
];

/**
 * What IAM's policy simulator answers since 2026: one result for each action, its decision the most restrictive of all
 * resources; those of single resources are inside. SCPs count with their conditions, but never show. Sentences of its
 * refusals that nobody has reported are made up.
 */
export function simulatePrincipalPolicy(world: World, pages: Pages): Operation {
  return (input) => {
    const source = requiredName(input, 'PolicySourceArn', 2048);
    const actions = input.texts('ActionNames') ?? [];
    if (actions.length === 0) {
      throw validation("Value null at 'actionNames' failed to satisfy constraint: Member must not be null");
    }
    for (const action of actions) {
      if (!/^[\w-]+:[\w*?]+$/.test(action)) {
        throw invalidInput(`Invalid action name: ${action}`);
      }
    }
    const resources = input.texts('ResourceArns') ?? ['*'];
    for (const resource of resources) {
      if (resource !== '*' && !/^arn:[\w-]+:[\w-]+:[\w-]*:\d*:.+$/.test(resource)) {
        throw invalidInput(`Invalid resource ARN: ${resource}`);
      }
    }
    const policies = withInput(policiesOf(world, source), input, source);
    const context = principalContext(source).with(readContext(input));
    const results = actions.map((action) => result(action, resources, policies, context));
    const { items, nextToken } = pages.cut('SimulatePrincipalPolicy', input, results);
    return { EvaluationResults: items, IsTruncated: nextToken !== undefined, Marker: nextToken };
  };
}

function result(action: string, resources: readonly string[], policies: Policies, context: RequestContext): object {
  const each = resources.map((resource) => ({
    resource,
    ...authorize(policies, { action, resource, context }),
  }));
  const rank = ({ decision }: Authorization): number => DECISIONS.indexOf(decision);
  const worst = each.reduce((one, other) => (rank(other) > rank(one) ? other : one));
  const contributing = each.filter(({ decision }) => decision === worst.decision);
  const isSpecific = resources.some((resource) => resource !== '*');
  const refusedByOrganization = each.some(({ allowedByOrganization }) => allowedByOrganization === false);
  return {
    EvalActionName: action,
    EvalResourceName: isSpecific ? (TEMPLATES.find(([pattern]) => pattern.test(action))?.[1] ?? '*') : '*',
    EvalDecision: worst.decision,
    MatchedStatements: statements(policies, contributing),
    MissingContextValues: [...new Set(each.flatMap(({ missing }) => [...missing]))],
    OrganizationsDecisionDetail: policies.organization && { AllowedByOrganizations: !refusedByOrganization },
    PermissionsBoundaryDecisionDetail: boundaryDetail(each),
    EvalDecisionDetails: isSpecific && !refusedByOrganization ? {} : undefined,
    ResourceSpecificResults: isSpecific
      ? each.map((one) => ({
          EvalResourceName: one.resource,
          EvalResourceDecision: one.decision,
          MatchedStatements: statements(policies, [one]),
          MissingContextValues: [...one.missing],
          PermissionsBoundaryDecisionDetail: boundaryDetail([one]),
        }))
      : [],
  };
}

function boundaryDetail(each: readonly Authorization[]): object | undefined {
  return each.some(({ allowedByBoundary }) => allowedByBoundary !== undefined)
    ? { AllowedByPermissionsBoundary: each.every(({ allowedByBoundary }) => allowedByBoundary !== false) }
    : undefined;
}

/** The statements that made a decision, each once; never those of an SCP. */
function statements({ organization = [] }: Policies, each: readonly Authorization[]): object[] {
  const hidden = new Set(organization.map(({ id }) => id));
  const ids = each
    .filter(({ culprit }) => culprit !== 'organization')
    .flatMap(({ matches }) => matches)
    .filter(({ id }) => !hidden.has(id))
    .map(({ id, index }) => JSON.stringify([id, index]));
  return [...new Set(ids)].map((key) => {
    const [id] = JSON.parse(key) as [string, number];
    return { SourcePolicyId: id, SourcePolicyType: 'IAM Policy' };
  });
}

function policiesOf(world: World, arn: string): Policies {
  const { iam, account, user, caller } = world;
  const [, owner, kind, name = ''] = /^arn:[\w-]+:iam::(\d{12}):(user|role|group)\/(?:.*\/)?([^/]+)$/.exec(arn) ?? [];
  if (kind === undefined) {
    throw invalidInput(`Invalid Entity Arn: ${arn} does not clearly define entity type and name.`);
  }
  if (kind === 'role') {
    const role = iam.roles.get(name);
    if (owner !== account || role?.arn !== arn) {
      throw noSuchEntity(`The role with name ${name} cannot be found.`);
    }
    return caller.role === name ? policiesOfCaller(world) : policiesOfRole(iam, role);
  }
  if (arn !== user) {
    throw noSuchEntity(`The ${kind} with name ${name} cannot be found.`);
  }
  return policiesOfCaller(world);
}

function withInput(policies: Policies, input: Parameters, source: string): Policies {
  const given = (input.texts('PolicyInputList') ?? []).map((text, index) => ({
    id: `PolicyInputList.${index + 1}`,
    policy: readGiven(text, 'identity', 'InvalidInput'),
  }));
  const [boundary, ...others] = input.texts('PermissionsBoundaryPolicyInputList') ?? [];
  const resource = input.text('ResourcePolicy');
  if (others.length > 0) {
    throw invalidInput('Only one permissions boundary may be given.');
  }
  if (resource !== undefined && source.includes(':role/')) {
    throw invalidInput('Simulation of resource-based policies is not supported for IAM roles.');
  }
  return {
    ...policies,
    identity: [...policies.identity, ...given],
    boundary:
      boundary === undefined
        ? policies.boundary
        : { id: 'PermissionsBoundaryPolicyInputList.1', policy: readGiven(boundary, 'identity', 'InvalidInput') },
    resource:
      resource === undefined
        ? undefined
        : { id: 'ResourcePolicy', policy: readGiven(resource, 'resource', 'InvalidInput') },
  };
}

function readContext(input: Parameters): Record<string, readonly string[]> {
  const entries = (input.values['ContextEntries'] ?? []) as readonly unknown[];
  return Object.fromEntries(
    entries.map((entry): [string, readonly string[]] => {
      const members = new FormParameters(entry);
      const [key, type] = [members.text('ContextKeyName'), members.text('ContextKeyType')];
      if (!key || type === undefined || !CONTEXT_TYPES.has(type)) {
        throw validation(
          `Value '${type ?? ''}' at 'contextEntries.1.member.contextKeyType' failed to satisfy constraint: ` +
            `Member must satisfy enum value set: [${[...CONTEXT_TYPES].join(', ')}]`,
        );
      }
      return [key, members.texts('ContextKeyValues') ?? []];
    }),
  );
}
