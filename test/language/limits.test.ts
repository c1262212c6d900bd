import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LONGEST_TEXT } from '../../src/language/api.ts';
import { RECOMMENDED } from '../../src/language/configuration/folder-configuration.ts';
import { LONGEST_CONFIGURATION } from '../../src/language/configuration/read.ts';
import { MOST_FINDINGS } from '../../src/language/finding.ts';
import { createLanguageService, readConfiguration } from '../../src/language/index.ts';
import { applyEdits } from '../../src/language/syntax/edits.ts';
import { LONGEST_HCL } from '../../src/language/syntax/hcl/parse.ts';
import { LONGEST_VALUE } from '../../src/sanitize.ts';
import { english } from '../../src/text.ts';
import { everyFormat } from './every-format.ts';

const service = createLanguageService();
const many = <T>(count: number, item: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => item(index));

function cycleOf(count: number): readonly string[] {
  const containerDefinitions = many(count, (index) => ({
    name: `c${index}`,
    image: 'x',
    dependsOn: [{ containerName: `c${(index + 1) % count}`, condition: 'START' }],
  }));
  const findings = service.open(JSON.stringify({ family: 'web', containerDefinitions })).findings();
  return findings.filter(({ rule }) => rule === 'task/dependency-cycle').map(({ message }) => english(message));
}

test('of a long cycle, a few containers are named', () => {
  assert.deepEqual(cycleOf(3), ['These containers wait for each other: "c0", "c1", "c2".']);
  assert.deepEqual(cycleOf(8293), ['8293 containers wait for each other: "c0", "c1", "c2" … "c8292".']);
});

test('a Terraform file of the greatest length is checked, and of a longer one it is said that it is not', () => {
  const role = 'resource "aws_iam_role" "x" {}\n';
  const text = 'resource "aws_ecs_task_definition" "x" {\n  family = "web"\n  cpu = "x"\n}\n';
  const told = (words: string): string[] =>
    everyFormat
      .open(words, undefined, 'hcl')
      .findings()
      .map(({ rule, message }) => `${rule}: ${english(message)}`);
  const longest = told(text.padEnd(LONGEST_HCL));
  assert.ok(longest.length > 0 && longest.every((each) => !each.startsWith('config/limit')), longest.join('\n'));
  for (const length of [LONGEST_HCL, LONGEST_TEXT]) {
    assert.deepEqual(told(text.padEnd(length + 1)), [
      'config/limit: This file is not checked: it is longer than 512 KiB. Split it into smaller files.',
    ]);
    assert.deepEqual(told(role.padEnd(length + 1)), []);
  }
});

test('of very many findings, the worst are told, and how many there are besides', () => {
  const advised = many(2 * MOST_FINDINGS, (index) => ({ name: `c${index}`, image: 'x', memory: 8, essential: true }));
  const text = JSON.stringify({
    family: 'web',
    taskRoleArn: 'x',
    containerDefinitions: [...advised, { name: 'last', image: 'x', memory: 'x', readonlyRootFilesystem: true }],
  });
  const findings = service.open(text).findings();
  assert.equal(findings.length, MOST_FINDINGS + 1);
  const [first, ...others] = findings;
  assert.equal(first?.rule, 'config/limit');
  assert.match(english(first.message), /^5\d\d more findings are not shown/);
  for (const rule of ['exec/readonly-root-filesystem', 'task/wrong-type', 'task/container-count']) {
    assert.ok(
      others.some((finding) => finding.rule === rule),
      rule,
    );
  }
  const places = others.map(({ range }) => range.start);
  assert.deepEqual(
    places,
    places.toSorted((a, b) => a - b),
  );
});

test('all that can be mended is mended, also what is not shown', () => {
  const text = JSON.stringify({
    family: 'web',
    taskRoleArn: 'x',
    containerDefinitions: many(3 * MOST_FINDINGS, (index) => ({ name: `c${index}`, image: 'x', memory: '128' })),
  });
  const mended = applyEdits(text, service.open(text).fixAll());
  assert.equal(mended.match(/"memory":128\b/g)?.length, 3 * MOST_FINDINGS);
});

test('a long value is cut where it is quoted, and not within a character', () => {
  const name = `${'n'.repeat(LONGEST_VALUE - 1)}😀${'n'.repeat(LONGEST_VALUE)}`;
  const text = JSON.stringify({
    family: 'web',
    taskRoleArn: 'x',
    containerDefinitions: [
      { name, image: 'x', memory: 8, [name]: 1, dependsOn: [{ containerName: name, condition: 'START' }] },
    ],
  });
  const findings = service.open(text).findings();
  assert.ok(findings.length > 3);
  for (const { message, fixes } of findings) {
    for (const sentence of [message, ...fixes.map(({ title }) => title)]) {
      assert.ok(english(sentence).length < 200 + 2 * LONGEST_VALUE);
    }
    assert.doesNotMatch(english(message), /[\ud800-\udbff](?![\udc00-\udfff])/);
  }
});

test('a configuration that is too long is not read, which is said', () => {
  const text = '{ "rules": { "exec/pid-mode": "off" } }';
  assert.equal(readConfiguration(text.padEnd(LONGEST_CONFIGURATION)).configuration.levels.size, 1);
  const { configuration, findings } = readConfiguration(text.padEnd(LONGEST_CONFIGURATION + 1));
  assert.deepEqual(configuration, RECOMMENDED);
  assert.deepEqual(
    findings.map(({ severity, message }) => `${severity} ${english(message)}`),
    ['error This configuration is not read: it is longer than 256 KiB.'],
  );
});

test('a configuration of very many mistakes has as many findings as any text', () => {
  const rules = Object.fromEntries(many(5000, (index) => [`exec/pid-mod${index}`, 'off']));
  assert.equal(readConfiguration(JSON.stringify({ rules })).findings.length, MOST_FINDINGS + 1);
});
