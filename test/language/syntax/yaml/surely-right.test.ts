import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { suite, test } from 'node:test';
import fc from 'fast-check';
import { Composer, type CST, Parser } from 'yaml';
import { CLOUDFORMATION_TAGS } from '../../../../src/language/notation/cloudformation.ts';
import { isSurelyRight } from '../../../../src/language/syntax/yaml/surely-right.ts';
import { declared } from '../../../../src/language/syntax/yaml/tags.ts';
import { runs } from '../../../support/properties.ts';
import { readFixture } from '../../fixture.ts';
import { mutated } from '../../mutations.ts';

const FIXTURES = new URL('../../../fixtures/language/', import.meta.url);
const documents = globSync('documents/*.yaml', { cwd: FIXTURES }).map(
  (path) => readFixture(readFileSync(new URL(path, FIXTURES), 'utf8')).text,
);

function tokensOf(text: string): readonly CST.Token[] {
  return [...new Parser().parse(text)];
}

/** What the package that reads YAML finds wrong. */
function mistakesIn(tokens: readonly CST.Token[]): readonly string[] {
  const composer = new Composer({
    schema: 'failsafe',
    customTags: declared(CLOUDFORMATION_TAGS),
    uniqueKeys: false,
    prettyErrors: false,
  });
  return Array.from(composer.compose(tokens)).flatMap(({ errors }) => errors.map(({ message }) => message));
}

const RIGHT = [
  'a: 1',
  '# c\na: 1 # d\n\n# e\nb:\n  c:\n',
  '---\na: 1\n',
  'a: \'it\'\'s\'\n"b": "\\u00e4\\n\\x41 \\"x\\""\n',
  'a:\n- b\n# c\n- - d\n  - e: f\n    g: h\n-\n',
  'a: [b, {c: d, "e":1}, [ ], {}, !Ref f, !If [g, h, i],]\n',
  'a: [\n  b, # c\n  d\n]\ne: {\n  f: g,\n}\n',
  'a: !Sub |\n  b\n\n    c\n  d\ne: >-\n\n  f\n',
  'a: !If\n  - b\n  - !Ref c\n  - !Equals [d, e]\nf: !Sub\n  - g\n  - h: i\n',
  'a: b\n  c\n  d\n',
  'a: 1\r\nb:\r\n  - c: |\r\n      d\r\n\r\n    e: f\r\n',
];

/** What can be wrong with what is so near to that which is not. */
const WRONG = [
  'a: b\n c: d\n',
  'a: b: c\n',
  'a: - b\n',
  'a: !Ref- b\nc: !Sub[d]\n',
  'a: !Ref !Sub b\n',
  'a: "b\n',
  'a: "b\\y"\n',
  "a: 'b'c\n",
  'a: "b"# c\n',
  'a: [b, c\n',
  'a: [b c: d e]f\n',
  'a: [b,, c]\n',
  'a: [, b]\n',
  'a: {b: c d: e}\n',
  'a: |\n    \n  b\n',
  'a: |2x\n  b\n',
  'a: @b\n',
  'a: b\n\tc: d\n',
  'a:\n  \t- b\n',
  '--- a: b\n',
  'a: b\n%\n',
  'a: !If - b\n  - c\n',
  '- a\n b: c\n',
  '"a\n b": c\n',
];

/** What an unlucky hand puts in. */
const JUNK = [
  ...['\n', '  ', '- ', ': ', ':', '#', ' # c\n', '"', "'", '{', '}', '[', ']', ',', '|\n', '>2\n', '\t', '? ', '\r\n'],
  ...[
    '&a ',
    '*a',
    '<<: ',
    '!Ref ',
    '!Nope ',
    '!!str ',
    '---\n',
    '...\n',
    '%YAML 1.2\n',
    '@',
    '%',
    '\\',
    '- - ',
    '{{ x }}',
  ],
];

suite('a look at its tokens tells of a text that nothing is wrong with it', () => {
  for (const text of RIGHT) {
    test(`of ${JSON.stringify(text)}`, () => {
      const tokens = tokensOf(text);
      assert.deepEqual(mistakesIn(tokens), []);
      assert.ok(isSurelyRight(tokens, CLOUDFORMATION_TAGS));
    });
  }

  for (const text of WRONG) {
    test(`not of ${JSON.stringify(text)}`, () => assert.ok(!isSurelyRight(tokensOf(text), CLOUDFORMATION_TAGS)));
  }

  test('and never of one with which something is', () => {
    const junk = [...JUNK, ...WRONG];
    fc.assert(
      fc.property(mutated([...documents, ...RIGHT], 2, junk), (text) => {
        const tokens = tokensOf(text);
        fc.pre(isSurelyRight(tokens, CLOUDFORMATION_TAGS));
        assert.deepEqual(mistakesIn(tokens), []);
      }),
      runs(300),
    );
  });

  test('of what people write without anchors', () => {
    const plain = documents.filter((text) => !/[:-] [&*]\w/.test(text));
    assert.ok(plain.length > 0);
    for (const text of plain) {
      const tokens = tokensOf(text);
      assert.equal(isSurelyRight(tokens, CLOUDFORMATION_TAGS), mistakesIn(tokens).length === 0, text);
    }
  });
});
