import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import fc from 'fast-check';
import { applyEdits } from '../../src/language/syntax/edits.ts';
import type { Value } from '../../src/language/syntax/value.ts';
import { runs } from '../support/properties.ts';
import { readFixture } from './fixture.ts';
import { mutated } from './mutations.ts';
import { CLOUDFORMATION_YAML, yaml } from './notation/mirrors.ts';
import { createCheck } from './robustness.ts';
import { all } from './syntax/changes.ts';

const FIXTURES = new URL('../fixtures/language/', import.meta.url);
/** Real templates, which the repository does not hold. */
const CORPUS = new URL('../../../shared/corpus-iac/', import.meta.url);

function textsIn(root: URL, pattern: string): string[] {
  return globSync(pattern, { cwd: root }).map((path) => readFileSync(new URL(path, root), 'utf8'));
}

const service = CLOUDFORMATION_YAML.service;
const documents = textsIn(FIXTURES, 'documents/*.yaml').map((text) => readFixture(text).text);
const shapes = [...documents, ...documents.map((document) => document.replaceAll('\n', '\r\n'))];

const check = createCheck({
  open: (text) => service.open(text),
  isWhole: (text) => yaml.parse(text)?.source.complete === true,
});

/** What an unlucky hand puts into a template. */
const JUNK = [
  ...[
    ':',
    ' : ',
    '- ',
    '-',
    '\n',
    '\r\n',
    '\t',
    '  ',
    '\n\n',
    '#',
    ' # x',
    '"',
    "'",
    '|\n',
    '>-\n',
    '{',
    '}',
    '[',
    ']',
  ],
  ...[',', '&a ', '*a', '<<: *a\n', '!Ref ', '!Sub ', '!If [A, ', '!Nope ', '? ', '---\n', '...\n', '%', '@', '\0'],
  ...['\uFEFF', '~', 'null', 'yes', '012', '12:30', '{{ x }}', '{% if x %}\n', '${x}', '!Ref AWS::NoValue', '[]'],
  ...['{}', 'Fn::Transform: x\n', 'Fn::If:\n', 'Name: x\n', 'Image: ', 'Type: AWS::ECS::Service\n', '- Name: y\n'],
];

/** What stands in the place of a value. */
const VALUES = [
  ...['null', '~', '0', '-1.5', 'app', '""', '"${x}"', 'yes', 'false', '[]', '{}', '[~]', '[FARGATE]', '{Name: app}'],
  ...['[{ContainerPath: /var}]', '!Ref X', '!Ref AWS::NoValue', '!If [A, 1, x]', '!If [B, !Ref AWS::NoValue, [a]]'],
  ...['!If [A, !If [B, {Name: x}, 256], 512]', '{"Fn::If": [C, true, false]}', '*a', '|-\n                  x'],
];

/** A document with some of its values replaced by others. */
const withOtherValues = (texts: readonly string[]): fc.Arbitrary<string> =>
  fc
    .tuple(
      fc.constantFrom(...texts),
      fc.array(fc.tuple(fc.nat(), fc.constantFrom(...VALUES)), { minLength: 1, maxLength: 4 }),
    )
    .map(([document, replaced]) =>
      replaced.reduce((text, [index, value]) => {
        const values = all(yaml.parse(text) ?? assert.fail()).filter(isPlain);
        const { start, end } = values[index % values.length] ?? assert.fail();
        return applyEdits(text, [{ start, end, text: value }]);
      }, document),
    );

function isPlain({ kind, children, key, start }: Value): boolean {
  return kind !== 'null' && children.length === 0 && key?.start !== start;
}

test('half-typed and broken YAML: no throw, no finding out of range, no fix that breaks or misses', () => {
  fc.assert(fc.property(mutated(shapes, 4, JUNK), check), runs(100));
});

test('values of any type anywhere in YAML: the same', () => {
  fc.assert(fc.property(withOtherValues(shapes), check), runs(100));
});

test('cut off after each character, a template never has a finding that it has not when it is whole', () => {
  for (const document of documents) {
    const keysOf = (text: string): readonly string[] =>
      service
        .open(text)
        .findings()
        .map(({ rule }) => rule);
    const whole = new Set(keysOf(document));
    for (let length = 0; length < document.length; length += 7) {
      const text = document.slice(0, length);
      // What is cut off where a line ends is whole.
      if (yaml.parse(text)?.source.complete === false) {
        assert.deepEqual(
          keysOf(text).filter((key) => !whole.has(key)),
          [],
          text,
        );
      }
    }
  }
});

test('real templates, as they are and mutated', { skip: existsSync(CORPUS) ? false : 'the corpus is not here' }, () => {
  const corpus = textsIn(CORPUS, '{cloudformation,yaml-task-definitions}/*.{yml,yaml,template}');
  assert.ok(corpus.length > 25);
  for (const document of corpus) {
    check(document);
  }
  fc.assert(fc.property(mutated(corpus, 4, JUNK), check), runs(20));
  fc.assert(fc.property(withOtherValues(corpus), check), runs(20));
});
