import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { suite, test } from 'node:test';
import { applyEdits } from '../../../src/language/syntax/edits.ts';
import { describeFindings, markFixture, readFixture } from '../fixture.ts';
import { service } from './template.ts';

const FIXTURE = new URL('../../fixtures/language/notation/two-task-definitions.jsonc', import.meta.url);
const FIXED = new URL('../../fixtures/language/notation/two-task-definitions.fixed.jsonc', import.meta.url);
/** As in fixtures.test.ts. */
const UPDATE = process.env['UPDATE_FIXTURES'] === '1';

const source = readFileSync(FIXTURE, 'utf8');
const { text, expected } = readFixture(source);
const opened = service.open(text);

/** Which of the strings that are a name are renamed with one of them. */
function renamedAt(name: string, occurrence: number): readonly number[] {
  const places = Array.from(text.matchAll(new RegExp(`"${name}"`, 'g')), ({ index }) => index + 1);
  const edits = opened.symbols.rename(places[occurrence] ?? -1, 'front');
  return 'reason' in edits ? assert.fail() : edits.map(({ start }) => places.indexOf(start));
}

suite('a template with two task definitions, in a notation that no rule knows', () => {
  test('both are subjects, and nothing else is', () => {
    assert.deepEqual(
      opened.subjects.map(({ kind, origin, isWhole }) => [kind, origin, isWhole]),
      [
        ['task-definition', 'template', true],
        ['task-definition', 'template', true],
      ],
    );
  });

  test('rules find what is wrong in one, and nothing in the other', () => {
    const findings = opened.findings();
    if (UPDATE) {
      writeFileSync(FIXTURE, markFixture(source, findings));
      return;
    }
    assert.deepEqual(describeFindings(text, findings), expected, FIXTURE.pathname);
    assert.ok(new Set(findings.map(({ rule }) => rule)).size >= 10);
  });

  test('"fix all" writes as the template does', () => {
    const fixed = applyEdits(text, opened.fixAll());
    if (UPDATE) {
      writeFileSync(FIXED, fixed);
    }
    assert.equal(fixed, existsSync(FIXED) ? readFileSync(FIXED, 'utf8') : undefined, FIXED.pathname);
  });

  test('sentences name properties as the template writes them', () => {
    const names = opened
      .findings()
      .flatMap(({ message }) => Object.entries(message.values))
      .filter(([name]) => name.startsWith('.'));
    assert.ok(names.length >= 5);
    for (const [name, value] of names) {
      assert.match(typeof value === 'string' ? value : '', /^[A-Z]/, name);
    }
  });

  test('a comment silences a rule in the line after it', () => {
    const finding = opened.findings().find(({ rule }) => rule === 'exec/readonly-root-filesystem') ?? assert.fail();
    const edits = opened.suppress(finding, true) ?? assert.fail();
    const left = service.open(applyEdits(text, edits)).findings();
    assert.equal(left.length, opened.findings().length - 1);
    assert.ok(left.every(({ rule }) => rule !== finding.rule));
  });

  test('a container is renamed in its own task definition only', () => {
    assert.deepEqual(renamedAt('web', 0), [0, 1]);
    assert.deepEqual(renamedAt('web', 2), [2]);
  });

  test('a name is completed from its own task definition', () => {
    const at = text.indexOf('"ContainerName": "web"') + '"ContainerName": "'.length;
    assert.deepEqual(
      opened.symbols.completions(at).map(({ name }) => name),
      ['web'],
    );
  });

  test('a hover knows a property by its own name', () => {
    const at = text.indexOf('"ReadonlyRootFilesystem"') + 1;
    assert.ok((opened.hover(at)?.contents.length ?? 0) > 0);
  });
});
