import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createLanguageService } from '../../src/language/index.ts';

const service = createLanguageService();
const many = (count: number, item: (index: number) => object): object[] => Array.from({ length: count }, (_, index) => item(index));

/** A task definition of one container with these properties, or with containers of its own. */
function analyze(container: object, taskDefinition: object = {}): void {
  const containerDefinitions = [{ name: 'app', image: 'nginx', ...container }];
  const text = JSON.stringify({ family: 'web', requiresCompatibilities: ['FARGATE'], cpu: '256', memory: '512', containerDefinitions, ...taskDefinition });
  for (const { fixes } of service.analyze(text).findings.slice(0, 10)) for (const fix of fixes) assert.ok(fix.edits().length > 0);
}

// What is wrong here takes minutes, or hours, where the time grows with the square of the length.
test('a hostile text costs no more than a long one', () => {
  const length = 500_000;
  analyze({}, { cpu: `${'1'.repeat(length)} `, memory: `${'1'.repeat(length)} ` });
  analyze({ name: `a${'-'.repeat(length)}a!` }, { family: `a${'-'.repeat(length)}a!` });
  analyze({ readonlyRootFilesystem: true, mountPoints: [{ sourceVolume: 'data', containerPath: `${'/'.repeat(length)}a` }] });
});

test('very many names cost no more than that', () => {
  const count = 3000;
  analyze({ mountPoints: many(count, (index) => ({ sourceVolume: `w${index}`, containerPath: '/data' })) }, { volumes: many(count, (index) => ({ name: `v${index}` })) });
  const waiting = (target: (index: number) => string) => many(count, (index) => ({ name: `a${index}`, image: 'nginx', dependsOn: [{ containerName: target(index), condition: 'START' }] }));
  analyze({}, { containerDefinitions: waiting((index) => `b${index}`) });
});
