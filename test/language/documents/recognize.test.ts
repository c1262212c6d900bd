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

suite('what is none of ours stays alone', () => {
  const others: Record<string, unknown> = {
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
    'a CloudFormation template': {
      AWSTemplateFormatVersion: '2010-09-09',
      Resources: {
        Task: {
          Type: 'AWS::ECS::TaskDefinition',
          Properties: { Family: 'web', ContainerDefinitions: [{ Name: 'app', Image: 'nginx' }] },
        },
      },
    },
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
