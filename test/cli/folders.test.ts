import assert from 'node:assert/strict';
import { mkdirSync, symlinkSync } from 'node:fs';
import { basename, join } from 'node:path';
import { after, beforeEach, suite, test } from 'node:test';
import { LARGEST_NEIGHBOUR, MOST_NEIGHBOURS } from '../../src/language/neighbours.ts';
import { Linter } from './linter.ts';

const SERVICE = JSON.stringify({
  serviceName: 'shop',
  taskDefinition: 'shop',
  desiredCount: 1,
  enableExecuteCommand: true,
  loadBalancers: [{ containerName: 'wbe', containerPort: 80 }],
});
const TASK = JSON.stringify({ family: 'shop', containerDefinitions: [{ name: 'web', image: 'nginx' }] });
const YAML_SERVICE = `serviceName: shop
taskDefinition: shop
desiredCount: 1
enableExecuteCommand: true
loadBalancers:
  - { containerName: wbe, containerPort: 80 }
`;
const YAML_TASK = `family: shop
containerDefinitions:
  - name: web
    image: nginx
`;
const LINKED = ['service/exec-without-role', 'service/target-container'];

const linter = new Linter();
after(() => linter[Symbol.dispose]());
beforeEach(() => {
  linter.clear();
  linter.write('ecs/service.json', SERVICE);
});

/** The rules that find something wrong with the service. */
async function rules(...args: readonly string[]): Promise<readonly string[]> {
  const findings = await linter.findings(...args);
  const ofService = findings.filter(({ path }) => /service\.\w+$/.test(path));
  return ofService.map(({ rule }) => rule).sort();
}

suite('a service is checked with the task definition beside it', () => {
  test('whether that is checked, too, or not', async () => {
    linter.write('ecs/task.json', TASK);
    assert.deepEqual(await rules('.'), LINKED);
    assert.deepEqual(await rules('ecs/service.json'), LINKED);
  });

  test('whatever format either of them is written in', async () => {
    linter.write('ecs/task.yaml', YAML_TASK);
    assert.deepEqual(await rules('.'), LINKED);
    linter.clear();
    linter.write('ecs/service.yml', YAML_SERVICE);
    linter.write('ecs/task.json', TASK);
    assert.deepEqual(await rules('ecs/service.yml'), LINKED);
    linter.clear();
    linter.write('ecs/service.yml', YAML_SERVICE);
    linter.write('ecs/task.yaml', YAML_TASK);
    assert.deepEqual(await rules('ecs/service.yml'), LINKED);
  });

  test('where its encoding is another', async () => {
    linter.write('ecs/task.json', Buffer.from(`\uFEFF${TASK}`, 'utf16le'));
    assert.deepEqual(await rules('.'), LINKED);
  });

  test('but not with one in another folder', async () => {
    linter.write('other/task.json', TASK);
    assert.deepEqual(await rules('.'), []);
  });

  test('but not with what is too large, or is no text', async () => {
    linter.write('ecs/task.json', TASK + ' '.repeat(LARGEST_NEIGHBOUR));
    assert.deepEqual(await rules('ecs/service.json'), []);
    linter.write('ecs/task.json', Buffer.of(0xff, 0, 0xff));
    mkdirSync(join(linter.folder, 'ecs/folder.json'));
    assert.deepEqual(await rules('ecs/service.json'), []);
  });

  test('but not in a folder with too many files', async () => {
    linter.write('ecs/task.json', TASK);
    for (let count = 0; count < MOST_NEIGHBOURS; count++) {
      linter.write(`ecs/${count}.json`, '{}');
    }
    assert.deepEqual(await rules('ecs/service.json'), []);
  });

  test('also in a folder with many files of another format', async () => {
    linter.write('ecs/task.json', TASK);
    for (let count = 0; count <= MOST_NEIGHBOURS; count++) {
      linter.write(`ecs/${count}.yaml`, 'kind: Deployment\n');
    }
    assert.deepEqual(await rules('ecs/service.json'), LINKED);
  });

  test('but not with one that a link leads to', { skip: process.platform === 'win32' }, async () => {
    linter.write('task.json', TASK);
    symlinkSync(join(linter.folder, 'task.json'), join(linter.folder, 'ecs/task.json'));
    assert.deepEqual(await rules('ecs/service.json'), []);
  });
});

suite('a configuration of ecspresso leads to a task definition in another folder', () => {
  const NAMELESS = JSON.stringify({ ...JSON.parse(SERVICE), serviceName: undefined, taskDefinition: undefined });
  const yaml = (service: string, task: string): string => `service_definition: ${service}\ntask_definition: ${task}\n`;
  beforeEach(() => linter.write('ecs/service.json', NAMELESS));

  for (const [where, configuration, task, text] of [
    [
      'from the folder of the service',
      'ecs/ecspresso.yml',
      'tasks/web.json',
      yaml('service.json', '../tasks/web.json'),
    ],
    ['from the folder above', 'ecspresso.yml', 'tasks/web.json', yaml('ecs/service.json', './tasks/web.json')],
    ['in JSON', 'ecspresso.json', 'web.json', '{"service_definition":"ecs/service.json","task_definition":"web.json"}'],
    [
      'in Jsonnet',
      'ecspresso.jsonnet',
      'ecs/web.json',
      "{ service_definition: 'ecs/service.json', task_definition: 'ecs/web.json', }",
    ],
  ] as const) {
    test(where, async () => {
      linter.write(configuration, text);
      linter.write(task, TASK);
      assert.deepEqual(await rules('ecs/service.json'), LINKED);
    });
  }

  test('but not out of the folder in which the linter runs', async () => {
    const outside = new Linter();
    outside.write('task.json', TASK);
    linter.write('ecs/ecspresso.yml', yaml('service.json', `../../${basename(outside.folder)}/task.json`));
    assert.deepEqual(await rules('ecs/service.json'), []);
    linter.write('ecs/ecspresso.yml', yaml('service.json', join(outside.folder, 'task.json')));
    assert.deepEqual(await rules('ecs/service.json'), []);
    outside[Symbol.dispose]();
  });

  test('nor where a link does', { skip: process.platform === 'win32' }, async () => {
    const outside = new Linter();
    outside.write('task.json', TASK);
    symlinkSync(outside.folder, join(linter.folder, 'tasks'));
    linter.write('ecs/ecspresso.yml', yaml('service.json', '../tasks/task.json'));
    assert.deepEqual(await rules('ecs/service.json'), []);
    outside[Symbol.dispose]();
  });

  test('nor to two of them', async () => {
    linter.write('ecs/ecspresso.yml', yaml('service.json', '../tasks/task.json'));
    linter.write('ecspresso.prod.yml', yaml('ecs/service.json', 'prod/task.json'));
    linter.write('tasks/task.json', TASK);
    linter.write('prod/task.json', TASK);
    assert.deepEqual(await rules('ecs/service.json'), []);
  });

  test('where its path is known', async () => {
    linter.write('tasks/task.json', TASK);
    linter.write('ecs/ecspresso.yml', yaml('service.json', '"../{{ must_env `DIR` }}/task.json"'));
    assert.deepEqual(await rules('ecs/service.json'), []);
    linter.write(
      'ecs/ecspresso.yml',
      `region: {{ must_env \`AWS_REGION\` }}\n${yaml('service.json', '../tasks/task.json')}`,
    );
    assert.deepEqual(await rules('ecs/service.json'), LINKED);
  });
});

test('standard input has nothing beside it', async () => {
  linter.write('task.json', TASK);
  const { out } = await linter.run(['-', '--format', 'json'], SERVICE);
  assert.deepEqual(JSON.parse(out), []);
});

test('what needs no choice is fixed in a service, too', async () => {
  linter.write(
    'ecs/task.json',
    TASK.replace('"web"', '"wbe"').replace('}]', ',"portMappings":[{"containerPort":80}]}],"taskRoleArn":"x"'),
  );
  linter.write('ecs/service.json', SERVICE.replace('1,', '"1",'));
  await linter.run(['--fix', 'ecs/service.json']);
  assert.deepEqual(await rules('ecs/service.json'), []);
});
