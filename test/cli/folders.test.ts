import assert from 'node:assert/strict';
import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
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
  const ofService = findings.filter(({ path }) => path.endsWith('service.json'));
  return ofService.map(({ rule }) => rule).sort();
}

suite('a service is checked with the task definition beside it', () => {
  test('whether that is checked, too, or not', async () => {
    linter.write('ecs/task.json', TASK);
    assert.deepEqual(await rules('.'), LINKED);
    assert.deepEqual(await rules('ecs/service.json'), LINKED);
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

  test('but not with one that a link leads to', { skip: process.platform === 'win32' }, async () => {
    linter.write('task.json', TASK);
    symlinkSync(join(linter.folder, 'task.json'), join(linter.folder, 'ecs/task.json'));
    assert.deepEqual(await rules('ecs/service.json'), []);
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
