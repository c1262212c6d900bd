/** Texts that hold so many of something. */
export interface HostileDocument {
  readonly name: string;
  readonly text: (count: number) => string;
}

export function many<T>(count: number, item: (index: number) => T): T[] {
  return Array.from({ length: count }, (_, index) => item(index));
}

function record(count: number, key: (index: number) => string, value: (index: number) => unknown): object {
  return Object.fromEntries(many(count, (index) => [key(index), value(index)]));
}

function taskDefinition(properties: object): string {
  return JSON.stringify({ family: 'web', ...properties });
}

function withContainer(container: object, taskProperties: object = {}): string {
  return taskDefinition({ containerDefinitions: [{ name: 'app', image: 'nginx', ...container }], ...taskProperties });
}

function withContainers(count: number, container: (index: number) => object, taskProperties: object = {}): string {
  return taskDefinition({
    containerDefinitions: many(count, (index) => ({ name: `c${index}`, image: 'nginx', ...container(index) })),
    ...taskProperties,
  });
}

const start = (containerName: string): object => ({ containerName, condition: 'START' });
const fargate = { requiresCompatibilities: ['FARGATE'], networkMode: 'awsvpc', cpu: '256', memory: '512' };

function serviceOf(properties: object): string {
  return JSON.stringify({ serviceName: 'web', taskDefinition: 'web', desiredCount: 1, ...properties });
}

const CLUSTER = 'arn:aws:ecs:eu-west-1:111122223333:cluster/web';
const TASKS = 'arn:aws:ecs:eu-west-1:111122223333:task/web/*';

function policyOf(...statements: readonly object[]): string {
  return JSON.stringify({ Statement: statements.map((each) => ({ Effect: 'Allow', Resource: '*', ...each })) });
}

/** By hand: what is at odds with itself in many places. */
const WRITTEN: Readonly<Record<string, (count: number) => string>> = {
  'nulls in one object': (n) =>
    withContainer({
      dockerLabels: record(
        n,
        (i) => `k${i}`,
        () => null,
      ),
    }),
  'nulls in many objects': (n) => withContainers(n, () => ({ cpu: null, memory: null, command: [null, null] })),
  'nulls after a fix that gets in their way': (n) =>
    withContainer({
      dependsOn: [start('app'), { containerName: 'app', condition: null }],
      dockerLabels: record(
        n,
        (i) => `k${i}`,
        () => null,
      ),
    }),
  'empty strings': (n) => withContainer({ portMappings: many(n, () => ({ protocol: '' })) }),
  'a variable again and again': (n) => withContainer({ environment: many(n, () => ({ name: 'X', value: '' })) }),
  'variables twice': (n) => withContainer({ environment: many(2 * n, (i) => ({ name: `X${i % n}`, value: '' })) }),
  'variables that are secrets': (n) =>
    withContainer({
      environment: many(n, (i) => ({ name: `X${i}`, value: '' })),
      secrets: many(n, (i) => ({ name: `X${n - i}`, valueFrom: 'x' })),
    }),
  'a ring of dependencies': (n) => withContainers(n, (i) => ({ dependsOn: [start(`c${(i + 1) % n}`)] })),
  'a chain that ends in itself everywhere': (n) =>
    withContainers(n, (i) => ({ dependsOn: [start(`c${i + 1}`), start('c0')] })),
  'all depend on all': (n) =>
    withContainers(Math.ceil(Math.sqrt(3 * n)), (i) => ({
      dependsOn: many(Math.ceil(Math.sqrt(3 * n)), (j) => start(`c${i === j ? 'x' : j}`)),
    })),
  'all wait for the end of one': (n) =>
    withContainers(n, (i) => ({
      essential: i === 0,
      dependsOn: i === 0 ? [] : [{ containerName: 'c0', condition: 'COMPLETE' }],
    })),
  'none is essential, all are awaited': (n) =>
    withContainers(n, (i) => ({
      essential: false,
      dependsOn: [{ containerName: `c${n - 1 - i}`, condition: 'COMPLETE' }],
    })),
  'a container that waits for itself': (n) => withContainer({ dependsOn: many(n, () => start('app')) }),
  'few containers with many dependencies on none': (n) =>
    withContainers(20, (i) => ({ dependsOn: many(n / 10, (j) => start(`c${i}${j}x`)) })),
  'dependencies on none': (n) => withContainers(n, (i) => ({ dependsOn: [start(`d${i}`)] })),
  'links and volumes of none': (n) =>
    withContainer({ links: many(n, (i) => `x${i}:y`), volumesFrom: many(n, (i) => ({ sourceContainer: `z${i}` })) }),
  'one name for all containers': (n) =>
    taskDefinition({ containerDefinitions: many(n, () => ({ name: 'a', image: 'b' })) }),
  'names of which the next is taken': (n) =>
    taskDefinition({
      containerDefinitions: [
        ...many(n, () => ({ name: 'a', image: 'b' })),
        ...many(n, (i) => ({ name: `a-${i + 2}`, image: 'b' })),
      ],
    }),
  'illegal names': (n) => withContainers(n, (i) => ({ name: `a ${i}`, links: [`a ${n - i}`] })),
  'a long name, and much to say of it': (n) =>
    withContainer(
      {
        name: 'n'.repeat(20 * n),
        portMappings: many(n, () => ({})),
        mountPoints: many(n, () => ({ sourceVolume: 'v' })),
      },
      { volumes: [{ name: 'v' }] },
    ),
  'long names for all': (n) =>
    withContainers(Math.ceil(Math.sqrt(2 * n)), () => ({ dependsOn: [start('l'.repeat(Math.sqrt(n)))] }), {
      volumes: [{ name: 'l'.repeat(n) }],
    }),
  'long names of properties': (n) =>
    withContainer(
      record(
        n,
        (i) => `${'k'.repeat(50)}${i}`,
        () => 1,
      ),
    ),
  'unknown properties': (n) =>
    withContainer(
      record(
        n,
        (i) => `k${i}`,
        () => 1,
      ),
      record(
        n,
        (i) => `k${i}`,
        () => 1,
      ),
    ),
  'variables in the wrong lists': (n) =>
    withContainer({
      environment: many(n, (i) => ({ name: `X${i}`, valueFrom: 'x' })),
      secrets: many(n, (i) => ({ name: `Y${i}`, value: 'x' })),
    }),
  'properties that belong elsewhere': (n) =>
    withContainers(n, () => ({ executionRoleArn: 'x', initProcessEnabled: true, containerPort: 80, sizeInGiB: 30 })),
  'objects and words in place of lists': (n) =>
    withContainers(n, (i) => ({ portMappings: { containerPort: i }, command: 'a b', logConfiguration: [{}] })),
  'a long map in place of a list': (n) =>
    withContainer({
      environment: record(
        n,
        (i) => `X${i}`,
        () => '',
      ),
    }),
  'lists of one in each other': (n) => withContainer({ image: 0 }).replace('0', '['.repeat(n) + ']'.repeat(n)),
  'container definitions under many names': (n) =>
    JSON.stringify({
      family: 'web',
      networkMode: 'awsvpc',
      ...record(
        n,
        (i) => `containerDefinition${i}`,
        () => [{ essential: true }],
      ),
      containers: [{ name: 'app', image: 'nginx' }],
    }),
  'properties that are nearly known': (n) =>
    withContainer(
      record(
        n,
        (i) => `readonlyRootFilesyst${i}`,
        () => 1,
      ),
    ),
  'properties that are known but for capitals': (n) =>
    withContainer(
      record(
        n,
        (i) => capitals('readonlyrootfilesystem', i),
        () => true,
      ),
    ),
  'properties twice': (n) =>
    withContainer({}).replace('"image"', `${many(n, (i) => `"x${i}":1,"x${i}":2,`).join('')}"image"`),
  'one property again and again': (n) =>
    withContainer({}).replace('"image"', `${'"essential":false,'.repeat(n)}"image"`),
  'launch types and volumes': (n) =>
    withContainer(
      {},
      {
        requiresCompatibilities: many(n, () => 'X'),
        volumes: many(n, () => ({ fsxWindowsFileServerVolumeConfiguration: {} })),
      },
    ),
  'numbers where strings are wanted': (n) => withContainer({ command: many(n, (i) => i) }),
  'numbers, far from each other': (n) =>
    withContainer({ command: many(n, (i) => i) }).replace(/,(?=\d+\])/, `,${' '.repeat(100 * n)}`),
  'capabilities that are none': (n) =>
    withContainer(
      { linuxParameters: { capabilities: { add: many(n, (i) => `CAP_KIL${i}`), drop: many(n, () => 'kill') } } },
      fargate,
    ),
  'options that are none': (n) =>
    withContainer({
      logConfiguration: {
        logDriver: 'awslogs',
        options: record(
          n,
          (i) => `awslogs-grou${i}`,
          () => 'x',
        ),
      },
    }),
  'volumes configured at launch and mounts of others': (n) =>
    withContainer(
      { mountPoints: many(n, (i) => ({ sourceVolume: `m${i}`, containerPath: '/x' })) },
      { volumes: many(n, (i) => ({ name: `v${i}`, configuredAtLaunch: true })) },
    ),
  'one volume again and again': (n) =>
    taskDefinition({ containerDefinitions: [], volumes: many(n, () => ({ name: 'v' })) }),
  'volumes that an agent would need': (n) =>
    withContainers(n, () => ({ readonlyRootFilesystem: true }), {
      volumes: many(n, (i) => ({ name: `c0-var-lib-amazon-${i}` })),
    }),
  'one port again and again': (n) =>
    withContainer(
      { portMappings: many(n, () => ({ containerPort: 80, hostPort: 0, name: 'http', appProtocol: 'http' })) },
      fargate,
    ),
  'ports in each other': (n) =>
    withContainer({ portMappings: many(n, (i) => ({ containerPortRange: `${i + 1}-65535`, hostPort: 1 })) }, fargate),
  'ports of many containers, to be changed together': (n) =>
    withContainers(n, (i) => ({ portMappings: [{ containerPort: i + 1, hostPort: 1 }] }), { networkMode: 'none' }),
  'proxies and exceptions from them': (n) =>
    withContainer({
      environment: many(n, (i) => ({ name: i % 2 === 0 ? 'HTTP_PROXY' : 'no_proxy', value: '10.0.0.0/8,x' })),
    }),
  'many constraints': (n) =>
    withContainer({}, { placementConstraints: many(n, () => ({ type: 'memberOf', expression: 'x' })) }),
  'a command to check health': (n) => withContainer({ healthCheck: { command: many(n, (i) => `c${i}`) } }),
  'ignored exit codes, and all that a container can have too many of': (n) =>
    withContainer({
      restartPolicy: { enabled: true, ignoredExitCodes: many(n, (i) => i) },
      environmentFiles: many(n, () => ({ type: 's3', value: 'arn:aws:s3:::b/x' })),
      ulimits: many(n, () => ({ name: 'core', softLimit: 2, hardLimit: 1 })),
      systemControls: many(n, () => ({ namespace: 'x', value: '1' })),
    }),
  'what Windows does not have': (n) =>
    withContainers(n, () => ({ user: 'x', privileged: true, dnsServers: ['x'] }), {
      runtimePlatform: { operatingSystemFamily: 'WINDOWS_SERVER_2022_CORE', cpuArchitecture: 'ARM64' },
    }),
  'comments that disable nothing': (n) =>
    withContainer({}).replace(
      '"image"',
      `${'// ecs-exec-disable-next-line exec/init-process, exec/pid-mode\n'.repeat(n)}"image"`,
    ),
  'a comment that disables rules that are none': (n) =>
    withContainer({}).replace(
      '"image"',
      `/* ecs-exec-disable-next-line ${many(n, (i) => `exec/init-proces${i}`).join(', ')} */\n"image"`,
    ),
  'comments before each value': (n) =>
    withContainer({ command: many(n, (i) => i) }).replace(
      /,(?=\d)/g,
      ',\n// ecs-exec-disable-next-line task/wrong-type\n',
    ),
  'comments without end': (n) => `${withContainer({})}${'/*'.repeat(n)}`,
  'arrays in arrays': (n) => withContainer({}).replace('"image"', `"x":${'['.repeat(n)}${']'.repeat(n)},"image"`),
  'objects in objects, that never end': (n) => withContainer({}).replace('"image"', `"x":${'{"a":'.repeat(n)}`),
  'brackets that do not match': (n) =>
    withContainer({}).replace('"image"', `"x":${'[{"a":'.repeat(n)}${']'.repeat(n)}`),
  placeholders: (n) =>
    withContainer({ links: many(n, (i) => `\${x${i}}:$(y`), command: many(n, () => '__a__b__') }).replaceAll(
      '"__a__b__"',
      '{{ x',
    ),
  'a document of AWS': (n) =>
    JSON.stringify({
      taskDefinition: {
        family: 'x',
        registeredAt: 1,
        ...record(
          n,
          (i) => `k${i}`,
          () => null,
        ),
        containerDefinitions: many(n, () => ({ name: 'a', image: 'b', cpu: null })),
      },
    }),
  'containers alone': (n) =>
    JSON.stringify(many(n, () => ({ name: 'a', image: 'b', essential: null, cpu: '1', portMappings: [] }))),
  'services with targets that are none': (n) =>
    serviceOf({
      loadBalancers: many(n, (i) => ({ containerName: `ap${i}`, containerPort: i })),
      serviceRegistries: many(n, (i) => ({ containerName: 'app', containerPort: i })),
      serviceConnectConfiguration: { enabled: true, services: many(n, (i) => ({ portName: `htp${i}` })) },
    }),
  'services that are described': (n) =>
    JSON.stringify({
      services: many(n, (i) => ({
        serviceArn: `s${i}`,
        clusterArn: 'c',
        desiredCount: 1,
        taskDefinition: 'web:1',
        platformVersion: '1.3.0',
        enableExecuteCommand: false,
      })),
    }),
  'a service of misspelt properties': (n) =>
    serviceOf({
      networkConfiguration: {
        awsvpcConfiguration: record(
          n,
          (i) => `subnet${i}`,
          () => null,
        ),
      },
    }),
  'a service of the wrong types': (n) => serviceOf({ tags: many(n, () => 1), desiredCount: many(n, () => 'x') }),
  'overrides of containers that are none': (n) =>
    JSON.stringify({
      taskDefinition: 'web',
      overrides: {
        containerOverrides: many(n, (i) => ({ name: `lg${i}`, command: [i], environment: [{ value: null }] })),
      },
    }),
  'clusters of misspelt properties': (n) =>
    JSON.stringify({
      clusterName: 'prod',
      settings: many(n, (i) => ({ name: `containerInsight${i}`, valeu: 'enabled' })),
      capacityProviders: many(n, (i) => i),
    }),
  'a policy of many statements': (n) =>
    policyOf(
      ...many(n, (i) => ({ Action: ['ecs:ExecuteCommand', 'ssm:StartSession'], Resource: `${TASKS}${i}` })),
      ...many(n, () => ({ Effect: 'Deny', Action: 'ssm:StartSession', Resource: CLUSTER })),
    ),
  'a policy that opens sessions again and again': (n) =>
    policyOf(
      { Action: 'ecs:ExecuteCommand', Resource: many(n, (i) => `${TASKS}${i}`) },
      ...many(n, () => ({ Action: ['ssm:StartSession', 'ssm:Start*'] })),
    ),
  'a policy that allows the channels again and again': (n) =>
    policyOf(
      ...many(n, (i) => ({
        Action: ['ssmmessages:CreateControlChannel', 'logs:PutLogEvents', 's3:PutObject', 'kms:Decrypt'],
        Resource: `arn:aws:kms:eu-west-1:111122223333:alias/a${i}`,
      })),
    ),
  'a policy of actions that are none': (n) =>
    policyOf({ Action: many(n, (i) => `ecs:ExecuteComman${i}`) }, { Action: many(n, (i) => `ssm:start-session${i}`) }),
  'a policy of one action again and again': (n) =>
    policyOf({ Action: many(n, () => 'ecs:ExecuteCommand'), Resource: many(n, () => TASKS) }),
  'a policy of patterns with many stars': (n) =>
    policyOf({
      Action: many(n, (i) => `ssm:${'*a'.repeat(20 + (i % 2))}*`),
      Resource: many(n, () => 'arn:*:*a*:*:*:*'),
    }),
  'a policy of one long pattern': (n) =>
    policyOf({
      Action: [`ecs:${'*e'.repeat(n)}*`, `ecs:${'?'.repeat(n)}`, `ecs:${'*'.repeat(20 * n)}`, 'ecs:ExecuteCommand'],
      Resource: [`arn:aws:${'*s'.repeat(n)}:::${'*a'.repeat(n)}/x`, TASKS],
    }),
  'a policy of long ARNs': (n) =>
    policyOf({
      Action: ['ecs:ExecuteCommand', 'ssm:StartSession', 'kms:Decrypt', 'logs:PutLogEvents'],
      Resource: [
        `arn:aws:ecs:::${':task/'.repeat(n)}`,
        `arn:aws:ecs:::${':cluster/a'.repeat(n)}/`,
        `arn:aws:ecs:::clustr${'a'.repeat(n)}/x`,
        `arn:aws:logs:::log-group:${'-'.repeat(20 * n)}`,
        `arn:aws:kms:::alias/${'/'.repeat(20 * n)}`,
        `arn:aws:ssm::111122223333:document/AWS-${':'.repeat(20 * n)}`,
      ],
    }),
  'a policy of placeholders and variables': (n) =>
    policyOf({
      Action: many(n, (i) => `ecs:\${a${i}}`),
      Resource: [
        `arn:aws:ecs:::task/${many(n, (i) => `\${x${i}}\${aws:username}`).join('/')}`,
        '${'.repeat(n),
        '${aws:'.repeat(n),
        '__a'.repeat(n),
        '{{ '.repeat(n),
      ],
    }),
  'a policy of many conditions': (n) =>
    policyOf({
      Action: many(n, (i) => (i % 2 === 0 ? 'ecs:ExecuteCommand' : 'ecs:RunTask')),
      Condition: record(
        n,
        (i) => `ForAnyValue:StringEqual${i}`,
        (i) => ({ [`ecs:container-nam${i}`]: many(3, () => 'a*'), 'ecs:task': TASKS, 'ecs:account-setting': i }),
      ),
    }),
  'a policy of many keys under one operator': (n) =>
    policyOf({
      Action: ['ecs:ExecuteCommand', 'ssm:StartSession'],
      Resource: [TASKS, 'arn:aws:ssm:eu-west-1::document/AWS-StartPortForwardingSession'],
      Condition: {
        StringLike: record(
          n,
          (i) => `ssm:resourceTag/${'t'.repeat(30)}${i}`,
          () => 'Exec-Task',
        ),
        Bool: { 'ecs:enable-execute-command': many(n, () => 'true') },
      },
    }),
  'a policy of conditions in conditions': (n) =>
    policyOf({ Action: 'ecs:ExecuteCommand', Condition: 0 }).replace('0', '{"a":'.repeat(n) + '0' + '}'.repeat(n)),
  'a trust policy of many services': (n) =>
    policyOf({
      Action: 'sts:AssumeRole',
      Principal: { Service: many(n, (i) => `ecs-task${i}.amazonaws.com`), AWS: many(n, () => 'x') },
    }),
  'policies as AWS prints them': (n) =>
    JSON.stringify({
      Roles: many(n, (i) => ({
        RoleName: `r${i}`,
        AssumeRolePolicyDocument: { Statement: { Effect: 'Allow', Action: 'ecs:ExecyteCommand', Resource: CLUSTER } },
      })),
    }),
  'policies as AWS prints them, in each other': (n) =>
    JSON.stringify({ Role: 0 }).replace('0', '{"Roles":[{"Role":'.repeat(n) + '0' + '}]}'.repeat(n)),
  'a policy whose statement never ends': (n) =>
    policyOf({ Action: many(n, () => 'ecs:*') }).slice(0, -1) + ',{"Effect":"Allow","Action":['.repeat(n),
  'what only ECS writes': (n) =>
    withContainer({}, { registeredAt: 1, revision: 1, status: 'ACTIVE', compatibilities: many(n, () => 'EC2') }),
};

function capitals(word: string, index: number): string {
  return Array.from(word, (letter, place) => ((index >> (place % 16)) % 2 === 0 ? letter : letter.toUpperCase())).join(
    '',
  );
}

export function hostileDocuments(): readonly HostileDocument[] {
  return Object.entries(WRITTEN).map(([name, text]) => ({ name, text }));
}

/** The same without their ends, so that what is not there may still come. */
export function brokenDocuments(): readonly HostileDocument[] {
  return hostileDocuments().map(({ name, text }) => ({
    name: `${name}, cut off`,
    text: (count) => text(count).slice(0, -2),
  }));
}

/** Configurations of the same kind. */
export function hostileConfigurations(): readonly HostileDocument[] {
  return [
    {
      name: 'rules that are none',
      text: (n) =>
        JSON.stringify({
          rules: record(
            n,
            (i) => `exec/pid-mod${i}`,
            () => 'off',
          ),
        }),
    },
    {
      name: 'levels that are none',
      text: (n) =>
        JSON.stringify({
          rules: record(
            n,
            (i) => `exec/pid-mode${i}`,
            () => 'worst',
          ),
        }).replaceAll(/mode\d+/g, 'mode'),
    },
    {
      name: 'properties that are none',
      text: (n) =>
        JSON.stringify(
          record(
            n,
            (i) => `rule${i}`,
            () => 'off',
          ),
        ),
    },
    { name: 'one rule again and again', text: (n) => `{"rules":{${'"pid-mode":"off",'.repeat(n)}}}` },
    { name: 'globs that fit anything', text: (n) => JSON.stringify({ ignore: Array(n).fill('*?'.repeat(100)) }) },
    { name: 'globs that are none', text: (n) => JSON.stringify({ ignore: Array(n).fill('..') }) },
    {
      name: 'overrides of one file',
      text: (n) => JSON.stringify({ overrides: Array(n).fill({ files: ['a'], rules: { 'exec/pid-mode': 'error' } }) }),
    },
    { name: 'a configuration that never ends', text: (n) => `{"rules":${'{"a":'.repeat(n)}` },
  ];
}
