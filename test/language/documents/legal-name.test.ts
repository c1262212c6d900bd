import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { isName, isPortName, legalName } from '../../../src/language/documents/legal-name.ts';
import { createLanguageService } from '../../../src/language/index.ts';

const service = createLanguageService();

const NAMES = ['a', 'web-1_B', 'Web', '-web', '_', 'my app', 'a.b', 'ä', '', 'a'.repeat(64), 'a'.repeat(65)];
const LONG_NAMES = ['a'.repeat(255), 'a'.repeat(256)];

function taskDefinition({ container = 'old', port = 'old', volume = 'old' }): string {
  return JSON.stringify({
    family: 'web',
    containerDefinitions: [{ name: container, image: 'web', portMappings: [{ containerPort: 80, name: port }] }],
    volumes: [{ name: volume }],
  });
}

function isReported(text: string, rule: string): boolean {
  return service
    .open(text)
    .findings()
    .some((finding) => finding.rule === rule);
}

/** Whether a name that stands in a text after a property can be changed to another. */
function canRename(text: string, before: string, newName: string): boolean {
  return !('reason' in service.open(text).symbols.rename(text.indexOf(before) + before.length, newName));
}

suite('rename takes the names that rules do not report', () => {
  for (const name of [...NAMES, ...LONG_NAMES]) {
    test(`"${name.slice(0, 10)}" of ${name.length} characters`, () => {
      const text = taskDefinition({});
      assert.equal(canRename(text, '"containerDefinitions":[{"name":"', name), isName(name), 'container');
      assert.equal(canRename(text, '"volumes":[{"name":"', name), isName(name), 'volume');
      assert.equal(canRename(text, '"containerPort":80,"name":"', name), isPortName(name), 'port');
      assert.equal(isReported(taskDefinition({ container: name }), 'task/container-name'), !isName(name));
      // A port without a name may be called "".
      assert.equal(isReported(taskDefinition({ port: name }), 'task/port-name'), !isPortName(name) && name !== '');
    });
  }
});

test('the name in place of an illegal one is legal, or there is none', () => {
  for (const name of [...NAMES, ...LONG_NAMES]) {
    const legal = legalName(name);
    assert.ok(legal === undefined || isName(legal), name);
  }
});
