import type { ClusterConfiguration } from '@aws-sdk/client-ecs';
import { everythingBut } from '../iam/aws-policies.ts';
import type { PolicyDocument, StatementDocument } from '../iam/document.ts';
import type {
  ClusterScenario,
  InstanceScenario,
  KeyScenario,
  RoleScenario,
  Scenario,
  ServiceScenario,
  TaskDefinitionScenario,
  TaskScenario,
  VpcScenario,
} from '../world/scenario.ts';

/** The checks of a container's readiness, in the order in which they are judged. */
export const CHECK_IDS = [
  'task-running',
  'exec-enabled',
  'exec-agent',
  'platform',
  'task-definition',
  'task-role',
  'role-trust',
  'role-permissions',
  'network-path',
  'kms-key',
  'cloudwatch-log',
  's3-log',
  'image-can-log',
  'caller-exec',
  'caller-channel',
  'sessions-left',
  'deployment-under-way',
  'runtime-environment',
] as const;

export type CheckId = (typeof CHECK_IDS)[number];

/** What `ExecuteCommand` comes to: AWS's error, a session that ends with words of its agent, or a shell. */
export type Outcome =
  | 'InvalidParameterException'
  | 'TargetNotConnectedException'
  | 'AccessDeniedException'
  | 'ClientException'
  | { readonly says: string }
  | 'a shell';

/** A world in which something keeps people from a container. */
export interface Cause {
  readonly scenario: Scenario;
  /** The check that finds it first. */
  readonly check: CheckId;
  /** What is wrong, in a few words. */
  readonly wrong: string;
  /** How it finds it; default `fail`. */
  readonly verdict?: 'fail' | 'warn' | 'unknown';
  /** What ExecuteCommand comes to; default that the target is not connected. */
  readonly exec?: Outcome;
  /** Whose agent fails; default `app`. */
  readonly container?: string;
}

export const REGION = 'eu-central-1';
export const ACCOUNT = '123456789012';
/** What all scenarios have: a cluster with one service, whose task has one container, `app`. */
export const CLUSTER = 'shop';
export const SERVICE = 'web';
export const TASK_ROLE = 'web-task';
const KEY_ID = '5c1d0e9a-7b42-4f3e-9a61-2d8c7e40b915';
export const KEY = `arn:aws:kms:${REGION}:${ACCOUNT}:key/${KEY_ID}`;
export const LOG_GROUP = '/ecs/exec/shop';
export const BUCKET = 'exec-logs-of-shop';

/** What a cause changes in the sound scenario. */
export interface Change {
  readonly service?: Partial<ServiceScenario>;
  readonly task?: Partial<TaskScenario>;
  readonly definition?: Partial<TaskDefinitionScenario>;
  readonly container?: Partial<NonNullable<TaskDefinitionScenario['containerDefinitions']>[number]>;
  readonly role?: Partial<RoleScenario>;
  readonly vpc?: Partial<VpcScenario>;
  readonly instance?: Partial<InstanceScenario>;
  readonly cluster?: Partial<ClusterScenario>;
  readonly whole?: Partial<Scenario>;
}

/** A scenario in which all is well: its container can be exec'd into, and all that is asked about it is in order. */
export function sound({
  service = {},
  task = {},
  definition = {},
  container = {},
  role = {},
  vpc = {},
  instance,
  cluster = {},
  whole = {},
}: Change = {}): Scenario {
  return {
    region: REGION,
    account: ACCOUNT,
    vpcs: [{ ...VPC, ...vpc }],
    roles: [{ name: TASK_ROLE, policies: { exec: allowing(...CHANNELS), ...SESSION_POLICIES }, ...role }],
    clusters: [
      {
        name: CLUSTER,
        network: { subnets: ['private'], securityGroups: ['web'] },
        instances: [{ network: { subnets: ['private'], securityGroups: ['web'] }, ...instance }],
        services: [{ name: SERVICE, taskDefinition: SERVICE, tasks: [task], ...service }],
        ...cluster,
      },
    ],
    taskDefinitions: [
      {
        family: SERVICE,
        networkMode: 'awsvpc',
        requiresCompatibilities: ['FARGATE'],
        cpu: '256',
        memory: '512',
        taskRoleArn: `arn:aws:iam::${ACCOUNT}:role/${TASK_ROLE}`,
        containerDefinitions: [
          {
            name: 'app',
            image: 'public.ecr.aws/docker/library/nginx:1.29',
            linuxParameters: { initProcessEnabled: true },
            ...container,
          },
        ],
        ...definition,
      },
    ],
    ...whole,
  };
}

const CHANNELS = [
  'ssmmessages:CreateControlChannel',
  'ssmmessages:CreateDataChannel',
  'ssmmessages:OpenControlChannel',
  'ssmmessages:OpenDataChannel',
];

/** What the role needs for sessions that are encrypted or logged; harmless where they are not. */
const SESSION_POLICIES: Readonly<Record<string, PolicyDocument>> = {
  logs: statements(
    { Effect: 'Allow', Action: 'logs:DescribeLogGroups', Resource: '*' },
    {
      Effect: 'Allow',
      Action: ['logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents'],
      Resource: `arn:aws:logs:${REGION}:${ACCOUNT}:log-group:${LOG_GROUP}:*`,
    },
    { Effect: 'Allow', Action: 's3:GetBucketLocation', Resource: '*' },
    { Effect: 'Allow', Action: 's3:GetEncryptionConfiguration', Resource: `arn:aws:s3:::${BUCKET}` },
    { Effect: 'Allow', Action: 's3:PutObject', Resource: `arn:aws:s3:::${BUCKET}/*` },
  ),
  key: statements({ Effect: 'Allow', Action: 'kms:Decrypt', Resource: KEY }),
};

const HTTPS_OUT = [{ protocol: 'tcp', from: 443, cidrs: ['0.0.0.0/0'] }];

/** A private subnet with a NAT gateway, a public one with an internet gateway, and one that leads nowhere. */
const VPC: VpcScenario = {
  name: 'shop',
  subnets: [
    { name: 'private', cidr: '10.0.0.0/20', routes: [{ to: '0.0.0.0/0', through: 'nat-gateway' }] },
    { name: 'public', cidr: '10.0.16.0/20', routes: [{ to: '0.0.0.0/0', through: 'internet-gateway' }] },
    { name: 'isolated', cidr: '10.0.32.0/20', routes: [] },
    { name: 'endpoints', cidr: '10.0.48.0/20', routes: [] },
  ],
  securityGroups: {
    web: { egress: HTTPS_OUT },
    closed: { egress: [] },
    endpoints: { ingress: [{ protocol: 'tcp', from: 443, groups: ['web'] }] },
    'endpoints-closed': { ingress: [] },
  },
};

const ISOLATED = { network: { subnets: ['isolated'], securityGroups: ['web'] } };
const ENDPOINT = { service: 'ssmmessages', subnets: ['endpoints'], securityGroups: ['endpoints'] };

function statements(...list: StatementDocument[]): PolicyDocument {
  return { Version: '2012-10-17', Statement: list };
}

function allowing(...actions: string[]): PolicyDocument {
  return statements({ Effect: 'Allow', Action: actions, Resource: '*' });
}

function denying(...actions: string[]): PolicyDocument {
  return statements({ Effect: 'Deny', Action: actions, Resource: '*' });
}

/** Who may assume the role. */
function trusting(service: string, condition?: StatementDocument['Condition']): PolicyDocument {
  return statements({
    Effect: 'Allow',
    Principal: { Service: service },
    Action: 'sts:AssumeRole',
    ...(condition && { Condition: condition }),
  });
}

/** An isolated subnet with one endpoint, for ssmmessages unless told otherwise. */
function behindEndpoint(
  endpoint: Partial<NonNullable<VpcScenario['endpoints']>[number]> = {},
  change: Omit<Change, 'service'> = {},
): Scenario {
  return sound({ ...change, service: ISOLATED, vpc: { endpoints: [{ ...ENDPOINT, ...endpoint }], ...change.vpc } });
}

function onInstance(change: Change = {}): Scenario {
  return sound({
    ...change,
    service: { launchType: 'EC2', ...change.service },
    definition: { requiresCompatibilities: ['EC2'], ...change.definition },
  });
}

type SessionConfiguration = NonNullable<ClusterConfiguration['executeCommandConfiguration']>;

function withSessions(configuration: SessionConfiguration, change: Change = {}): Scenario {
  return sound({
    ...change,
    cluster: { configuration: { executeCommandConfiguration: configuration }, ...change.cluster },
  });
}

const ENCRYPTED: SessionConfiguration = { kmsKeyId: KEY, logging: 'NONE' };
const TO_GROUP: SessionConfiguration = {
  logging: 'OVERRIDE',
  logConfiguration: { cloudWatchLogGroupName: LOG_GROUP, cloudWatchEncryptionEnabled: true },
};
const TO_BUCKET: SessionConfiguration = {
  logging: 'OVERRIDE',
  logConfiguration: { s3BucketName: BUCKET, s3EncryptionEnabled: true },
};

const ROLE_ARN = `arn:aws:iam::${ACCOUNT}:role/${TASK_ROLE}`;
const USER_ARN = `arn:aws:iam::${ACCOUNT}:user/test`;
/** What whoever asks needs of a key to see what it is. */
const ASKED_OF_KEYS = ['kms:DescribeKey', 'kms:GetKeyPolicy'];

/** The key, with a policy that allows the role one action, and the caller others, and leaves nothing to IAM. */
function keyFor(ofRole: string, ...ofCaller: readonly string[]): KeyScenario {
  const policy = statements(
    { Effect: 'Allow', Principal: { AWS: ROLE_ARN }, Action: ofRole, Resource: '*' },
    { Effect: 'Allow', Principal: { AWS: USER_ARN }, Action: ofCaller, Resource: '*' },
  );
  return { id: KEY_ID, policy };
}

/** The key, with a policy that leaves everything to IAM, but denies somebody something. */
function keyDenying(principal: string, action: string): KeyScenario {
  const policy = statements(
    { Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` }, Action: 'kms:*', Resource: '*' },
    { Effect: 'Deny', Principal: { AWS: principal }, Action: action, Resource: '*' },
  );
  return { id: KEY_ID, policy };
}

/** The sound scenarios beside the plain one: every way in which a container may be ready. */
export const READY: Readonly<Record<string, Scenario>> = {
  fargate: sound(),
  'public subnet': sound({
    service: { network: { subnets: ['public'], securityGroups: ['web'], publicIp: true } },
  }),
  'interface endpoint': behindEndpoint(),
  instance: onInstance(),
  'instance in bridge mode, with the role of the instance': onInstance({
    definition: { networkMode: 'bridge', taskRoleArn: undefined },
  }),
  'encrypted session': withSessions(ENCRYPTED),
  'encrypted session, with a key that IAM has no say in': withSessions(ENCRYPTED, {
    role: { policies: { exec: allowing(...CHANNELS) } },
    whole: { keys: [keyFor('kms:Decrypt', ...ASKED_OF_KEYS, 'kms:GenerateDataKey')] },
  }),
  'session logged in CloudWatch': withSessions(TO_GROUP, { whole: { logs: { [LOG_GROUP]: { kmsKeyId: KEY } } } }),
  'session logged in S3': withSessions(TO_BUCKET),
  'session logged in S3 without encryption': withSessions({
    logging: 'OVERRIDE',
    logConfiguration: { s3BucketName: BUCKET },
  }),
  'instance, encrypted sessions, both logs and endpoints for all': onInstance({
    service: ISOLATED,
    cluster: {
      configuration: {
        executeCommandConfiguration: {
          kmsKeyId: KEY,
          logging: 'OVERRIDE',
          logConfiguration: { ...TO_GROUP.logConfiguration, ...TO_BUCKET.logConfiguration },
        },
      },
    },
    whole: {
      logs: { [LOG_GROUP]: { kmsKeyId: KEY } },
      vpcs: [
        {
          ...VPC,
          endpoints: ['ssmmessages', 'kms', 'logs', 's3'].map((service) => ({ ...ENDPOINT, service })),
        },
        { name: 'with-own-resolvers', resolvers: ['10.0.0.2'] },
      ],
    },
  }),
};

const NOT_ENABLED = { exec: 'InvalidParameterException' } as const;

const RUNNING_OR_NOT: Record<string, Cause> = {
  'task-pending': {
    scenario: sound({ task: { status: 'PENDING' } }),
    check: 'task-running',
    wrong: 'the task is still starting',
    ...NOT_ENABLED,
  },
  'task-stopped': {
    scenario: sound({
      task: {
        status: 'STOPPED',
        stopCode: 'TaskFailedToStart',
        stoppedReason: 'CannotPullContainerError: pull image manifest has been retried 5 time(s)',
      },
    }),
    check: 'task-running',
    wrong: 'the task has stopped',
    ...NOT_ENABLED,
  },
  'container-stopped': {
    scenario: sound({
      task: { containers: { app: { status: 'STOPPED', exitCode: 137, reason: 'OutOfMemoryError' } } },
      definition: {
        containerDefinitions: [
          { name: 'app', image: 'nginx:1.29', essential: false },
          { name: 'other', image: 'nginx:1.29' },
        ],
      },
    }),
    check: 'task-running',
    wrong: 'the container has stopped while its task runs',
    ...NOT_ENABLED,
  },
  'exec-off': {
    scenario: sound({ service: { exec: false } }),
    check: 'exec-enabled',
    wrong: 'exec is off',
    ...NOT_ENABLED,
  },
  'exec-switched-on-later': {
    scenario: sound({ service: { deployed: 10 }, task: { exec: false } }),
    check: 'exec-enabled',
    wrong: 'the task was started before exec was switched on for its service',
    ...NOT_ENABLED,
  },
};

/** What the agent says of itself: engine/docker_task_engine.go and execcmd/manager_start.go of amazon-ecs-agent. */
const AGENT_REASONS: Readonly<Record<string, string>> = {
  'cannot-be-restarted': 'ExecuteCommandAgent cannot be restarted',
  'no-certs': 'ExecuteCommandAgent Initialization failed - could not find certs required for exec agent',
  'no-config': 'ExecuteCommandAgent Initialization failed - could not generate ExecAgent Config File',
  'cannot-create':
    'unable to start ExecuteCommandAgent [create]: Error response from daemon: Container 3f1e is not running',
  'cannot-pre-start': 'unable to start ExecuteCommandAgent [pre-start]: Error response from daemon: no such exec',
  'cannot-inspect': 'unable to start ExecuteCommandAgent [inspect]: Error response from daemon: no such exec',
  exited: 'ExecuteCommandAgent process exited with exit code: 1',
};

const AGENT: Record<string, Cause> = {
  'agent-pending': {
    scenario: sound({ task: { agent: 'PENDING' } }),
    check: 'exec-agent',
    wrong: 'the exec agent is still starting',
    ...NOT_ENABLED,
  },
  'no-agent-in-sidecar': {
    scenario: sound({ service: { sidecars: ['guardduty'] } }),
    check: 'exec-agent',
    wrong: 'the container was added by AWS and has no exec agent',
    container: 'aws-guardduty-agent-',
    ...NOT_ENABLED,
  },
  ...Object.fromEntries(
    Object.entries(AGENT_REASONS).map(([name, reason]): [string, Cause] => [
      `agent-${name}`,
      {
        scenario: sound({ task: { agent: { stopped: reason } } }),
        check: 'exec-agent',
        wrong: `the exec agent says: ${reason}`,
        ...NOT_ENABLED,
      },
    ]),
  ),
};

const PLATFORM: Record<string, Cause> = {
  'old-platform-version': {
    scenario: sound({ task: { platformVersion: '1.3.0' } }),
    check: 'platform',
    wrong: 'the platform version of Fargate is too old',
  },
  'old-agent': {
    scenario: onInstance({ instance: { agentVersion: '1.49.0' } }),
    check: 'platform',
    wrong: 'the ECS agent of the instance is too old',
  },
  'agent-disconnected': {
    scenario: onInstance({ instance: { agentConnected: false } }),
    check: 'platform',
    wrong: 'the ECS agent of the instance is not connected',
  },
};

const DEFINITION: Record<string, Cause> = {
  'read-only-root': {
    scenario: sound({ container: { readonlyRootFilesystem: true } }),
    check: 'task-definition',
    wrong: 'the root file system is read-only',
  },
  'credentials-in-definition': {
    scenario: sound({ container: { environment: [{ name: 'AWS_ACCESS_KEY_ID', value: 'AKIAIOSFODNN7EXAMPLE' }] } }),
    check: 'task-definition',
    verdict: 'warn',
    wrong: 'credentials in the environment take the place of the task role',
  },
  'credentials-in-secrets': {
    scenario: sound({
      container: {
        secrets: [{ name: 'AWS_SECRET_ACCESS_KEY', valueFrom: `arn:aws:ssm:${REGION}:${ACCOUNT}:parameter/web/key` }],
      },
    }),
    check: 'task-definition',
    verdict: 'warn',
    wrong: 'credentials among the secrets take the place of the task role',
  },
  'proxy-in-definition': {
    scenario: sound({ container: { environment: [{ name: 'HTTPS_PROXY', value: 'http://proxy.internal:3128' }] } }),
    check: 'task-definition',
    wrong: 'a proxy stands between the agent and its credentials',
  },
};

const ROLE: Record<string, Cause> = {
  'no-role': {
    scenario: sound({ definition: { taskRoleArn: undefined } }),
    check: 'task-role',
    wrong: 'the task has no role',
  },
  'no-instance-profile': {
    scenario: onInstance({
      definition: { networkMode: 'bridge', taskRoleArn: undefined },
      instance: { profile: false },
    }),
    check: 'task-role',
    wrong: 'neither the task nor its instance has a role',
  },
  'role-for-another-service': {
    scenario: sound({ role: { trust: trusting('ecs.amazonaws.com') } }),
    check: 'role-trust',
    wrong: 'the role trusts ECS, not its tasks',
  },
  'role-for-another-account': {
    scenario: sound({
      role: {
        trust: trusting('ecs-tasks.amazonaws.com', { StringEquals: { 'aws:SourceAccount': '111122223333' } }),
      },
    }),
    check: 'role-trust',
    wrong: 'the role trusts tasks of another account only',
  },
  'role-for-another-region': {
    scenario: sound({
      role: {
        trust: trusting('ecs-tasks.amazonaws.com', {
          ArnLike: { 'aws:SourceArn': `arn:aws:ecs:us-east-1:${ACCOUNT}:*` },
        }),
      },
    }),
    check: 'role-trust',
    wrong: 'the role trusts tasks of another region only',
  },
  'role-without-channels': {
    scenario: sound({ role: { policies: SESSION_POLICIES } }),
    check: 'role-permissions',
    wrong: 'the role allows none of the channels',
  },
  'role-with-some-channels': {
    scenario: sound({ role: { policies: { exec: allowing(...CHANNELS.slice(0, 3)), ...SESSION_POLICIES } } }),
    check: 'role-permissions',
    wrong: 'the role does not allow ssmmessages:OpenDataChannel',
  },
  'role-denies-channels': {
    scenario: sound({
      role: { policies: { exec: allowing(...CHANNELS), guard: denying('ssmmessages:*'), ...SESSION_POLICIES } },
    }),
    check: 'role-permissions',
    wrong: 'a policy of the role denies the channels',
  },
  'channels-on-one-resource': {
    scenario: sound({
      role: {
        policies: {
          exec: statements({
            Effect: 'Allow',
            Action: 'ssmmessages:*',
            Resource: `arn:aws:ecs:${REGION}:${ACCOUNT}:task/*`,
          }),
          ...SESSION_POLICIES,
        },
      },
    }),
    check: 'role-permissions',
    wrong: 'the role allows the channels on a resource, which they do not have',
  },
  'boundary-without-channels': {
    scenario: sound({ role: { boundary: allowing('logs:*', 's3:*', 'kms:*') } }),
    check: 'role-permissions',
    wrong: 'the permissions boundary of the role does not allow the channels',
  },
  'organization-denies-channels': {
    scenario: sound({ whole: { serviceControlPolicies: { 'no-sessions': denying('ssmmessages:*') } } }),
    check: 'role-permissions',
    wrong: 'a service control policy denies the channels',
  },
};

const NETWORK: Record<string, Cause> = {
  'no-route': {
    scenario: sound({ service: ISOLATED }),
    check: 'network-path',
    wrong: 'no route leads out of the subnet',
  },
  'blackhole-route': {
    scenario: sound({
      vpc: {
        subnets: (VPC.subnets ?? []).map((subnet) =>
          subnet.name === 'private'
            ? { ...subnet, routes: [{ to: '0.0.0.0/0', through: 'nat-gateway', state: 'blackhole' }] }
            : subnet,
        ),
      },
    }),
    check: 'network-path',
    wrong: 'the NAT gateway of the route is gone',
  },
  'no-public-address': {
    scenario: sound({ service: { network: { subnets: ['public'], securityGroups: ['web'] } } }),
    check: 'network-path',
    wrong: 'the route leads to an internet gateway, and the task has no public address',
  },
  'no-public-address-on-instance': {
    scenario: onInstance({
      service: { network: { subnets: ['public'], securityGroups: ['web'], publicIp: true } },
    }),
    check: 'network-path',
    wrong: 'a task on an instance never has a public address',
  },
  'only-other-endpoints': {
    scenario: sound({
      service: ISOLATED,
      vpc: { endpoints: ['ecr.api', 'ecr.dkr', 'ecs', 'ssm'].map((service) => ({ ...ENDPOINT, service })) },
    }),
    check: 'network-path',
    wrong: 'there are endpoints, and none for Session Manager',
  },
  'endpoint-failed': {
    scenario: behindEndpoint({ state: 'failed', failureReason: 'The subnet has no free addresses.' }),
    check: 'network-path',
    wrong: 'the endpoint has failed',
  },
  'endpoint-pending': {
    scenario: behindEndpoint({ state: 'pendingAcceptance' }),
    check: 'network-path',
    wrong: 'nobody has accepted the endpoint yet',
  },
  'endpoint-without-private-dns': {
    scenario: behindEndpoint({ privateDns: false }),
    check: 'network-path',
    verdict: 'warn',
    wrong: 'the endpoint has no private DNS name, and no hosted zone is known that has one',
  },
  'vpc-without-dns-hostnames': {
    scenario: behindEndpoint({}, { vpc: { dnsHostnames: false } }),
    check: 'network-path',
    wrong: 'the VPC has no DNS host names, without which private DNS names do not work',
  },
  'vpc-without-dns': {
    scenario: sound({ vpc: { dnsSupport: false } }),
    check: 'network-path',
    wrong: 'the VPC resolves no names',
  },
  'endpoint-group-closed': {
    scenario: behindEndpoint({ securityGroups: ['endpoints-closed'] }),
    check: 'network-path',
    wrong: 'the security group of the endpoint lets nothing in',
  },
  'task-group-closed': {
    scenario: sound({ service: { network: { subnets: ['private'], securityGroups: ['closed'] } } }),
    check: 'network-path',
    wrong: 'the security group of the task lets nothing out',
  },
  'acl-blocks-out': {
    scenario: withAcl([
      { number: 90, direction: 'out', action: 'deny', protocol: '6', from: 443 },
      { number: 100, direction: 'out', action: 'allow' },
      { number: 100, direction: 'in', action: 'allow' },
    ]),
    check: 'network-path',
    wrong: 'the network ACL lets nothing out to port 443',
  },
  'acl-blocks-answers': {
    scenario: withAcl([
      { number: 100, direction: 'out', action: 'allow' },
      { number: 100, direction: 'in', action: 'allow', protocol: '6', from: 443 },
    ]),
    check: 'network-path',
    wrong: 'the network ACL lets no answers in',
  },
  'endpoint-policy': {
    scenario: behindEndpoint({
      policy: {
        Version: '2012-10-17',
        Statement: { Effect: 'Allow', Principal: '*', Action: 'ssmmessages:Create*', Resource: '*' },
      },
    }),
    check: 'network-path',
    wrong: 'the policy of the endpoint does not allow to open channels',
  },
  'ipv6-route-only': {
    scenario: sound({
      vpc: {
        subnets: [
          {
            name: 'private',
            cidr: '10.0.0.0/20',
            ipv6Cidr: 'fd00:0:0:1::/64',
            routes: [{ to: '::/0', through: 'egress-only-internet-gateway' }],
          },
        ],
      },
    }),
    check: 'network-path',
    wrong: 'only IPv6 leads out, and tasks with both ask for IPv4 addresses',
  },
};

function withAcl(rules: NonNullable<VpcScenario['acls']>[string]): Scenario {
  const subnets = (VPC.subnets ?? []).map((subnet) => ({ ...subnet, acl: 'strict' }));
  return sound({ vpc: { subnets, acls: { strict: rules } } });
}

const UNSURE: Record<string, Cause> = {
  'transit-gateway': {
    scenario: sound({
      vpc: {
        subnets: [{ name: 'private', cidr: '10.0.0.0/20', routes: [{ to: '0.0.0.0/0', through: 'transit-gateway' }] }],
      },
    }),
    check: 'network-path',
    verdict: 'unknown',
    wrong: 'what lies behind a transit gateway cannot be seen',
    exec: 'a shell',
  },
  'own-resolvers-without-dns': {
    scenario: sound({ vpc: { dnsSupport: false, resolvers: ['10.0.0.2'] } }),
    check: 'network-path',
    verdict: 'unknown',
    wrong: "DNS support of the VPC is off, and it is not known what the company's own DNS servers resolve",
    exec: 'a shell',
  },
  'shared-vpc': {
    scenario: sound({ vpc: { owner: '210987654321' } }),
    check: 'network-path',
    verdict: 'unknown',
    wrong: 'the VPC belongs to another account, which alone sees its routes',
    exec: 'a shell',
  },
};

const SESSION: Record<string, Cause> = {
  'key-disabled': {
    scenario: withSessions(ENCRYPTED, { whole: { keys: [{ id: KEY_ID, enabled: false }] } }),
    check: 'kms-key',
    wrong: 'the key is disabled',
    exec: { says: 'DisabledException' },
  },
  'key-deleted-soon': {
    scenario: withSessions(ENCRYPTED, { whole: { keys: [{ id: KEY_ID, deletedIn: 7 }] } }),
    check: 'kms-key',
    wrong: 'the key is about to be deleted',
    exec: { says: 'KMSInvalidStateException' },
  },
  'key-for-signing': {
    scenario: withSessions(ENCRYPTED, { whole: { keys: [{ id: KEY_ID, usage: 'SIGN_VERIFY' }] } }),
    check: 'kms-key',
    wrong: 'the key encrypts nothing',
    exec: { says: 'InvalidKeyUsageException' },
  },
  'role-may-not-decrypt': {
    scenario: withSessions(ENCRYPTED, { role: { policies: { exec: allowing(...CHANNELS) } } }),
    check: 'kms-key',
    wrong: 'the role does not allow kms:Decrypt',
    exec: { says: 'AccessDeniedException' },
  },
  'caller-may-not-make-data-keys': {
    scenario: withSessions(ENCRYPTED, { whole: { permissions: everythingBut('kms:GenerateDataKey') } }),
    check: 'kms-key',
    wrong: 'the caller may not make data keys',
    exec: { says: 'AccessDeniedException' },
  },
  'key-policy-without-role': {
    scenario: withSessions(ENCRYPTED, {
      whole: { keys: [keyFor('kms:DescribeKey', ...ASKED_OF_KEYS, 'kms:GenerateDataKey')] },
    }),
    check: 'kms-key',
    wrong: 'the policy of the key neither allows the role to decrypt, nor leaves it to IAM',
    exec: { says: 'AccessDeniedException' },
  },
  'key-policy-without-caller': {
    scenario: withSessions(ENCRYPTED, { whole: { keys: [keyFor('kms:Decrypt', ...ASKED_OF_KEYS)] } }),
    check: 'kms-key',
    wrong: 'the policy of the key neither allows the caller to make data keys, nor leaves it to IAM',
    exec: { says: 'AccessDeniedException' },
  },
  'key-policy-denies-role': {
    scenario: withSessions(ENCRYPTED, { whole: { keys: [keyDenying(ROLE_ARN, 'kms:Decrypt')] } }),
    check: 'kms-key',
    wrong: 'the policy of the key denies the role to decrypt',
    exec: { says: 'AccessDeniedException' },
  },
  'key-policy-denies-caller': {
    scenario: withSessions(ENCRYPTED, { whole: { keys: [keyDenying(USER_ARN, 'kms:GenerateDataKey')] } }),
    check: 'kms-key',
    wrong: 'the policy of the key denies the caller to make data keys',
    exec: { says: 'AccessDeniedException' },
  },
  'no-path-to-key': {
    scenario: withSessions(ENCRYPTED, { service: ISOLATED, vpc: { endpoints: [ENDPOINT] } }),
    check: 'kms-key',
    wrong: 'there is no way to KMS',
    exec: { says: 'RequestError' },
  },
  'no-log-group': {
    scenario: withSessions(TO_GROUP, { whole: { logs: { [LOG_GROUP]: false } } }),
    check: 'cloudwatch-log',
    wrong: 'the log group does not exist',
    exec: { says: 'encryption is not set up on the selected CloudWatch Logs log group' },
  },
  'log-group-not-encrypted': {
    scenario: withSessions(TO_GROUP),
    check: 'cloudwatch-log',
    wrong: 'the log group is not encrypted, and must be',
    exec: { says: 'encryption is not set up on the selected CloudWatch Logs log group' },
  },
  'role-may-not-see-log-groups': {
    scenario: withSessions(TO_GROUP, {
      role: { policies: { exec: allowing(...CHANNELS), key: SESSION_POLICIES['key'] ?? allowing('kms:*') } },
      whole: { logs: { [LOG_GROUP]: { kmsKeyId: KEY } } },
    }),
    check: 'cloudwatch-log',
    wrong: 'the role does not allow logs:DescribeLogGroups',
    exec: { says: 'encryption is not set up on the selected CloudWatch Logs log group' },
  },
  'no-bucket': {
    scenario: withSessions(TO_BUCKET, { whole: { buckets: { [BUCKET]: false } } }),
    check: 's3-log',
    wrong: 'the bucket does not exist',
    exec: { says: 'NoSuchBucket' },
  },
  'bucket-not-encrypted': {
    scenario: withSessions(TO_BUCKET, { whole: { buckets: { [BUCKET]: { encryption: false } } } }),
    check: 's3-log',
    wrong: 'the bucket is not encrypted, and must be',
    exec: { says: 'encryption is not set up on the selected Amazon S3 bucket' },
  },
  'role-may-not-see-bucket': {
    scenario: withSessions(TO_BUCKET, { role: { policies: { exec: allowing(...CHANNELS) } } }),
    check: 's3-log',
    wrong: 'the role does not allow s3:GetEncryptionConfiguration',
    exec: { says: 's3:GetEncryptionConfiguration' },
  },
};

const TASK_ARN = `arn:aws:ecs:${REGION}:${ACCOUNT}:task/${CLUSTER}/*`;
const CLUSTER_ARN = `arn:aws:ecs:${REGION}:${ACCOUNT}:cluster/${CLUSTER}`;

/** All but exec, and exec on these. */
function execOn(...resources: string[]): PolicyDocument {
  return statements(
    { Effect: 'Allow', NotAction: 'ecs:ExecuteCommand', Resource: '*' },
    { Effect: 'Allow', Action: 'ecs:ExecuteCommand', Resource: resources },
  );
}

const CALLER: Record<string, Cause> = {
  'caller-may-not-exec': {
    scenario: sound({ whole: { permissions: everythingBut('ecs:ExecuteCommand') } }),
    check: 'caller-exec',
    wrong: 'the caller may not exec',
    exec: 'AccessDeniedException',
  },
  'caller-may-exec-task-only': {
    scenario: sound({ whole: { permissions: execOn(TASK_ARN) } }),
    check: 'caller-exec',
    wrong: 'the caller may exec on tasks, and not on the cluster',
    exec: 'AccessDeniedException',
  },
  'caller-may-exec-cluster-only': {
    scenario: sound({ whole: { permissions: execOn(CLUSTER_ARN) } }),
    check: 'caller-exec',
    wrong: 'the caller may exec on the cluster, and not on tasks',
    exec: 'AccessDeniedException',
  },
  'caller-may-not-open-channels': {
    scenario: sound({ whole: { permissions: everythingBut('ssmmessages:OpenDataChannel') } }),
    check: 'caller-channel',
    wrong: 'the caller may not open a channel',
    exec: { says: 'ssmmessages:OpenDataChannel' },
  },
};

const MOMENT: Record<string, Cause> = {
  'deployment-under-way': {
    scenario: sound({ service: { deployed: 2, deploying: true } }),
    check: 'deployment-under-way',
    verdict: 'warn',
    wrong: 'the service is being deployed',
    exec: 'a shell',
  },
  'credentials-at-run-time': {
    scenario: sound({
      task: {
        overrides: {
          containerOverrides: [
            { name: 'app', environment: [{ name: 'AWS_SECRET_ACCESS_KEY', value: 'of somebody else' }] },
          ],
        },
      },
    }),
    check: 'runtime-environment',
    verdict: 'warn',
    wrong: 'credentials that the task was started with take the place of its role',
  },
  'proxy-at-run-time': {
    scenario: sound({
      task: {
        overrides: {
          containerOverrides: [
            { name: 'app', environment: [{ name: 'HTTP_PROXY', value: 'http://proxy.internal:3128' }] },
          ],
        },
      },
    }),
    check: 'runtime-environment',
    wrong: 'a proxy that the task was started with stands between the agent and its credentials',
  },
};

/**
 * Everything that is known to keep people from a container, one at a time, by name. Two that a scenario cannot have are
 * made by a test: that too many sessions are open (`sessions-left`), and that an image has no `script` to log with
 * (`image-can-log`), which nobody can see from outside.
 */
export const CAUSES: Readonly<Record<string, Cause>> = {
  ...RUNNING_OR_NOT,
  ...AGENT,
  ...PLATFORM,
  ...DEFINITION,
  ...ROLE,
  ...NETWORK,
  ...UNSURE,
  ...SESSION,
  ...CALLER,
  ...MOMENT,
};
