import fc from 'fast-check';
import { elementOf, mapped, structureOf } from '../../../src/language/notation/parts.ts';
import { type Shape, type StructureName, structures } from '../../../src/language/notation/shape.ts';
import type { Data } from './item.ts';

/** What is hard to write, or is taken for something else where it stands without quotes. */
const STRINGS: readonly string[] = [
  'app',
  'web',
  'data',
  'http',
  'x y',
  ' x ',
  '${tag}',
  'app-${tag}',
  '$',
  'é ✓ 日本 👍',
  'say "hi"',
  "it's",
  'C:\\logs\\',
  'one\ntwo',
  'one\n\ntwo\n',
  'end\n\n',
  'tab\there',
  '# no comment',
  'a #b',
  'a: b',
  'a:b',
  '- a',
  '-',
  '&a',
  '*a',
  '!a',
  '@a',
  '{a}',
  '[a]',
  'a,b',
  '~',
  'null',
  'yes',
  'off',
  'True',
  '0123',
  '12',
  '1.50',
  '1e3',
  '0x1F',
  '12:30',
  '2024-01-01',
  '1_000',
  '=',
  '<<',
  '// a /* b */',
  'a'.repeat(120),
];

const NAMES = ['app', 'app', 'web', 'web', 'log-router', 'Bad name!', '${tag}', 'a'.repeat(256)];
const VOLUMES = ['data', 'tmp', 'data', 'run', '${tag}'];
const PATHS = ['', '/', '/data', '/var', '/var/lib/amazon', '/tmp', 'relative', '/managed-agents', '/a:b', 'C:\\data'];
const ROLES = [
  'arn:aws:iam::111122223333:user/app',
  'arn:aws:iam:eu-west-1:111122223333:role/app',
  'arn:aws:iam::111122223333:role/app',
  '${tag}',
  'app',
  'arn:aws:iam::1:role/x',
  'ref:Role',
];
const ON = [true, false];
const CPU = ['256', '512', '1024', '100', '64', '.5 vCPU', '1 vCPU', '${tag}', 'x', '16384'];

/** What rules look at, by structure and property. Each is as likely as the others. */
const VALUES: Readonly<Record<string, readonly unknown[]>> = {
  'TaskDefinition.family': ['app', 'app', 'a b', '${tag}', 'é', 'a'.repeat(256)],
  'TaskDefinition.cpu': CPU,
  'TaskDefinition.memory': ['512', '1024', '2048', '300', '1GB', '3 GB', '${tag}', '8192'],
  'TaskDefinition.taskRoleArn': ROLES.slice(0, -1),
  'TaskDefinition.executionRoleArn': ROLES.slice(0, -1),
  'TaskDefinition.requiresCompatibilities': [
    ['FARGATE'],
    ['FARGATE'],
    ['FARGATE'],
    ['EC2'],
    ['EC2', 'FARGATE'],
    ['EXTERNAL'],
    ['MANAGED_INSTANCES'],
    ['${tag}'],
    ['Fargate'],
    [],
  ],
  'EphemeralStorage.sizeInGiB': [20, 21, 200, 201, 0],
  'ContainerDefinition.name': NAMES,
  'ContainerDefinition.image': [
    'nginx',
    'nginx:1',
    'repo/app:${tag}',
    '${tag}',
    'a b',
    'Repo/App',
    'mcr/nanoserver:1809',
    '',
    'https://a.b/c',
    'a:b:c',
    'x@sha256:12',
    'nginx:',
  ],
  'ContainerDefinition.cpu': [0, 1, 128, 256, 4096, -1],
  'ContainerDefinition.memory': [1, 4, 6, 128, 512, 4096, 1048576],
  'ContainerDefinition.memoryReservation': [4, 6, 128, 1024],
  'ContainerDefinition.links': [['app'], ['web:app'], ['nobody'], []],
  'ContainerDefinition.entryPoint': [['sh', '-c'], ['/bin/sh'], [''], []],
  'ContainerDefinition.command': [['sleep', '60'], ['a b', "it's", '"'], ['${tag}'], ['one\ntwo\n'], []],
  'ContainerDefinition.readonlyRootFilesystem': ON,
  'ContainerDefinition.startTimeout': [1, 2, 120, 121, 600],
  'ContainerDefinition.stopTimeout': [1, 2, 120, 121, 600],
  'ContainerDefinition.user': ['root', '0', '1000:1000', 'app', 'a b', '${tag}'],
  'ContainerDefinition.dockerLabels': [{ a: 'b' }, { on: 'yes', 'a.b/c': 'null' }, {}],
  'ContainerDefinition.credentialSpecs': [['credentialspec:arn:aws:s3:::b/k'], ['x'], []],
  'PortMapping.containerPort': [80, 80, 443, 0, 65536, 8080],
  'PortMapping.hostPort': [80, 0, 443, 8080, 51678],
  'PortMapping.name': ['http', 'http', 'HTTP', 'a--b', '${tag}'],
  'PortMapping.containerPortRange': ['100-200', '200-100', '80', 'x'],
  'KeyValuePair.name': [
    'A',
    'A',
    'no_proxy',
    'NO_PROXY',
    'HTTP_PROXY',
    'AWS_ACCESS_KEY_ID',
    'a b',
    '${tag}',
    'AWS_REGION',
  ],
  'Secret.name': ['A', 'TOKEN', 'TOKEN', 'a b'],
  'Secret.valueFrom': [
    'arn:aws:secretsmanager:eu-west-1:111122223333:secret:app-AbCdEf',
    'arn:aws:ssm:eu-west-1:111122223333:parameter/app',
    'parameter',
    '/a/b',
    'arn:aws:s3:::x',
    '${tag}',
    ' x',
    '',
    'arn:aws:secretsmanager:::secret:app',
    'arn:aws:secretsmanager:eu-west-1:111122223333:secret:app-AbCdEf:k:s:v',
  ],
  'EnvironmentFile.value': ['arn:aws:s3:::b/a.env', 'arn:aws:s3:::b/a.txt', 's3://b/a.env', '${tag}'],
  'MountPoint.sourceVolume': VOLUMES,
  'MountPoint.containerPath': PATHS,
  'VolumeFrom.sourceContainer': NAMES.slice(0, 5),
  'ContainerDependency.containerName': NAMES.slice(0, 5),
  'KernelCapabilities.add': [['SYS_PTRACE'], ['NET_ADMIN'], ['CAP_SYS_PTRACE'], ['ALL'], ['x'], []],
  'KernelCapabilities.drop': [['ALL'], ['net_admin'], ['x'], []],
  'LogConfiguration.options': [
    { 'awslogs-group': 'app', 'awslogs-region': 'eu-west-1', 'awslogs-stream-prefix': 'x' },
    { 'awslogs-group': 'app', 'awslogs-region': 'eu-west-1' },
    { 'awslogs-group': '${tag}' },
    { mode: 'non-blocking', 'max-buffer-size': '25m' },
    { mode: 'x', tag: '' },
    {},
  ],
  'HealthCheck.command': [['CMD-SHELL', 'exit 0'], ['CMD', 'true'], ['exit 0'], ['CMD-SHELL', 'a', 'b'], ['NONE'], []],
  'HealthCheck.interval': [4, 5, 30, 300, 301],
  'HealthCheck.timeout': [1, 2, 60, 61],
  'HealthCheck.retries': [0, 1, 10, 11],
  'HealthCheck.startPeriod': [0, 300, 301],
  'SystemControl.namespace': ['net.core.somaxconn', 'kernel.msgmax', 'fs.mqueue.msg_max', 'x'],
  'Volume.name': [...VOLUMES, 'a b', '', 'a'.repeat(256)],
  'RepositoryCredentials.credentialsParameter': [
    'arn:aws:secretsmanager:eu-west-1:111122223333:secret:r',
    'x',
    '${tag}',
  ],
  'HostVolumeProperties.sourcePath': PATHS,
  'DockerVolumeConfiguration.driver': ['local', 'x'],
  'EFSVolumeConfiguration.fileSystemId': ['fs-12345678', '${tag}', 'x'],
  'EFSVolumeConfiguration.rootDirectory': ['/', '/a'],
  'EFSAuthorizationConfig.accessPointId': ['fsap-1234567890abcdef0', '${tag}', 'x'],
  'ProxyConfiguration.containerName': NAMES.slice(0, 5),
  'ProxyConfiguration.properties': [
    [
      { name: 'AppPorts', value: '80' },
      { name: 'ProxyIngressPort', value: '15000' },
      { name: 'ProxyEgressPort', value: '15001' },
      { name: 'IgnoredUID', value: '1337' },
    ],
    [{ name: 'AppPorts', value: '80' }],
    [{ name: 'x', value: 'y' }],
  ],
  'TaskDefinitionPlacementConstraint.expression': ['attribute:ecs.os-type == linux', '${tag}'],
  'Service.taskDefinition': ['app', 'app:1', '${tag}'],
  'Service.serviceName': ['web', 'a b', '${tag}'],
  'Service.cluster': ['prod', '${tag}'],
  'Service.platformVersion': ['LATEST', '1.4.0', '1.3.0', '1.2.0', '${tag}'],
  'Service.desiredCount': [0, 1, 2],
  'LoadBalancer.containerName': NAMES.slice(0, 5),
  'LoadBalancer.containerPort': [80, 443, 8080, 0],
  'ServiceRegistry.containerName': NAMES.slice(0, 5),
  'ServiceRegistry.containerPort': [80, 443, 8080],
  'ServiceConnectService.portName': ['http', 'HTTP', 'grpc', '${tag}'],
  'AwsVpcConfiguration.subnets': [['subnet-1'], ['${tag}'], []],
  'AwsVpcConfiguration.securityGroups': [['sg-1'], ['${tag}'], []],
};

/** What is wrong in each notation: what one of them takes for a number or a string, another does not. */
const MISFITS: readonly unknown[] = [['x'], { X: 'y' }, 'neither'];

/** Names that no structure has, some of them nearly. */
const UNKNOWN_NAMES = [
  'networkMode',
  'options',
  'valueFrom',
  'initProcessEnabled',
  'image',
  'desiredCount',
  'enviroment',
  'portMapping',
  'FooBar',
  'initProcesEnabled',
  'readOnlyRootFileSystm',
  'taskRole',
];

/** What is only described, or is not the same thing everywhere: tags are a map in Terraform. */
const LEFT_OUT: Readonly<Partial<Record<StructureName, readonly string[]>>> = {
  TaskDefinition: [
    'tags',
    'taskDefinitionArn',
    'revision',
    'status',
    'requiresAttributes',
    'compatibilities',
    'registeredAt',
    'deregisteredAt',
    'deleteRequestedAt',
    'registeredBy',
  ],
  Service: [
    'tags',
    'clientToken',
    'service',
    'deploymentConfiguration',
    'monitoring',
    'gatewayConnectors',
    'forceNewDeployment',
    'serviceConnectConfiguration',
  ],
};

const known = new Map<string, fc.Arbitrary<Data>>();

/** Objects of a structure: with some of its properties, and some that it does not have. */
function objects(structure: StructureName, isInJson: boolean): fc.Arbitrary<Data> {
  const key = `${structure} ${String(isInJson)}`;
  const before = known.get(key);
  if (before !== undefined) {
    return before;
  }
  const isJson = isInJson || structure === 'ContainerDefinition';
  const names = [...structures[structure]].filter(([name]) => LEFT_OUT[structure]?.includes(name) !== true);
  const entries = names.map(([name, shape]) => ({
    weight: weightOf(structure, name),
    arbitrary: fc.tuple(fc.constant(name), valuesOf(shape, structure, name, isJson)),
  }));
  const strange = fc.tuple(
    fc.constantFrom(...UNKNOWN_NAMES.filter((name) => !structures[structure].has(name))),
    fc.constantFrom<unknown>('x', true, ['x']),
  );
  const made = fc
    .array(fc.oneof(...entries, ...(isJson ? [{ weight: 1, arbitrary: strange }] : [])), {
      minLength: 1,
      maxLength: structure === 'ContainerDefinition' ? 9 : Math.min(names.length, 6),
    })
    .map((pairs): Data => Object.fromEntries(pairs));
  known.set(key, made);
  return made;
}

/** How likely a property is: containers have names, and most volumes, too. */
function weightOf(structure: StructureName, name: string): number {
  return ['name', 'image', 'type', 'containerName', 'containerPort', 'valueFrom', 'value', 'containerPath'].includes(
    name,
  )
    ? 12
    : /^(?:linuxParameters|readonlyRootFilesystem|mountPoints|logConfiguration|secrets|environment|portMappings)$/.test(
          name,
        ) || structure === 'LinuxParameters'
      ? 4
      : 2;
}

function valuesOf(shape: Shape, structure: StructureName, name: string, isInJson: boolean): fc.Arbitrary<unknown> {
  const given = VALUES[`${structure}.${name}`];
  const right = given === undefined ? valuesLike(shape, isInJson) : fc.constantFrom(...given);
  const misfits = isInJson ? MISFITS.filter((value) => !fits(value, shape)) : [];
  return misfits.length === 0
    ? right
    : fc.oneof({ weight: 30, arbitrary: right }, { weight: 1, arbitrary: fc.constantFrom(...misfits) });
}

function fits(value: unknown, shape: Shape): boolean {
  const element = elementOf(shape);
  if (Array.isArray(value)) {
    return element !== undefined && (element === 'string' || structureOf(element) === undefined);
  }
  if (typeof value === 'object') {
    return mapped(shape) !== undefined || structureOf(shape) !== undefined;
  }
  return shape === 'string' || shape === 'any' || (typeof shape === 'object' && 'enum' in shape);
}

function valuesLike(shape: Shape, isInJson: boolean): fc.Arbitrary<unknown> {
  const structure = structureOf(shape);
  const element = elementOf(shape);
  const free = mapped(shape);
  if (structure !== undefined) {
    return objects(structure, isInJson);
  }
  if (element !== undefined && shape !== 'any') {
    const minLength = !isInJson && structureOf(element) !== undefined ? 1 : 0;
    return fc.array(valuesLike(element, isInJson), { minLength, maxLength: 3 });
  }
  if (free !== undefined && shape !== 'any') {
    return fc.dictionary(fc.constantFrom(...STRINGS.slice(0, 5)), valuesLike(free, isInJson), { maxKeys: 2 });
  }
  if (typeof shape === 'object' && 'enum' in shape) {
    return fc.constantFrom(...shape.enum, ...shape.enum, 'Wrong');
  }
  switch (shape) {
    case 'number':
      return fc.constantFrom(0, 1, 2, 10, 64, 100, 1024, 99999, -1);
    case 'boolean':
      return fc.boolean();
    default:
      return fc.constantFrom(...STRINGS);
  }
}

/** A container that could be one: most of what is random is beside this. */
const containers = fc
  .tuple(
    fc.record({ name: fc.constantFrom(...NAMES), image: fc.constantFrom('nginx', 'repo/app:${tag}') }),
    objects('ContainerDefinition', true),
    fc.subarray(['name', 'image'], { minLength: 2 }),
  )
  .map(([first, others]): Data => ({ ...first, ...others }));

/** Task definitions, right and wrong. They have a family, by which one knows them. */
export const taskDefinitions: fc.Arbitrary<Data> = fc
  .tuple(
    fc.constantFrom('app', 'app', 'a b', '${tag}'),
    objects('TaskDefinition', false),
    fc.array(
      fc.oneof({ weight: 4, arbitrary: containers }, { weight: 1, arbitrary: objects('ContainerDefinition', true) }),
      {
        minLength: 1,
        maxLength: 3,
      },
    ),
  )
  .map(([family, others, containerDefinitions]) => ({ family, ...others, containerDefinitions }));

/** Services, which have a name and run something. */
export const services: fc.Arbitrary<Data> = objects('Service', false).map((others) => ({
  serviceName: 'web',
  cluster: 'prod',
  taskDefinition: 'app:1',
  desiredCount: 1,
  ...others,
}));

/** Policies of a role, with some of what ECS Exec needs. */
export const policies: fc.Arbitrary<readonly Data[]> = fc.array(
  fc
    .tuple(
      fc.subarray(
        [
          'ssmmessages:CreateControlChannel',
          'ssmmessages:CreateDataChannel',
          'ssmmessages:OpenControlChannel',
          'ssmmessages:OpenDataChannel',
          'ssmmessages:*',
          's3:GetObject',
          'logs:PutLogEvents',
        ],
        { minLength: 1 },
      ),
      fc.constantFrom('Allow', 'Allow', 'Deny'),
      fc.constantFrom<unknown>('*', ['*'], 'arn:aws:s3:::b/*'),
    )
    .map(([Action, Effect, Resource]) => ({ Version: '2012-10-17', Statement: [{ Effect, Action, Resource }] })),
  { maxLength: 2 },
);
