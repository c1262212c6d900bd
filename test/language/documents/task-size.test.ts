import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { cpuUnits, mebibytes, taskCpu, taskMemory } from '../../../src/language/documents/task-size.ts';
import { createLanguageService } from '../../../src/language/index.ts';
import { json as syntax } from '../../../src/language/syntax/json/index.ts';
import type { Value } from '../../../src/language/syntax/value.ts';

function written(json: string): Value {
  return (syntax.parse(`{"size": ${json}}`) ?? assert.fail()).get('size');
}

test('CPU in units and in vCPUs', () => {
  for (const json of ['"512"', '512', '".5 vCPU"', '"0.5 vcpu"', '"0.50VCPU"']) {
    assert.equal(cpuUnits(written(json)), 512, json);
  }
  assert.equal(cpuUnits(written('"32 vCPU"')), 32768);
});

test('memory in MiB and in GB', () => {
  for (const json of ['"1536"', '1536', '"1.5 GB"', '"1.5GB"', '"1.5 gb"']) {
    assert.equal(mebibytes(written(json)), 1536, json);
  }
});

test('what ECS cannot read, and is certain all the same, is known', () => {
  assert.deepEqual(taskCpu(written('".5 vcpus"')), { amount: 512, isValid: false, meant: '0.5 vCPU' });
  assert.deepEqual(taskMemory(written('"512 MiB"')), { amount: 512, isValid: false, meant: '512' });
  assert.deepEqual(taskMemory(written('"1.5Gi"')), { amount: 1536, isValid: false, meant: '1.5 GB' });
});

test('what is likely to be meant is no amount yet', () => {
  const meant = (json: string) => [taskCpu(written(json)), taskMemory(written(json))].map((amount) => amount?.meant);
  assert.deepEqual(meant('"0.5"'), ['0.5 vCPU', '0.5 GB']);
  assert.deepEqual(meant('"500m"'), ['0.5 vCPU', '500']);
  assert.deepEqual(meant('"256m"'), ['256', '256']);
  assert.deepEqual(meant('"2 cores"'), ['2 vCPU', undefined]);
  assert.deepEqual(meant('"1G"'), [undefined, '1 GB']);
  assert.deepEqual(meant('"2048.5"'), [undefined, undefined]);
  assert.equal(taskCpu(written('"0.5"'))?.amount, undefined);
});

test('nothing, and less, is none', () => {
  for (const json of ['"0"', '0', '"-512"', '-512', '1.5', '"1e3"', '"1,024"']) {
    assert.equal(taskCpu(written(json))?.isValid, false, json);
    assert.equal(taskMemory(written(json))?.isValid, false, json);
  }
});

test('a word, which a script may replace, is not looked at', () => {
  for (const json of ['"TASK_CPU"', '"${cpu}"', '" 512"', '"512 "', '""', 'null', '{}']) {
    const amount = taskCpu(written(json));
    assert.ok(amount === undefined || amount.isValid, json);
  }
});

test('what is written in another way is not known', () => {
  for (const json of [
    '""',
    '"vCPU"',
    '"1 GB"',
    '"1,5 vCPU"',
    '"-1"',
    '"1 vCPU s"',
    '"${cpu}"',
    '"$CPU"',
    'null',
    'true',
    '{}',
  ]) {
    assert.equal(cpuUnits(written(json)), undefined, json);
  }
  assert.equal(mebibytes(written('"512 MB"')), undefined);
});

test('digits without end get their answer at once', () => {
  const digits = written(`"${'1'.repeat(1_000_000)} "`);
  assert.equal(cpuUnits(digits), undefined);
  assert.equal(mebibytes(digits), undefined);
});

/** The rows of the table in the rule's page: CPU, memory, and whether Windows has it. */
const rows = [
  ...readFileSync(new URL('../../../docs/rules/task/fargate-size.md', import.meta.url), 'utf8').matchAll(
    /^\| (\d+) \(.+\) \| (.+) \| (yes|no) \|$/gm,
  ),
];

function hasFinding(cpu: number, memory: number, family: string): boolean {
  const document = {
    family: 'web',
    requiresCompatibilities: ['FARGATE'],
    cpu: `${cpu}`,
    memory: `${memory}`,
    runtimePlatform: { operatingSystemFamily: family },
    containerDefinitions: [],
  };
  return createLanguageService()
    .open(JSON.stringify(document))
    .findings()
    .some(({ rule }) => rule === 'task/fargate-size');
}

test('Fargate has the sizes in the table of the page, and no others', () => {
  assert.equal(rows.length, 8);
  for (const [, cpu, memory = '', windows] of rows) {
    const [from = 0, to = 0, step = 0] = memory.match(/\d+/g)?.map(Number) ?? [];
    const sizes = new Set(
      memory.includes('steps')
        ? Array.from({ length: (to - from) / step + 1 }, (_, index) => from + index * step)
        : memory.split(', ').map(Number),
    );
    for (const mebi of [...sizes, ...[...sizes].flatMap((size) => [size - 512, size + 512]), 256]) {
      assert.equal(hasFinding(Number(cpu), mebi, 'LINUX'), !sizes.has(mebi), `${cpu} ${mebi}`);
    }
    for (const mebi of sizes) {
      assert.equal(
        hasFinding(Number(cpu), mebi, 'WINDOWS_SERVER_2022_CORE'),
        windows === 'no',
        `${cpu} ${mebi} on Windows`,
      );
    }
  }
});
