import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import {
  comparableContainers,
  comparableText,
  definitionIn,
  registrableText,
} from '../../src/live/task-definition-text.ts';

/** What somebody has written. */
const WRITTEN = {
  family: 'web',
  requiresCompatibilities: ['FARGATE'],
  networkMode: 'awsvpc',
  cpu: '.5 vCPU',
  memory: '1 GB',
  tags: [{ key: 'team', value: 'shop' }],
  containerDefinitions: [
    {
      name: 'web',
      image: 'web:1',
      portMappings: [{ containerPort: 80 }],
      environment: [
        { name: 'B', value: '2' },
        { name: 'A', value: '1' },
      ],
      healthCheck: { command: ['CMD', 'true'] },
      readonlyRootFilesystem: false,
    },
    { name: 'helper', image: 'helper:1', essential: false },
  ],
};

/** What ECS makes of it. */
const DESCRIBED = {
  taskDefinitionArn: 'arn:aws:ecs:eu-central-1:111122223333:task-definition/web:3',
  containerDefinitions: [
    {
      name: 'web',
      image: 'web:1',
      cpu: 0,
      essential: true,
      portMappings: [{ containerPort: 80, hostPort: 80, protocol: 'tcp' }],
      environment: [
        { name: 'A', value: '1' },
        { name: 'B', value: '2' },
      ],
      mountPoints: [],
      volumesFrom: [],
      systemControls: [],
      healthCheck: { command: ['CMD', 'true'], interval: 30, timeout: 5, retries: 3 },
    },
    { name: 'helper', image: 'helper:1', cpu: 0, essential: false, environment: [], portMappings: [] },
  ],
  family: 'web',
  networkMode: 'awsvpc',
  revision: 3,
  volumes: [],
  status: 'ACTIVE',
  requiresAttributes: [{ name: 'ecs.capability.task-eni' }],
  placementConstraints: [],
  compatibilities: ['EC2', 'FARGATE'],
  requiresCompatibilities: ['FARGATE'],
  cpu: '512',
  memory: '1024',
  registeredAt: new Date(0),
  registeredBy: 'arn:aws:iam::111122223333:user/x',
};

suite('the text of a task definition', () => {
  test('as registered: without what only ECS sets, the rest as it is', () => {
    const text = registrableText(DESCRIBED);
    const read = JSON.parse(text) as Record<string, unknown>;
    assert.deepEqual(Object.keys(read), [
      'family',
      'networkMode',
      'requiresCompatibilities',
      'containerDefinitions',
      'volumes',
      'placementConstraints',
      'cpu',
      'memory',
    ]);
    assert.deepEqual(read['containerDefinitions'], DESCRIBED.containerDefinitions);
    assert.ok(text.endsWith('}\n'));
  });

  test('compared: what ECS made of a file is the same text', () => {
    assert.equal(comparableText(DESCRIBED), comparableText(WRITTEN));
    assert.equal(comparableContainers(DESCRIBED), comparableContainers(WRITTEN));
  });

  const DIFFERENCES: readonly (readonly [what: string, change: object])[] = [
    ['another image', { image: 'web:2' }],
    ['another value', { environment: [{ name: 'A', value: '1' }] }],
    ['a container that is not essential', { essential: false }],
    ['another port on the host', { portMappings: [{ containerPort: 80, hostPort: 8080 }] }],
    ['UDP', { portMappings: [{ containerPort: 80, protocol: 'udp' }] }],
    ['a slower health check', { healthCheck: { command: ['CMD', 'true'], interval: 31 } }],
    ['a read-only root', { readonlyRootFilesystem: true }],
    ['a command', { command: ['x'] }],
  ];
  for (const [what, change] of DIFFERENCES) {
    test(`compared: ${what} shows`, () => {
      const [web, helper] = WRITTEN.containerDefinitions;
      const changed = { ...WRITTEN, containerDefinitions: [{ ...web, ...change }, helper] };
      assert.notEqual(comparableText(changed), comparableText(DESCRIBED));
    });
  }

  test('compared: other sizes and network modes show, but no other way to write them', () => {
    assert.notEqual(comparableText({ ...WRITTEN, cpu: '1024' }), comparableText(DESCRIBED));
    assert.equal(comparableText({ ...WRITTEN, cpu: 512, memory: 1024 }), comparableText(DESCRIBED));
    assert.equal(comparableText({ networkMode: 'bridge' }), comparableText({}));
    assert.notEqual(comparableText({ networkMode: 'host' }), comparableText({}));
  });

  test('is found by itself, in what the AWS CLI prints, and as a list of containers', () => {
    assert.deepEqual(definitionIn(WRITTEN), { definition: WRITTEN, isWhole: true });
    assert.deepEqual(definitionIn({ taskDefinition: WRITTEN, tags: [] }), { definition: WRITTEN, isWhole: true });
    const { containerDefinitions } = WRITTEN;
    assert.deepEqual(definitionIn(containerDefinitions), { definition: { containerDefinitions }, isWhole: false });
    for (const other of [undefined, null, 1, 'x', [], [1], {}, { taskDefinition: {} }, [{ a: 1 }]]) {
      assert.equal(definitionIn(other), undefined);
    }
  });

  test('takes whatever JSON there is', () => {
    for (const odd of [
      { containerDefinitions: [null, 1, [2]] },
      { containerDefinitions: { name: 'x' } },
      { containerDefinitions: [{ portMappings: [1], environment: 'x', healthCheck: 3 }], cpu: {} },
    ]) {
      assert.doesNotThrow(() => JSON.parse(comparableText(odd)) as unknown);
    }
  });
});
