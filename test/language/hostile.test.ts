import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createLanguageService } from '../../src/language/index.ts';

const service = createLanguageService();
const many = (count: number, item: (index: number) => object): object[] =>
  Array.from({ length: count }, (_, index) => item(index));

/** A task definition of one container with these properties, or with containers of its own. */
function analyze(container: object, taskDefinition: object = {}): void {
  const containerDefinitions = [{ name: 'app', image: 'nginx', ...container }];
  const text = JSON.stringify({
    family: 'web',
    requiresCompatibilities: ['FARGATE'],
    cpu: '256',
    memory: '512',
    containerDefinitions,
    ...taskDefinition,
  });
  for (const { fixes } of service.open(text).findings().slice(0, 10)) {
    for (const fix of fixes) {
      assert.ok(fix.edits().length > 0);
    }
  }
}

// What is wrong here takes minutes, or hours, where the time grows with the square of the length.
test('a hostile text costs no more than a long one', () => {
  const length = 500_000;
  analyze({}, { cpu: `${'1'.repeat(length)} `, memory: `${'1'.repeat(length)} ` });
  analyze({ name: `a${'-'.repeat(length)}a!` }, { family: `a${'-'.repeat(length)}a!` });
  analyze({
    readonlyRootFilesystem: true,
    mountPoints: [{ sourceVolume: 'data', containerPath: `${'/'.repeat(length)}a` }],
  });
});

// Where an expression can match in many ways, it tries all of them before it gives up.
test('a string that nearly matches costs no more than a long one', () => {
  const length = 500_000;
  const long = (text: string): string => text.repeat(length);
  analyze({
    environmentFiles: [
      { type: 's3', value: `s3://${long('/')}\n` },
      { type: 's3', value: `s3://${long('a/')}\n` },
    ],
  });
  analyze(
    {},
    { taskRoleArn: `arn:aws:iam::${long('a')}\n\n:role/x`, executionRoleArn: `arn:aws${long('-a')}1:iam::1:role/x` },
  );
  analyze({
    secrets: [
      { name: 'A', valueFrom: `${long('a')}\n` },
      { name: 'B', valueFrom: `arn:aws:ssm:eu-west-1:${long('1')}\n\n:parameter/x` },
    ],
  });
  analyze({
    image: `${long('1')}.dkr.ecr.${long('a.')}\n`,
    healthCheck: { command: [`CMD${long(' ')}`, `CMD-SHELL${long(' ')},`] },
  });
  analyze({
    portMappings: [{ containerPortRange: `${long('1')}-${long('1')}` }],
    systemControls: [{ namespace: `kernel.${long('shm')}`, value: '1' }],
  });
  analyze({
    environment: [
      { name: 'HTTP_PROXY', value: 'x' },
      { name: 'no_proxy', value: long('1.') + long(', ') + long('*.') },
    ],
  });
  analyze({ command: [long('__a'), long('$('), long('<a'), long('@a'), long('%A'), long('{'), long('__a__b')] });
  analyze({ [`${long('-')}x`]: 1 }, { family: `${long(' ')}x` });
});

test('very many names cost no more than that', () => {
  const count = 3000;
  analyze(
    { mountPoints: many(count, (index) => ({ sourceVolume: `w${index}`, containerPath: '/data' })) },
    { volumes: many(count, (index) => ({ name: `v${index}` })) },
  );
  const waiting = (target: (index: number) => string) =>
    many(count, (index) => ({
      name: `a${index}`,
      image: 'nginx',
      dependsOn: [{ containerName: target(index), condition: 'START' }],
    }));
  analyze({}, { containerDefinitions: waiting((index) => `b${index}`) });
});

test('a policy with a string that nearly matches costs no more than a long one', () => {
  const length = 100_000;
  const long = (text: string): string => text.repeat(length);
  const check = (statement: object): void => {
    const text = JSON.stringify({ Statement: [{ Effect: 'Allow', Resource: '*', ...statement }] });
    const opened = service.open(text);
    assert.deepEqual(
      opened.subjects.map(({ kind }) => kind),
      ['policy'],
    );
    for (const { fixes } of opened.findings().slice(0, 10)) {
      for (const fix of fixes) {
        assert.ok(fix.edits().length > 0);
      }
    }
    opened.hover(text.indexOf('ecs:'));
  };
  const actions = ['ecs:ExecuteCommand', 'ssm:StartSession', 'kms:Decrypt', 'logs:PutLogEvents'];
  for (const resource of [
    `arn:aws:ecs:::${long(':task/')}`,
    `arn:aws:ecs:::${long(':cluster/a')}/`,
    `arn:aws:ecs:::cluster/${long('a')}/`,
    `arn:aws:kms:::${long(':alias/')}`,
    `arn:aws:logs:::log-group:${long('-')}:`,
    `arn:${long(':')}`,
    `${long('cluster-name')}x`,
    long('${aws:'),
    long('${a'),
    long('__a'),
    long('{'),
  ]) {
    check({ Action: actions, Resource: resource });
  }
  for (const action of [long('*a'), `ecs:${long('*e')}`, `ecs:${long('?')}*`, `${long('e*')}:x`, `ecs:${long('-')}`]) {
    check({ Action: ['ecs:ExecuteCommand', action] });
  }
  check({
    Action: actions,
    Condition: {
      [`ForAnyValue:${long('string')}Not`]: { 'ecs:task': long('*') },
      [`${long('for')}:Bool`]: { 'ecs:enable-execute-command': long('true') },
      StringLike: { [`ssm:resourceTag/${long('/')}`]: 'x', [`ecs:${long('ta')}sk`]: 'x' },
    },
  });
});
