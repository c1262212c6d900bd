import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hasPlaceholder } from '../../../src/language/syntax/placeholder.ts';

test('what tools put a value for is a placeholder', () => {
  const texts = [
    '${tag}',
    '%{ if x }',
    '{{ must_env `TAG` }}',
    '{% if x %}',
    '<%= tag %>',
    '#{tag}#',
    '$TAG',
    '<IMAGE1_NAME>',
    '<image-tag>',
    '%TAG%',
    '$(TAG)',
    '$(Build.BuildId)',
    '@TAG@',
    '@project.version@',
    '@@TAG@@',
    '__TAG__',
    '__image_tag__',
    'nginx:__TAG__',
    'arn:aws:iam::__ACCOUNT__:role/web',
    'web-__ENV__-app',
  ];
  for (const text of texts) {
    assert.ok(hasPlaceholder(text), text);
  }
});

test('what only looks like one is a string', () => {
  const texts = [
    '',
    'nginx:1',
    '$schema',
    'a < b > c',
    '100%',
    '{}',
    'Logging__LogLevel__Default',
    'a__b',
    '__',
    '____',
    'nginx@sha256:0123',
    'me@example.com',
    '$(',
    '$(date +%F)',
    '@',
  ];
  for (const text of texts) {
    assert.ok(!hasPlaceholder(text), text);
  }
});
