import type {
  AclRuleScenario,
  BucketScenario,
  CallerScenario,
  CapacityProviderScenario,
  ClusterScenario,
  ContainerScenario,
  DaemonScenario,
  DeployScenario,
  EndpointScenario,
  EventScenario,
  GroupRuleScenario,
  ImageScenario,
  InstanceScenario,
  KeyScenario,
  LogGroupScenario,
  PastDeploymentScenario,
  PlaceScenario,
  RoleScenario,
  RouteScenario,
  ScalingScenario,
  Scenario,
  SecurityGroupScenario,
  ServiceScenario,
  SubnetScenario,
  TaskDefinitionScenario,
  TaskFailure,
  TaskScenario,
  VpcScenario,
} from './scenario.ts';
import { SHELL_NAMES } from './shells.ts';

/**
 * Takes what a scenario file contains for a scenario. Throws an `Error` that names the place of a misspelt member or
 * a wrong type. What AWS's own types describe (container definitions, settings) is taken as it is.
 */
export function checkScenario(value: unknown): asserts value is Scenario {
  scenario(value, 'the scenario');
}

/** Throws an `Error` that names the place, where the value is not what it should be. */
type Check = (value: unknown, place: string) => void;

const text: Check = (value, place) => expect(typeof value === 'string', place, 'a text');
const number: Check = (value, place) => expect(typeof value === 'number', place, 'a number');
const flag: Check = (value, place) => expect(typeof value === 'boolean', place, 'true or false');
const list: Check = (value, place) => expect(Array.isArray(value), place, 'a list');
const object: Check = (value, place) => expect(isObject(value), place, 'an object');

const stoppedAgent = members({ stopped: text }, { required: ['stopped'] });

const container = members({
  status: text,
  agent: either(text, stoppedAgent),
  health: text,
  exitCode: number,
  reason: text,
  shell: oneOf(false, ...SHELL_NAMES),
  programs: listOf(text),
} satisfies ChecksOf<ContainerScenario>);

const network = members({
  subnets: listOf(text),
  securityGroups: listOf(text),
  publicIp: flag,
} satisfies ChecksOf<PlaceScenario>);

const failure = members(
  {
    how: oneOf('cannot-pull', 'no-secret', 'cannot-start', 'exits', 'out-of-memory', 'unhealthy', 'no-capacity'),
    container: text,
    exitCode: number,
    after: number,
    reason: text,
  } satisfies ChecksOf<TaskFailure>,
  { required: ['how'] },
);

const task = members({
  count: number,
  id: text,
  taskDefinition: text,
  status: text,
  launchType: text,
  exec: flag,
  agent: either(text, stoppedAgent),
  connected: flag,
  network,
  containers: valuesOf(container),
  sidecars: list,
  protectedFor: number,
  age: number,
  startedBy: text,
  group: text,
  stoppedReason: text,
  stopCode: text,
  fails: failure,
  platformVersion: text,
  registered: flag,
  overrides: object,
  capacityProvider: text,
  tags: valuesOf(text),
} satisfies ChecksOf<TaskScenario>);

const pastDeployment = members(
  {
    taskDefinition: text,
    status: text,
    statusReason: text,
    age: number,
    took: number,
    failures: number,
  } satisfies ChecksOf<PastDeploymentScenario>,
  { required: ['age'] },
);

const event = members({ message: text, age: number } satisfies ChecksOf<EventScenario>, {
  required: ['message', 'age'],
});

const scaling = members(
  { min: number, max: number, cpu: number, suspended: flag } satisfies ChecksOf<ScalingScenario>,
  { required: ['min', 'max'] },
);

const deploys = members({ every: number, taskDefinitions: listOf(text) } satisfies ChecksOf<DeployScenario>, {
  required: ['every'],
});

const service = members({
  name: text,
  status: text,
  taskDefinition: text,
  launchType: text,
  schedulingStrategy: text,
  tasks: either(number, listOf(task)),
  desired: number,
  exec: flag,
  network,
  sidecars: list,
  controller: oneOf('ECS', 'CODE_DEPLOY', 'EXTERNAL'),
  deployment: object,
  capacityProviders: list,
  loadBalancers: list,
  registries: list,
  serviceConnect: object,
  scaling,
  express: flag,
  history: listOf(pastDeployment),
  deploys,
  deployed: number,
  deploying: flag,
  events: listOf(event),
  tags: valuesOf(text),
} satisfies ChecksOf<ServiceScenario>);

const instance = members({
  kind: oneOf('ec2', 'external', 'managed'),
  os: oneOf('linux', 'windows'),
  agentVersion: text,
  agentConnected: flag,
  profile: textOr(false),
  image: members({ name: text, created: text } satisfies ChecksOf<ImageScenario>, { required: ['name', 'created'] }),
  network,
} satisfies ChecksOf<InstanceScenario>);

const capacityProvider = members(
  { name: text, kind: oneOf('auto-scaling-group', 'managed-instances') } satisfies ChecksOf<CapacityProviderScenario>,
  { required: ['name', 'kind'] },
);

const cluster = members({
  name: text,
  status: text,
  services: listOf(service),
  tasks: listOf(task),
  instances: either(number, listOf(instance)),
  capacityProviders: listOf(capacityProvider),
  network,
  daemons: listOf(members({ name: text } satisfies ChecksOf<DaemonScenario>)),
  configuration: object,
  settings: list,
  tags: valuesOf(text),
} satisfies ChecksOf<ClusterScenario>);

const taskDefinition = members(
  { family: text, revision: number, status: text, containerDefinitions: list, fails: failure } satisfies Partial<
    ChecksOf<TaskDefinitionScenario>
  >,
  { required: ['family'], othersToo: true },
);

const key = members({
  id: text,
  alias: text,
  enabled: flag,
  deletedIn: number,
  usage: oneOf('ENCRYPT_DECRYPT', 'SIGN_VERIFY'),
  policy: object,
} satisfies ChecksOf<KeyScenario>);

const logGroup = members({
  logClass: oneOf('STANDARD', 'INFREQUENT_ACCESS'),
  lines: listOf(text),
  every: number,
  kmsKeyId: text,
} satisfies ChecksOf<LogGroupScenario>);

const bucket = members({
  region: text,
  owner: text,
  encryption: oneOf(false, 'AES256', 'aws:kms'),
  keyId: text,
} satisfies ChecksOf<BucketScenario>);

const route = members(
  {
    to: text,
    through: oneOf(
      'internet-gateway',
      'nat-gateway',
      'transit-gateway',
      'virtual-private-gateway',
      'local-gateway',
      'egress-only-internet-gateway',
      'vpc-peering',
      'vpc-endpoint',
      'network-interface',
    ),
    state: oneOf('active', 'blackhole'),
  } satisfies ChecksOf<RouteScenario>,
  { required: ['to', 'through'] },
);

const groupRule = members({
  protocol: text,
  from: number,
  to: number,
  cidrs: listOf(text),
  groups: listOf(text),
  prefixLists: listOf(text),
} satisfies ChecksOf<GroupRuleScenario>);

const aclRule = members(
  {
    number,
    direction: oneOf('in', 'out'),
    action: oneOf('allow', 'deny'),
    protocol: text,
    from: number,
    to: number,
    cidr: text,
  } satisfies ChecksOf<AclRuleScenario>,
  { required: ['number', 'direction', 'action'] },
);

const endpoint = members(
  {
    service: text,
    type: oneOf('Interface', 'Gateway'),
    state: text,
    failureReason: text,
    privateDns: flag,
    subnets: listOf(text),
    securityGroups: listOf(text),
    policy: object,
  } satisfies ChecksOf<EndpointScenario>,
  { required: ['service'] },
);

const vpc = members({
  name: text,
  cidr: text,
  owner: text,
  dnsSupport: flag,
  dnsHostnames: flag,
  resolvers: listOf(text),
  subnets: listOf(
    members({
      name: text,
      cidr: text,
      ipv6Cidr: text,
      ipv6Native: flag,
      zone: text,
      routes: listOf(route),
      acl: text,
    } satisfies ChecksOf<SubnetScenario>),
  ),
  routes: listOf(route),
  endpoints: listOf(endpoint),
  securityGroups: valuesOf(
    members({ ingress: listOf(groupRule), egress: listOf(groupRule) } satisfies ChecksOf<SecurityGroupScenario>),
  ),
  acls: valuesOf(listOf(aclRule)),
} satisfies ChecksOf<VpcScenario>);

const role = members({
  name: text,
  path: text,
  trust: object,
  policies: valuesOf(object),
  managed: listOf(text),
  boundary: object,
} satisfies ChecksOf<RoleScenario>);

const caller = members({ role: text, session: text } satisfies ChecksOf<CallerScenario>, { required: ['role'] });

const scenario = members(
  {
    region: text,
    account: text,
    clusters: listOf(cluster),
    taskDefinitions: listOf(taskDefinition),
    keys: listOf(key),
    logs: valuesOf(either(oneOf(false), logGroup)),
    buckets: valuesOf(either(oneOf(false), bucket)),
    vpcs: listOf(vpc),
    roles: listOf(role),
    policies: valuesOf(object),
    instanceProfiles: valuesOf(text),
    serviceControlPolicies: valuesOf(object),
    caller,
    permissions: either(oneOf('everything'), object),
    hosts: valuesOf(text),
    ports: valuesOf(number),
  } satisfies ChecksOf<Scenario>,
  { required: ['clusters'] },
);

/** A check for every member of a type: the compiler tells when one is missing here. */
type ChecksOf<Type> = { readonly [Member in keyof Type]-?: Check };

function members(
  checks: Readonly<Record<string, Check>>,
  { required = 'name' in checks ? ['name'] : [], othersToo = false }: { required?: string[]; othersToo?: boolean } = {},
): Check {
  const known = new Map(Object.entries(checks));
  return (value, place) => {
    object(value, place);
    const entries = Object.entries(value as object);
    for (const name of required) {
      expect(
        entries.some(([member]) => member === name),
        `${place}.${name}`,
        'there',
      );
    }
    for (const [name, member] of entries) {
      const check = known.get(name);
      if (check !== undefined) {
        check(member, `${place}.${name}`);
      } else {
        expect(othersToo, `${place}.${name}`, `one of ${[...known.keys()].join(', ')}`);
      }
    }
  };
}

function listOf(check: Check): Check {
  return (value, place) => {
    list(value, place);
    (value as unknown[]).forEach((item, index) => check(item, `${place}[${index}]`));
  };
}

function valuesOf(check: Check): Check {
  return (value, place) => {
    object(value, place);
    for (const [name, member] of Object.entries(value as object)) {
      check(member, `${place}.${name}`);
    }
  };
}

function oneOf(...values: readonly unknown[]): Check {
  return (value, place) => expect(values.includes(value), place, `one of ${values.join(', ')}`);
}

function textOr(other: unknown): Check {
  return (value, place) => (value === other ? undefined : text(value, place));
}

function either(simple: Check, complex: Check): Check {
  return (value, place) => (typeof value === 'object' ? complex : simple)(value, place);
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function expect(holds: boolean, place: string, wanted: string): void {
  if (!holds) {
    throw new Error(`${place} must be ${wanted}.`);
  }
}
