import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { LONGEST_TEXT } from '../../src/language/api.ts';
import { createLanguageService } from '../../src/language/index.ts';
import { applyEdits } from '../../src/language/syntax/edits.ts';
import { readFixture } from './fixture.ts';

const service = createLanguageService();
const commented = readFixture(readFileSync(new URL('../fixtures/language/documents/codedeploy-commented.jsonc', import.meta.url), 'utf8')).text;

function fixed(text: string, group?: string): string {
  return applyEdits(text, service.fixAll(text, group));
}

describe('analyze', () => {
  test('checks a text of the greatest length, and no longer one', () => {
    const document = '{"family": "web", "taskRoleArn": "web", "containerDefinitions": [{"name": "app", "image": "nginx"}]}';
    assert.equal(service.analyze(document.padEnd(LONGEST_TEXT)).findings.length, 2);
    assert.deepEqual(service.analyze(document.padEnd(LONGEST_TEXT + 1)), { kind: undefined, findings: [] });
    assert.deepEqual(service.fixAll(document.padEnd(LONGEST_TEXT + 1)), []);
  });

  test('gives findings in the order of their places, each with a link', () => {
    const { findings } = service.analyze(commented);
    const starts = findings.map(({ range }) => range.start);
    assert.deepEqual(starts, starts.toSorted((a, b) => a - b));
    assert.deepEqual(findings.map(({ documentation }) => documentation), [
      'https://github.com/ecs-exec/ecs-exec/blob/main/docs/rules/exec/task-role.md',
      'https://github.com/ecs-exec/ecs-exec/blob/main/docs/rules/exec/network-mode.md',
      'https://github.com/ecs-exec/ecs-exec/blob/main/docs/rules/exec/init-process.md',
    ]);
  });

  test('counts in UTF-16 code units, and from before a byte order mark', () => {
    const text = '\uFEFF{"family": "🐳", "taskRoleArn": "🐳", "containerDefinitions": [{"name": "🐋", "image": "nginx"}]}';
    const places = service.analyze(text).findings.map(({ range }) => text.slice(range.start, range.end));
    assert.deepEqual(places, ['"🐳"', '"🐋"']);
  });

  test('a text of another encoding, read as if it were UTF-8, is none of ours', () => {
    const utf16 = Buffer.from('\uFEFF{"family": "web", "containerDefinitions": []}', 'utf16le');
    assert.equal(service.analyze(utf16.toString('utf8')).kind, undefined);
    assert.equal(service.analyze(utf16.toString('utf16le')).kind, 'task-definition');
  });
});

describe('fix all', () => {
  test('applies to one group of rules when asked to', () => {
    assert.notEqual(fixed(commented, 'exec'), commented);
    assert.equal(fixed(commented, 'exec'), fixed(commented));
    assert.equal(fixed(commented, 'task'), commented);
    assert.equal(fixed(commented, 'ex'), commented);
  });

  test('keeps the line endings', () => {
    const crlf = commented.replaceAll('\n', '\r\n');
    assert.equal(fixed(crlf), fixed(commented).replaceAll('\n', '\r\n'));
  });

  test('leaves alone what is a choice', () => {
    const text = '{"family": "web", "taskRoleArn": "web", "networkMode": "host", "containerDefinitions": [{"name": "a", "image": "b", "readonlyRootFilesystem": true, "linuxParameters": {"initProcessEnabled": true}}]}';
    assert.equal(service.analyze(text).findings.length, 2);
    assert.deepEqual(service.fixAll(text), []);
  });
});
