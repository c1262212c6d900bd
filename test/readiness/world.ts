import type { ContainerDescription, ServiceDescription, TaskDescription } from '../../src/aws/api/details.ts';
import type { Decision } from '../../src/aws/api/identity.ts';
import type { TaskDefinition } from '../../src/aws/api/task-definitions.ts';
import type { VpcEndpoint } from '../../src/aws/api/vpc.ts';
import type { Fact } from '../../src/readiness/model/fact.ts';
import type { Facts, FactValues, Place } from '../../src/readiness/model/facts.ts';
import type { NetworkFacts } from '../../src/readiness/model/network-facts.ts';
import { sentence } from '../../src/text.ts';

// What AWS tells of a container that is ready for exec: `web`, of a service's task in the cluster `shop`, on Fargate.

const ACCOUNT = '111122223333';
const ECS = `arn:aws:ecs:eu-central-1:${ACCOUNT}`;

export const place: Place = {
  clusterArn: `${ECS}:cluster/shop`,
  taskArn: `${ECS}:task/shop/0123456789abcdef0123456789abcdef`,
  container: 'web',
  region: 'eu-central-1',
};

export const ROLE = `arn:aws:iam::${ACCOUNT}:role/web-task`;
export const KEY = `arn:aws:kms:eu-central-1:${ACCOUNT}:key/1234`;
export const GROUP = `arn:aws:logs:eu-central-1:${ACCOUNT}:log-group:/ecs-exec/shop`;

export function known<Value>(value: Value): Fact<Value> {
  return { state: 'known', value };
}

/** A fact that could not be found out because an action is not allowed. */
export function denied(permission: string): Fact<never> {
  return { state: 'unknown', why: sentence('because you are not allowed {0}', permission), permission };
}

export const webContainer: ContainerDescription = {
  name: 'web',
  image: 'nginx:1.27',
  lastStatus: 'RUNNING',
  managedAgents: [{ name: 'ExecuteCommandAgent', lastStatus: 'RUNNING' }],
};

export function task(
  change: Partial<TaskDescription> = {},
  container: Partial<ContainerDescription> = {},
): Fact<TaskDescription> {
  return known({
    taskArn: place.taskArn,
    taskDefinitionArn: `${ECS}:task-definition/web:12`,
    group: 'service:web',
    startedBy: 'ecs-svc/2',
    lastStatus: 'RUNNING',
    desiredStatus: 'RUNNING',
    launchType: 'FARGATE',
    platformVersion: '1.4.0',
    platformFamily: 'Linux',
    enableExecuteCommand: true,
    startedAt: new Date(Date.UTC(2026, 0, 2)),
    containers: [{ ...webContainer, ...container }],
    ...change,
  });
}

export function service(change: Partial<ServiceDescription> = {}): Fact<ServiceDescription> {
  return known({
    serviceArn: `${ECS}:service/shop/web`,
    serviceName: 'web',
    enableExecuteCommand: true,
    deployments: [
      { id: 'ecs-svc/2', status: 'PRIMARY', rolloutState: 'COMPLETED', createdAt: new Date(Date.UTC(2026, 0, 1)) },
    ],
    ...change,
  });
}

/** A task definition; whatever else DescribeTaskDefinition answers may be in it. */
export function definition(change: object = {}, container: object = {}): Fact<TaskDefinition> {
  return known({
    family: 'web',
    revision: 12,
    networkMode: 'awsvpc',
    requiresCompatibilities: ['FARGATE'],
    cpu: '256',
    memory: '512',
    taskRoleArn: ROLE,
    containerDefinitions: [{ name: 'web', image: 'nginx:1.27', essential: true, ...container }],
    ...change,
  });
}

export function allowed(action: string, change: Partial<Decision> = {}): Decision {
  return {
    action,
    decision: 'allowed',
    resources: [],
    policies: [],
    missing: [],
    allowedByOrganization: undefined,
    allowedByBoundary: undefined,
    ...change,
  };
}

export const TRUST = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'ecs-tasks.amazonaws.com' }, Action: 'sts:AssumeRole' }],
});

export const network: NetworkFacts = {
  ownInterface: true,
  onFargate: true,
  account: ACCOUNT,
  region: 'eu-central-1',
  interface: known({
    id: 'eni-1',
    subnet: 'subnet-1',
    vpc: 'vpc-1',
    securityGroups: ['sg-1'],
    privateIp: '10.0.1.5',
    publicIp: undefined,
    ipv6: [],
  }),
  subnet: known({ id: 'subnet-1', vpc: 'vpc-1', cidr: '10.0.1.0/24', ipv6Native: false, dns64: false, owner: ACCOUNT }),
  routeTable: known({
    id: 'rtb-1',
    isMain: false,
    routes: [
      { destination: '10.0.0.0/16', target: 'local', state: 'active' },
      { destination: '0.0.0.0/0', target: 'nat-1', state: 'active' },
    ],
  }),
  endpoints: known([]),
  securityGroups: known([
    {
      id: 'sg-1',
      name: 'web',
      inbound: [],
      outbound: [
        { protocol: '-1', fromPort: undefined, toPort: undefined, ranges: ['0.0.0.0/0'], prefixLists: [], groups: [] },
      ],
    },
  ]),
  acl: known({
    id: 'acl-1',
    subnets: ['subnet-1'],
    entries: [true, false].map((isOutbound) => ({
      number: 100,
      isOutbound,
      allows: true,
      protocol: '-1',
      range: '0.0.0.0/0',
      fromPort: undefined,
      toPort: undefined,
    })),
  }),
  endpointInterfaces: known([]),
  endpointAcls: known(new Map()),
  dns: known({ support: true, hostnames: true }),
  nameServers: known(['AmazonProvidedDNS']),
};

/** An endpoint for a service in the VPC, without private DNS: names still lead past it. */
export function unused(service: string): Pick<Facts, 'network'> {
  const endpoint: VpcEndpoint = {
    id: 'vpce-1',
    serviceName: `com.amazonaws.eu-central-1.${service}`,
    type: 'Interface',
    state: 'available',
    privateDns: false,
    subnets: ['subnet-1'],
    securityGroups: ['sg-1'],
    routeTables: [],
    policy: undefined,
    failure: undefined,
    interfaces: [],
    privateDnsForInboundOnly: false,
    ipAddressType: 'ipv4',
  };
  return { network: known({ ...network, endpoints: known([endpoint]) }) };
}

export const CHANNELS = ['CreateControlChannel', 'CreateDataChannel', 'OpenControlChannel', 'OpenDataChannel'].map(
  (name) => `ssmmessages:${name}`,
);

/** The policy of a key that leaves everything to the policies of IAM, with these statements beside. */
export function keyPolicy(...statements: readonly object[]): Fact<string> {
  const root = { Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` }, Action: 'kms:*', Resource: '*' };
  return policyOf(root, ...statements);
}

/** A policy of these statements alone. */
export function policyOf(...statements: readonly object[]): Fact<string> {
  return known(JSON.stringify({ Version: '2012-10-17', Statement: statements }));
}

/** Decisions on the task's role; those that are not named are allowed. */
export function roleMay(change: Readonly<Record<string, Partial<Decision>>> = {}): Fact<readonly Decision[]> {
  const actions = [
    ...CHANNELS,
    'kms:Decrypt',
    'logs:DescribeLogGroups',
    'logs:CreateLogStream',
    'logs:DescribeLogStreams',
    'logs:PutLogEvents',
    's3:GetBucketLocation',
    's3:GetEncryptionConfiguration',
    's3:PutObject',
  ];
  return known(actions.map((action) => allowed(action, change[action])));
}

/** Decisions on whoever asks; those that are not named are allowed. */
export function callerMay(change: Readonly<Record<string, Partial<Decision>>> = {}): Fact<readonly Decision[]> {
  const actions = ['ecs:ExecuteCommand', 'ssmmessages:OpenDataChannel', 'kms:GenerateDataKey'];
  return known(actions.map((action) => allowed(action, change[action])));
}

export function cluster(configuration?: object): Fact<FactValues['cluster']> {
  return known({
    clusterArn: place.clusterArn,
    clusterName: 'shop',
    ...(configuration && { configuration: { executeCommandConfiguration: configuration } }),
  });
}

export function taskRole(
  change: Partial<NonNullable<FactValues['taskRole']>> = {},
  trustPolicy = TRUST,
): Fact<FactValues['taskRole']> {
  return known({
    arn: ROLE,
    from: 'task-definition',
    description: known({ arn: ROLE, name: 'web-task', trustPolicy, permissionsBoundaryArn: undefined }),
    ...change,
  });
}

export const ready: Facts = {
  task: task(),
  service: service(),
  cluster: cluster(),
  taskDefinition: definition(),
  containerInstance: known(undefined),
  image: known(undefined),
  caller: known({ account: ACCOUNT, arn: `arn:aws:sts::${ACCOUNT}:assumed-role/dev/anna`, userId: 'AROA1:anna' }),
  taskRole: taskRole(),
  rolePermissions: roleMay(),
  callerPermissions: callerMay(),
  network: known(network),
  key: known(undefined),
  keyPolicy: known(undefined),
  logGroup: known(undefined),
  bucket: known(undefined),
  openSessions: known([]),
};
