import { AWS_POLICIES, FULL_ACCESS } from '../iam/aws-policies.ts';
import { checkPolicy, type PolicyDocument, type PolicyKind } from '../iam/document.ts';
import type { Place } from './arn.ts';
import { AGE_OF_THE_WORLD, type Ground, minutesBefore } from './ground.ts';
import { hex } from './identity.ts';
import type { RoleScenario, Scenario } from './scenario.ts';

/** What a world has of IAM, and of its organization. A test may change all of it. */
export interface WorldIam {
  /** By name. */
  readonly roles: Map<string, WorldRole>;
  /** Managed policies by ARN, AWS's among them. */
  readonly policies: Map<string, WorldPolicy>;
  /** Instance profiles by name, each with the name of its role. */
  readonly profiles: Map<string, string>;
  /** Service control policies by name; undefined where the account is in no organization. */
  serviceControlPolicies: Map<string, PolicyDocument> | undefined;
  /** What the caller may do; undefined: what its role may, or for a user everything. */
  permissions: PolicyDocument | undefined;
}

export interface WorldRole {
  readonly name: string;
  readonly path: string;
  readonly id: string;
  readonly arn: string;
  readonly createdAt: Date;
  /** Who may assume it, as the text that GetRole answers. */
  trust: string;
  /** Texts of inline policies by name. */
  readonly inline: Map<string, string>;
  /** ARNs of managed policies. */
  readonly attached: Set<string>;
  /** ARN of a managed policy. */
  boundary: string | undefined;
}

export interface WorldPolicy {
  readonly name: string;
  readonly path: string;
  readonly arn: string;
  readonly id: string;
  readonly createdAt: Date;
  /** Its text. */
  readonly document: string;
}

/** The four actions of a task role that ECS Exec needs. */
export const CHANNEL_ACTIONS = [
  'ssmmessages:CreateControlChannel',
  'ssmmessages:CreateDataChannel',
  'ssmmessages:OpenControlChannel',
  'ssmmessages:OpenDataChannel',
];

/** What a role may do of which a scenario says nothing: all that a session may need, encrypted and logged. */
const EXEC_POLICY: PolicyDocument = {
  Version: '2012-10-17',
  Statement: [
    { Sid: 'Channels', Effect: 'Allow', Action: CHANNEL_ACTIONS, Resource: '*' },
    {
      Sid: 'SessionLogs',
      Effect: 'Allow',
      Action: [
        'logs:DescribeLogGroups',
        'logs:CreateLogStream',
        'logs:DescribeLogStreams',
        'logs:PutLogEvents',
        's3:GetBucketLocation',
        's3:GetEncryptionConfiguration',
        's3:PutObject',
      ],
      Resource: '*',
    },
    { Sid: 'SessionKey', Effect: 'Allow', Action: 'kms:Decrypt', Resource: '*' },
  ],
};

/** The role and the profile of instances of which a scenario says nothing. */
export const INSTANCE_PROFILE = 'ecsInstanceRole';

/** The trust policy that lets a service assume a role. */
export function trustOf(service: string): PolicyDocument {
  return {
    Version: '2012-10-17',
    Statement: { Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' },
  };
}

/**
 * The roles of a scenario, and one for each other that it names (`named`, ARNs): those are ready for exec. Throws an
 * `Error` that says which policy is none.
 */
export function buildIam(ground: Ground, scenario: Scenario, named: Iterable<string>): WorldIam {
  const { roles = [], instanceProfiles = {}, serviceControlPolicies, permissions } = scenario;
  const iam: WorldIam = {
    roles: new Map(),
    policies: new Map(),
    profiles: new Map([[INSTANCE_PROFILE, INSTANCE_PROFILE], ...Object.entries(instanceProfiles)]),
    serviceControlPolicies: serviceControlPolicies && organization(serviceControlPolicies),
    permissions: permissions === 'everything' ? undefined : permissions,
  };
  for (const [path, document] of Object.entries(AWS_POLICIES)) {
    addPolicy(iam, ground, 'aws', path, document);
  }
  for (const [path, document] of Object.entries(scenario.policies ?? {})) {
    addPolicy(iam, ground, ground.account, path, document);
  }
  for (const role of roles) {
    addRole(iam, ground, role, scenario.caller?.role === role.name);
  }
  for (const arn of named) {
    const [, path = '/', name = ''] = /^arn:[\w-]+:iam::\d{12}:role(\/(?:.*\/)?)([^/]+)$/.exec(arn) ?? [];
    if (name !== '' && !iam.roles.has(name)) {
      addRole(iam, ground, { name, path }, false);
    }
  }
  for (const role of new Set([...iam.profiles.values()])) {
    if (!iam.roles.has(role)) {
      addRole(iam, ground, { name: role, trust: trustOf('ec2.amazonaws.com') }, false);
    }
  }
  if (permissions !== undefined && permissions !== 'everything') {
    check(permissions, 'identity', 'the permissions of the caller');
  }
  if (scenario.caller !== undefined && !iam.roles.has(scenario.caller.role)) {
    throw new Error(`The caller has the role ${scenario.caller.role}, which the scenario does not contain.`);
  }
  return iam;
}

/** Everything is allowed unless a policy says what is: that is how AWS begins with an organization. */
function organization(policies: Readonly<Record<string, PolicyDocument>>): Map<string, PolicyDocument> {
  const given = Object.entries(policies);
  const allows = given.some(([name, document]) =>
    check(document, 'identity', `the service control policy ${name}`).statements.some(
      ({ effect }) => effect === 'Allow',
    ),
  );
  return new Map(allows ? given : [['FullAWSAccess', FULL_ACCESS], ...given]);
}

function addRole(iam: WorldIam, ground: Ground, role: RoleScenario, isCaller: boolean): void {
  const { name, path = '/', trust = trustOf('ecs-tasks.amazonaws.com'), policies, managed, boundary } = role;
  const isPlain = policies === undefined && managed === undefined;
  check(trust, 'trust', `the trust policy of ${name}`);
  const inline = Object.entries(policies ?? (isPlain && !isCaller ? { 'ecs-exec': EXEC_POLICY } : {}));
  inline.forEach(([policy, document]) => check(document, 'identity', `the policy ${policy} of ${name}`));
  const attached = (managed ?? (isPlain && isCaller ? ['AdministratorAccess'] : [])).map((each) =>
    managedArn(iam, ground, name, each),
  );
  iam.roles.set(name, {
    name,
    path,
    id: `AROA${hex(17, 'role', name).toUpperCase()}`,
    arn: `arn:aws:iam::${ground.account}:role${path}${name}`,
    createdAt: minutesBefore(ground, AGE_OF_THE_WORLD),
    trust: JSON.stringify(trust),
    inline: new Map(inline.map(([policy, document]) => [policy, JSON.stringify(document)])),
    attached: new Set(attached),
    boundary: boundary && addPolicy(iam, ground, ground.account, `${name}-boundary`, boundary),
  });
}

/** By ARN, or by the name of one of the scenario's own or of AWS's. */
function managedArn(iam: WorldIam, place: Place, role: string, name: string): string {
  const found = [name, policyArn(place.account, name), policyArn('aws', name)].find((arn) => iam.policies.has(arn));
  if (found === undefined) {
    throw new Error(`The role ${role} has the managed policy "${name}", which the scenario does not contain.`);
  }
  return found;
}

function addPolicy(iam: WorldIam, ground: Ground, account: string, path: string, document: PolicyDocument): string {
  check(document, 'identity', `the policy ${path}`);
  const arn = policyArn(account, path);
  const slash = path.lastIndexOf('/') + 1;
  iam.policies.set(arn, {
    name: path.slice(slash),
    path: `/${path.slice(0, slash)}`,
    arn,
    id: `ANPA${hex(17, 'policy', arn).toUpperCase()}`,
    createdAt: minutesBefore(ground, AGE_OF_THE_WORLD),
    document: JSON.stringify(document),
  });
  return arn;
}

function policyArn(account: string, path: string): string {
  return `arn:aws:iam::${account}:policy/${path}`;
}

function check(document: PolicyDocument, kind: PolicyKind, what: string): ReturnType<typeof checkPolicy> {
  try {
    return checkPolicy(document, kind);
  } catch (error) {
    throw new Error(`In ${what}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}
