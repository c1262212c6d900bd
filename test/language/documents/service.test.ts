import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import {
  LONGEST_CONFIGURATION,
  readEcspressoConfiguration,
} from '../../../src/language/documents/service/ecspresso.ts';
import { readNamedTaskDefinition } from '../../../src/language/documents/service/named-task-definition.ts';
import { createLanguageService } from '../../../src/language/index.ts';

const service = createLanguageService();
const awsvpcConfiguration = { subnets: ['subnet-0a'] };
const networkConfiguration = { awsvpcConfiguration };
const arns = {
  serviceArn: 'arn:aws-cn:ecs:cn-north-1:111122223333:service/prod/web',
  clusterArn: 'arn:aws-cn:ecs:cn-north-1:111122223333:cluster/prod',
};

/** The kinds and origins of what is in a document. */
function subjectsOf(document: unknown): readonly string[] {
  const text = typeof document === 'string' ? document : JSON.stringify(document);
  return service.open(text).subjects.map(({ kind, origin, isWhole }) => `${kind} ${origin}${isWhole ? ' whole' : ''}`);
}

const KNOWN: Readonly<Record<string, readonly [document: unknown, ...subjects: string[]]>> = {
  'input of CreateService': [
    { cluster: 'prod', serviceName: 'web', taskDefinition: 'web', desiredCount: 1 },
    'service input whole',
  ],
  'input of UpdateService': [{ cluster: 'prod', service: 'web', enableExecuteCommand: true }, 'service input'],
  'what ecspresso reads': [{ desiredCount: 1, launchType: 'EC2', loadBalancers: [] }, 'service input'],
  'a service with a misspelt property': [
    { serviceName: 'web', taskDefinition: 'web', desiredCont: 1, launchType: 'EC2' },
    'service input whole',
  ],
  'a service with what a task definition has': [
    {
      serviceName: 'web',
      taskDefinition: 'web',
      desiredCount: 1,
      launchType: 'EC2',
      propagateTags: 'SERVICE',
      cpu: '256',
    },
    'service input whole',
  ],
  'a service whose text has no end': [
    '{"serviceName": "web", "taskDefinition": "web", "desiredCount": 1, "loadBal',
    'service input whole',
  ],
  'a service with placeholders outside of strings': [
    '{"serviceName": "web", "taskDefinition": ${td}, "desiredCount": {{ count }}, "launchType": "EC2"}',
    'service input whole',
  ],
  'services as ECS describes them': [
    {
      services: [
        { ...arns, desiredCount: 1, newer: 1 },
        { ...arns, deployments: [] },
      ],
      failures: [],
    },
    'service described whole',
    'service described whole',
  ],
  'the answer of CreateService': [{ service: { ...arns, desiredCount: 1 } }, 'service described whole'],
  'one described service': [
    { ...arns, serviceName: 'web', desiredCount: 1, launchType: 'EC2', events: [] },
    'service described whole',
  ],
  'a list of described services': [[{ ...arns, desiredCount: 0 }], 'service described whole'],
  'input of RunTask': [
    {
      cluster: 'prod',
      taskDefinition: 'web:3',
      launchType: 'FARGATE',
      overrides: { containerOverrides: [{ name: 'app' }] },
    },
    'task-run input whole',
  ],
  'input of RunTask with overrides alone': [
    { taskDefinition: 'web', overrides: { taskRoleArn: 'x' } },
    'task-run input whole',
  ],
  'input of StartTask': [
    { taskDefinition: 'web', containerInstances: ['x'], networkConfiguration },
    'task-run input whole',
  ],
  'input of CreateCluster': [{ clusterName: 'prod', capacityProviders: ['FARGATE'] }, 'cluster input whole'],
  'input of UpdateCluster': [
    { cluster: 'prod', configuration: { executeCommandConfiguration: { logging: 'NONE' } } },
    'cluster input whole',
  ],
  'clusters as ECS describes them': [
    { clusters: [{ clusterArn: arns.clusterArn, clusterName: 'prod', activeServicesCount: 0 }] },
    'cluster described whole',
  ],
};

const OTHERS: Readonly<Record<string, unknown>> = {
  'a task set': {
    cluster: 'prod',
    service: 'web',
    taskDefinition: 'web',
    launchType: 'EC2',
    loadBalancers: [],
    platformVersion: '1.4.0',
    scale: {},
  },
  'a revision of a service': {
    serviceRevisionArn: 'x',
    ...arns,
    launchType: 'EC2',
    loadBalancers: [],
    networkConfiguration,
  },
  'a task': { taskArn: 'x', enableExecuteCommand: true, launchType: 'EC2', platformVersion: '1.4.0', overrides: {} },
  'a service of CloudFormation': { Type: 'AWS::ECS::Service', Properties: { LaunchType: 'FARGATE', DesiredCount: 1 } },
  'a service of Kubernetes': { apiVersion: 'v1', kind: 'Service', spec: { ports: [] }, loadBalancers: [] },
  'a record of AWS Config': {
    configuration: { desiredCount: 1 },
    resourceType: 'AWS::ECS::Service',
    launchType: 'EC2',
  },
  'an event': { detail: { ...arns, launchType: 'EC2', desiredCount: 1 }, 'detail-type': 'x', source: 'aws.ecs' },
  'a schema': { properties: { launchType: {}, desiredCount: {}, networkConfiguration: {} }, type: 'object' },
  'the configuration of a tool': { service: 'web', cluster: 'prod', region: 'x', image: 'y', launchType: 'EC2' },
  'a count alone': { desiredCount: 1, name: 'web' },
  'an Express service': { service: { serviceArn: 'x', infrastructureRoleArn: 'y', activeConfigurations: [] } },
  'services of another kind': { services: [{ name: 'web', desiredCount: 1 }] },
  'a list with one that is none': { services: [{ ...arns, desiredCount: 1 }, {}] },
  'a cluster of EKS': { cluster: { name: 'prod', arn: 'x', configuration: {} } },
  'a cluster of Kafka': { clusterName: 'prod', brokerNodeGroupInfo: {}, numberOfBrokerNodes: 3, configuration: {} },
  'a cluster of Elasticsearch': { cluster: 'prod', settings: {}, configuration: {} },
  'a name alone': { clusterName: 'prod' },
  'nothing that is looked for': '"desiredCount" "launchType" "clusterName"',
};

suite('services, runs of tasks and clusters are recognized by what is in them', () => {
  for (const [name, [document, ...subjects]] of Object.entries(KNOWN)) {
    test(name, () => assert.deepEqual(subjectsOf(document), subjects));
  }
});

suite('what only looks like one stays alone', () => {
  for (const [name, document] of Object.entries(OTHERS)) {
    test(name, () => assert.deepEqual(subjectsOf(document), []));
  }
});

test('only what is wanted is looked for', () => {
  const runs = createLanguageService({ kinds: ['task-run'] });
  assert.deepEqual(runs.open(JSON.stringify(KNOWN['input of CreateService']?.[0])).subjects, []);
  assert.equal(runs.open(JSON.stringify(KNOWN['input of StartTask']?.[0])).subjects.length, 1);
});

suite('the task definition that a service names', () => {
  for (const [text, family, isPinned] of [
    ['web', 'web', false],
    ['web:3', 'web', true],
    ['web:${REVISION}', 'web', false],
    ['arn:aws:ecs:eu-west-1:111122223333:task-definition/web:3', 'web', true],
    ['arn:aws-us-gov:ecs:us-gov-west-1:111122223333:task-definition/web', 'web', false],
  ] as const) {
    test(text, () => assert.deepEqual(readNamedTaskDefinition(text), { family, isPinned }));
  }
  for (const text of ['', '${family}', '<TASK_DEFINITION>:1', 'arn:aws:ecs:eu-west-1:111122223333:cluster/web', ':3']) {
    test(`none in "${text}"`, () => assert.equal(readNamedTaskDefinition(text), undefined));
  }
});

suite('a configuration of ecspresso', () => {
  const both = { serviceDefinition: 'service.json', taskDefinition: 'task.json' };
  for (const text of [
    'region: x\nservice_definition: service.json\ntask_definition: task.json\ntimeout: 10m\n',
    'service_definition: "./service.json" # one\r\ntask_definition: \'task.json\'\r\n',
    '{\n  "service_definition": "service.json",\n  "task_definition": "task.json"\n}',
  ]) {
    test(JSON.stringify(text), () =>
      assert.deepEqual(readEcspressoConfiguration({ name: 'ecspresso.yml', text }, ''), both),
    );
  }

  for (const [name, folder, service, task] of [
    ['ecspresso.yml', 'app/ecs', 'a.json', '../tasks/b.json'],
    ['../ecspresso.yml', 'app/ecs', './ecs/a.json', 'tasks/b.json'],
    ['../../ecspresso.yml', 'app/ecs', 'app//ecs/x/../a.json', 'app/tasks/b.json'],
    ['../envs/prod/ecspresso.yml', 'app/ecs', '../../ecs/a.json', '../../tasks/b.json'],
  ] as const) {
    const text = `service_definition: ${service}\ntask_definition: ${task}\n`;
    test(`${name}, seen from ${folder}`, () =>
      assert.deepEqual(readEcspressoConfiguration({ name, text }, folder), {
        serviceDefinition: 'a.json',
        taskDefinition: '../tasks/b.json',
      }));
  }

  for (const [what, service, task] of [
    ['that leads out of the root', 'a.json', '../../../b.json'],
    ['with an absolute path', 'a.json', '/etc/b.json'],
    ['with a path of Windows', 'a.json', '..\\b.json'],
    ['with a drive', 'C:/a.json', 'b.json'],
    ['with a placeholder', 'a.json', '"{{ must_env `ENV` }}/b.json"'],
    ['with a list', 'a.json', '[b.json]'],
    ['without a path', 'a.json', ''],
    ['with what refers to itself', '&a [*a]', '*a'],
    ['that is too long', 'a.json', `b.json # ${'x'.repeat(LONGEST_CONFIGURATION)}`],
  ] as const) {
    const text = `service_definition: ${service}\ntask_definition: ${task}\n`;
    test(`one ${what} says nothing`, () =>
      assert.equal(readEcspressoConfiguration({ name: 'ecspresso.yml', text }, 'app/ecs'), undefined));
  }

  for (const text of ['', 'task_definition: a.json', '- a', '[[[[', '\t: {', 'a: "', '\0']) {
    test(`${JSON.stringify(text)} says nothing`, () =>
      assert.equal(readEcspressoConfiguration({ name: 'ecspresso.yml', text }, ''), undefined));
  }
});
