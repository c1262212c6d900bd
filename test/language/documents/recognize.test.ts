import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { createLanguageService } from '../../../src/language/index.ts';

const service = createLanguageService();
const container = { name: 'app', image: 'nginx', essential: true, portMappings: [] };

function kindOf(document: unknown): string | undefined {
  return service.open(typeof document === 'string' ? document : JSON.stringify(document)).subjects[0]?.kind;
}

suite('task definitions are recognized by what is in them', () => {
  test('input of RegisterTaskDefinition', () => {
    assert.equal(kindOf({ family: 'web', containerDefinitions: [container] }), 'task-definition');
    assert.equal(kindOf({ containerDefinitions: [], cpu: '256' }), 'task-definition');
    assert.equal(kindOf({ containerDefinitions: ['no container', null], volumes: null }), 'task-definition');
  });

  test('output of DescribeTaskDefinition', () => {
    const document = { taskDefinition: { family: 'web', revision: 3, containerDefinitions: [container] }, tags: [] };
    const [subject] = service.open(JSON.stringify(document)).subjects;
    assert.deepEqual([subject?.kind, subject?.origin, subject?.isWhole], ['task-definition', 'described', true]);
  });

  test('container definitions with nothing beside them', () => {
    assert.equal(kindOf({ containerDefinitions: [{ name: 'app', image: 'nginx' }] }), 'task-definition');
    assert.equal(kindOf({ containerDefinitions: [container], $schema: 'x', _comment: 'y' }), 'task-definition');
    const [subject] = service.open(JSON.stringify({ containerDefinitions: [container] })).subjects;
    assert.equal(subject?.isWhole, false);
  });

  test('a single container', () => {
    assert.equal(kindOf(container), 'container-definitions');
    assert.equal(kindOf({ ...container, enviroment: [], $schema: 'x' }), 'container-definitions');
    const findings = service.open(JSON.stringify({ ...container, readonlyRootFilesystem: true })).findings();
    assert.ok(findings.some(({ rule }) => rule === 'exec/readonly-root-filesystem'));
  });

  test('a bare list of containers', () => {
    assert.equal(kindOf([container]), 'container-definitions');
    assert.equal(kindOf([{ name: 'sidecar', image: 'xray' }, container]), 'container-definitions');
    assert.equal(kindOf([container, {}, 'half']), 'container-definitions');
  });

  test('while they are typed', () => {
    assert.equal(kindOf('{"family": "web", "containerDefinitions": ['), 'task-definition');
    assert.equal(kindOf('{"containerDefinitions": [{"name": "app"}], "family"'), 'task-definition');
    assert.equal(
      kindOf('[{"name": "app", "image": "nginx", "essential": true, "cpu": 1, "port'),
      'container-definitions',
    );
    assert.equal(kindOf('\uFEFF// a comment\n{"family": "web", "containerDefinitions": []}'), 'task-definition');
  });
});

suite('so are attempts at task definitions that ECS refuses', () => {
  const telling = { family: 'web', networkMode: 'awsvpc', taskRoleArn: 'arn:aws:iam::111122223333:role/web' };
  const documents: Record<string, unknown> = {
    'a mistyped list': { family: 'web', containerDefinition: [container] },
    'a mistyped list, and another mistyped property': {
      family: 'web',
      newtworkMode: 'awsvpc',
      containerDefintions: [{ name: 'app', image: 'nginx' }],
    },
    'a mistyped list without a family': {
      containerDefinition: [{ name: 'app', image: 'nginx' }],
      networkMode: 'awsvpc',
    },
    'a mistyped list alone': { containerDefinition: [container] },
    'a list in another case': { ContainerDefinitions: [container], cpu: '256' },
    'a list with underscores': { container_definitions: [container], family: 'web' },
    'the word of Kubernetes': { ...telling, containers: [{ name: 'app', image: 'nginx' }] },
    'an object in place of the list': { family: 'web', containerDefinitions: container },
    'an object in place of the list, alone': { containerDefinitions: container },
    'containers by name': { ...telling, containerDefinitions: { app: { image: 'nginx' } } },
    'no containers': telling,
    'no containers, with a size': { family: 'web', networkMode: 'awsvpc', cpu: '256', memory: '512' },
    'the text of a list': { family: 'web', containerDefinitions: JSON.stringify([container]) },
    'the text of an empty list': { ...telling, containerDefinitions: '[]' },
    'null for containers': { ...telling, containerDefinitions: null },
    'a whole task definition in a list': [{ family: 'web', containerDefinitions: [container] }],
    'a whole task definition among containers': [container, { family: 'web', containerDefinitions: [container] }],
  };
  for (const [name, document] of Object.entries(documents)) {
    test(name, () => {
      assert.equal(kindOf(document), 'task-definition');
      const findings = service.open(JSON.stringify(document)).findings();
      assert.ok(findings.some(({ severity }) => severity === 'error'));
    });
  }
});

suite('what is none of ours stays alone', () => {
  const others: Record<string, unknown> = {
    'a part of a task definition without a family': {
      networkMode: 'awsvpc',
      requiresCompatibilities: ['FARGATE'],
      cpu: '256',
      memory: '512',
      executionRoleArn: 'arn:aws:iam::111122223333:role/execution',
    },
    'a family with a role': { family: 'web', executionRoleArn: 'arn:aws:iam::111122223333:role/execution' },
    'containers that something fills in': { family: 'web', containerDefinitions: '[CONTAINERS]' },
    'instance types': { family: 'm7g', cpu: 4, memory: 16, volumes: [] },
    'the configuration of a tool': {
      family: 'web',
      networkMode: 'awsvpc',
      taskRoleArn: 'web',
      executionRoleArn: 'execution',
      requiresCompatibilities: ['FARGATE'],
      desiredCount: 2,
      cluster: 'prod',
    },
    'the configuration of a tool, with containers': {
      family: 'web',
      networkMode: 'awsvpc',
      taskRoleArn: 'web',
      containers: [{ name: 'app', image: 'nginx', essential: true, portMappings: [] }],
      autoscaling: { min: 1 },
    },
    'a Pod of Kubernetes': { containers: [{ name: 'app', image: 'nginx', ports: [] }], volumes: [] },
    'overrides for RunTask': {
      containerOverrides: [{ name: 'app', command: ['npm', 'run', 'migrate'] }],
      taskRoleArn: 'arn:aws:iam::111122223333:role/web',
      executionRoleArn: 'arn:aws:iam::111122223333:role/execution',
      cpu: '512',
      memory: '1024',
    },
    'a job definition of Batch': {
      jobDefinitionName: 'job',
      type: 'container',
      containerProperties: {
        image: 'busybox',
        executionRoleArn: 'arn:aws:iam::111122223333:role/execution',
        mountPoints: [],
        logConfiguration: { logDriver: 'awslogs' },
        networkConfiguration: {},
      },
    },
    'containers of a job of Batch': {
      name: 'app',
      image: 'nginx',
      essential: true,
      mountPoints: [],
      jobRoleArn: 'arn:aws:iam::111122223333:role/job',
    },
    'a document of Systems Manager': { schemaVersion: '2.2', mainSteps: [{ name: 'x', action: 'aws:runShellScript' }] },
    'container definitions that Jinja fills in':
      '{"family": "web", "networkMode": "awsvpc", "taskRoleArn": "web", "containerDefinitions": {{ list|tojson }}}',
    'task definitions in a list': [
      { family: 'web', containerDefinitions: [container] },
      { family: 'worker', containerDefinitions: [container] },
    ],
    'an exported task definition in a list': [
      { taskDefinitionArn: 'arn:…', family: 'web', containerDefinitions: [container] },
    ],
    'one container of a script': { containerDefinition: container },
    'a list of pipelines': { family: 'web', containerDefinition: 'none', networkMode: 'awsvpc' },
    'a development container': { name: 'dev', image: 'node', mounts: [], forwardPorts: [80], remoteUser: 'node' },
    'a container that runs': { ...container, containerArn: 'arn:aws:ecs:…' },
    'a container definition of a template': { ...container, dockerfile: 'Dockerfile', buildArgs: {} },
    'Dockerrun.aws.json, version 2': {
      AWSEBDockerrunVersion: 2,
      volumes: [],
      containerDefinitions: [{ ...container, memory: 128 }],
    },
    'package.json': {
      name: 'x',
      version: '1.0.0',
      keywords: ['image', 'containerDefinitions'],
      dependencies: { essential: '^1.0.0' },
    },
    'tsconfig.json': '{ "compilerOptions": { "strict": true, }, /* "image" */ }',
    'a JSON schema of task definitions': {
      properties: { family: { type: 'string' }, containerDefinitions: { type: 'array', items: [] } },
    },
    'a service definition': { cluster: 'prod', taskDefinition: 'web:3', desiredCount: 2, containerDefinitions: 'none' },
    'container overrides, to be merged by a script': {
      containerDefinitions: [{ name: 'app', image: 'nginx' }],
      containerOverrides: [],
    },
    'a CloudTrail event': {
      eventName: 'RegisterTaskDefinition',
      requestParameters: { family: 'web', containerDefinitions: [container] },
    },
    'a list of virtual machines': [{ name: 'vm', image: 'ubuntu', cpu: 2, memory: 4096 }],
    'a list of virtual machines with services': [
      { name: 'vm', image: 'ubuntu', cpu: 2, memory: 4096, services: [{ essential: true }] },
    ],
    'a pipeline of Drone': [
      { name: 'build', image: 'node', commands: ['npm test'], environment: {}, secrets: ['token'] },
    ],
    'containers of Kubernetes': [{ name: 'app', image: 'nginx', ports: [{ containerPort: 80 }], env: [] }],
    'imagedefinitions.json of CodePipeline': [{ name: 'app', imageUri: 'nginx:1' }],
    'containers of a running task': [
      {
        containerArn: 'arn:aws:ecs:eu-central-1:111122223333:container/prod/1/2',
        name: 'app',
        image: 'nginx',
        cpu: '0',
        memory: '256',
        memoryReservation: '128',
      },
    ],
    'a list of nothing': [],
    'a number': 42,
    'a text': '"containerDefinitions"',
    'an empty text': '',
    jsonnet:
      "local c = import 'c.libsonnet';\n{\n  family: 'web',\n  containerDefinitions: [c + { image: " +
      '\'nginx\', name: "image", essential: true }],\n}',
  };
  for (const [name, document] of Object.entries(others)) {
    test(name, () => {
      const opened = service.open(typeof document === 'string' ? document : JSON.stringify(document));
      assert.deepEqual([opened.subjects, opened.findings()], [[], []]);
    });
  }
});
