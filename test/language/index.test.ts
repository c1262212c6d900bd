import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { suite, test } from 'node:test';
import { type Finding, LONGEST_TEXT } from '../../src/language/api.ts';
import { createLanguageService } from '../../src/language/index.ts';
import { applyEdits } from '../../src/language/syntax/edits.ts';
import { english } from '../../src/text.ts';
import { readFixture } from './fixture.ts';

const service = createLanguageService();
const commented = readFixture(
  readFileSync(new URL('../fixtures/language/documents/codedeploy-commented.jsonc', import.meta.url), 'utf8'),
).text;

function fixed(text: string): string {
  return applyEdits(text, service.open(text).fixAll());
}

/** Of one rule, so that others can come and go. */
function initProcess(text: string): readonly Finding[] {
  return service
    .open(text)
    .findings()
    .filter(({ rule }) => rule === 'exec/init-process');
}

suite('analyze', () => {
  test('checks a text of the greatest length, and no longer one', () => {
    const document = '{"family": "web", "containerDefinitions": [{"name": "app", "image": "nginx"}]}';
    assert.equal(initProcess(document.padEnd(LONGEST_TEXT)).length, 1);
    const opened = service.open(document.padEnd(LONGEST_TEXT + 1));
    const findings = opened.findings();
    assert.deepEqual(opened.subjects, []);
    assert.deepEqual(
      findings.map(({ rule, severity, message }) => `${severity} ${rule}: ${english(message)}`),
      ['information config/limit: This file is not checked: it is longer than 2 MiB, and ECS takes 64 KiB.'],
    );
    assert.deepEqual(service.open('{}'.padEnd(LONGEST_TEXT + 1)).findings(), []);
    assert.deepEqual(service.open(document.padEnd(LONGEST_TEXT + 1)).fixAll(), []);
  });

  test('gives findings in the order of their places, each with a link', () => {
    const findings = service.open(commented).findings();
    const starts = findings.map(({ range }) => range.start);
    assert.ok(starts.length > 1);
    assert.deepEqual(
      starts,
      starts.toSorted((a, b) => a - b),
    );
    for (const { rule, documentation } of findings) {
      assert.equal(documentation, `https://github.com/ecs-exec/ecs-exec/blob/main/docs/rules/${rule}.md`);
    }
  });

  test('counts in UTF-16 code units, and from before a byte order mark', () => {
    const text = '\uFEFF{"family": "🐳", "containerDefinitions": [{"name": "🐋", "image": "nginx"}]}';
    const [finding, ...more] = initProcess(text);
    assert.deepEqual(more, []);
    assert.equal(text.slice(finding?.range.start, finding?.range.end), '"🐋"');
  });

  test('finds and mends the same with a byte order mark as without one, a place further on', () => {
    const marked = `\uFEFF${commented}`;
    const places = (text: string) =>
      service
        .open(text)
        .findings()
        .map(({ rule, range }) => ({ rule, ...range }));
    assert.deepEqual(
      places(marked),
      places(commented).map(({ rule, start, end }) => ({ rule, start: start + 1, end: end + 1 })),
    );
    assert.equal(fixed(marked), `\uFEFF${fixed(commented)}`);
  });

  test('offers no fix beside a syntax error: the list that is not closed seems to hold what comes after it', () => {
    const text =
      '{"family": "web", "networkMode": "awsvpc", "containerDefinitions": [{"name": "app", "image": ' +
      '"nginx", "extraHosts": [ "cpu": 1}]}';
    const fixes = (document: string) =>
      service
        .open(document)
        .findings()
        .filter(({ rule }) => rule === 'task/network-settings')
        .map((finding) => finding.fixes.length);
    assert.deepEqual(fixes(text), [0]);
    assert.deepEqual(fixes(text.replace('[ ', '[{}], ')), [1]);
  });

  test('a text of another encoding, read as if it were UTF-8, is none of ours', () => {
    const utf16 = Buffer.from('\uFEFF{"family": "web", "containerDefinitions": []}', 'utf16le');
    assert.equal(service.open(utf16.toString('utf8')).subjects[0]?.kind, undefined);
    assert.equal(service.open(utf16.toString('utf16le')).subjects[0]?.kind, 'task-definition');
  });
});

suite('fix all', () => {
  test('keeps the line endings', () => {
    const crlf = commented.replaceAll('\n', '\r\n');
    assert.notEqual(fixed(commented), commented);
    assert.equal(fixed(crlf), fixed(commented).replaceAll('\n', '\r\n'));
  });

  test('leaves alone what is a choice', () => {
    const text =
      '{"family": "web", "containerDefinitions": [{"name": "a", "image": "b", "memory": "128", ' +
      '"readonlyRootFilesystem": true}]}';
    assert.ok(
      service
        .open(text)
        .findings()
        .some(({ rule }) => rule === 'exec/readonly-root-filesystem'),
    );
    assert.match(fixed(text), /"memory": 128,/);
    assert.match(fixed(text), /"readonlyRootFilesystem": true/);
    assert.doesNotMatch(fixed(text), /initProcessEnabled/);
  });
});
