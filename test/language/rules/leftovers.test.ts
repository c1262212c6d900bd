import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { createLanguageService, readConfiguration } from '../../../src/language/index.ts';
import { english } from '../../../src/text.ts';

const TEXT = `{
  "taskRoleArn": null,
  "family": "web",
  "containerDefinitions": [{ "name": "app", "image": "nginx", "entryPoint": ["sh", null], "user": null }],
  "revision": 7,
  "requiresAttributes": [{ "name": "ecs.capability.task-eni", "unknown": 1 }]
}`;

function found(text: string, rules = {}) {
  const { configuration } = readConfiguration(JSON.stringify({ rules }));
  return createLanguageService()
    .open(text)
    .findings(configuration)
    .filter(({ rule }) => rule === 'task/leftovers');
}

suite('what is left over from ECS in a task definition', () => {
  test('is one finding, on the first, that tells all places in order', () => {
    const [finding, ...more] = found(TEXT);
    assert.deepEqual(more, []);
    assert.ok(finding);
    assert.equal(TEXT.slice(finding.range.start, finding.range.end), 'null');
    assert.deepEqual(
      finding.unnecessary.map(({ start, end }) => TEXT.slice(start, end)),
      [
        '"taskRoleArn": null',
        'null',
        '"user": null',
        '"revision": 7',
        '"requiresAttributes": [{ "name": "ecs.capability.task-eni", "unknown": 1 }]',
      ],
    );
    assert.match(english(finding.message), /null \(here: 3\).*only ECS sets \(here: 2\)/);
  });

  test('is as bad as a configuration says, by the old names of the rule too', () => {
    assert.equal(found(TEXT)[0]?.severity, 'information');
    assert.equal(found(TEXT, { 'task/leftovers': 'error' })[0]?.severity, 'error');
    assert.equal(found(TEXT, { 'task/read-only-property': 'warning' })[0]?.severity, 'warning');
    assert.deepEqual(found(TEXT, { 'task/null-value': 'off' }), []);
  });

  test('is heard of while one of the old names asks for it', () => {
    for (const rules of [
      { 'task/null-value': 'off', 'task/read-only-property': 'warning' },
      { 'task/read-only-property': 'warning', 'task/null-value': 'off' },
    ]) {
      assert.equal(found(TEXT, rules)[0]?.severity, 'warning');
    }
  });

  test('other findings have no such places', () => {
    const others = createLanguageService()
      .open(TEXT)
      .findings()
      .filter(({ rule }) => rule !== 'task/leftovers');
    assert.ok(others.length > 0);
    assert.ok(others.every(({ unnecessary }) => unnecessary.length === 0));
    assert.ok(!others.some(({ rule }) => rule === 'task/unknown-property'));
  });
});
