import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createLanguageService } from '../../src/language/index.ts';

const service = createLanguageService();

/** The names on the way to the place that a bar marks. */
function names(marked: string): readonly string[] {
  return service.open(marked.replace('|', '')).namesAt(marked.indexOf('|'));
}

test('a place has the names of what it is in', () => {
  const text = (container: string): string =>
    `{"family": "shop", "containerDefinitions": [{"name": "db"}, ${container}]}`;
  assert.deepEqual(names(text('{"cpu": |1, "name": "web"}')), ['containerDefinitions', 'web', 'cpu']);
  assert.deepEqual(names(text('{|"cpu": 1, "name": "web"}')), ['containerDefinitions', 'web', 'cpu']);
  assert.deepEqual(names(text('{"name": "web", "environment": [{"name": "KEY", "value": |"x"}]}')), [
    ...['containerDefinitions', 'web', 'environment', 'KEY', 'value'],
  ]);
  assert.deepEqual(names(text('{"name": "web", "command": ["a", |"b"]}')), [
    'containerDefinitions',
    'web',
    'command',
    '',
  ]);
  assert.deepEqual(names(text('{"name": 1, "cpu": |1}')), ['containerDefinitions', '', 'cpu']);
  assert.deepEqual(names(text('|{"name": "web"}')), ['containerDefinitions', 'web']);
  assert.deepEqual(names(`|${text('{}')}`), []);
  assert.deepEqual(names('|none of ours'), []);
});
