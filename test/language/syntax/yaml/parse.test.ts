import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import fc from 'fast-check';
import type { Range } from '../../../../src/language/api.ts';
import type { Value } from '../../../../src/language/syntax/value.ts';
import { runs } from '../../../support/properties.ts';
import { all } from '../changes.ts';
import { plain } from '../plain.ts';
import { formatYaml } from './format.ts';
import { yaml } from './yaml.ts';

function parse(text: string): Value {
  return yaml.parse(text) ?? assert.fail(`nothing in ${text}`);
}

function written(value: Value, { start, end }: Range = value): string {
  return value.source.text.slice(start, end);
}

suite('scalars without quotes are what CloudFormation takes them for', () => {
  const cases: readonly (readonly [string, unknown])[] = [
    ['true', true],
    ['Yes', true],
    ['ON', true],
    ['off', false],
    ['no', false],
    ['FALSE', false],
    ['~', null],
    ['Null', null],
    ['512', 512],
    ['-1', -1],
    ['1_024', 1024],
    ['022', 18],
    ['0755', 493],
    ['089', '089'],
    ['0.5', 0.5],
    ['.5', 0.5],
    ['2012-10-17', '2012-10-17'],
    ['1.2.3', '1.2.3'],
    ['yes please', 'yes please'],
    ['arn:aws:iam::1:role/x', 'arn:aws:iam::1:role/x'],
    // What depends on who reads it is not known.
    ['12:30', undefined],
    ['0o17', undefined],
    ['0x1F', undefined],
    ['1e3', undefined],
    ['.inf', undefined],
    ['y', undefined],
    ['N', undefined],
  ];
  for (const [text, value] of cases) {
    test(text, () => {
      const root = parse(`a: ${text}`);
      assert.deepEqual(plain(root), { a: value });
      assert.equal(root.get('a').isUnknown, value === undefined);
      assert.deepEqual(plain(parse(`{a: ["${text}", '${text}']}`)), { a: [text, text] });
    });
  }
});

test('each part has its place, and names have theirs', () => {
  const root = parse('Type: A\r\n"b c" : [x, "y"] # no\r\nd:\r\n- - |\r\n   q\r\n\r\n  - >-\r\n    r\r\n    s\r\n');
  const parts = all(root).map((value) => [value.key === undefined ? '' : written(value, value.key), written(value)]);
  assert.deepEqual(parts.slice(1), [
    ['d', '- - |\r\n   q\r\n\r\n  - >-\r\n    r\r\n    s'],
    ['', '- |\r\n   q\r\n\r\n  - >-\r\n    r\r\n    s'],
    ['', '>-\r\n    r\r\n    s'],
    ['', '|\r\n   q'],
    ['"b c"', '[x, "y"]'],
    ['', '"y"'],
    ['', 'x'],
    ['Type', 'A'],
  ]);
  assert.deepEqual(plain(root), { Type: 'A', 'b c': ['x', 'y'], d: [['q\n', 'r s']] });
});

test('a tag is the name of the only property of an object', () => {
  const text = 'a: !Ref X\nb: !If [c, !Sub "${x}", {d: !Ref Y}]\ne: !Sub\n  - z\n  - q: 1\nf: !Ref\n';
  const root = parse(text);
  assert.deepEqual(plain(root), {
    a: { Ref: 'X' },
    b: { 'Fn::If': ['c', { 'Fn::Sub': '${x}' }, { d: { Ref: 'Y' } }] },
    e: { 'Fn::Sub': ['z', { q: 1 }] },
    f: { Ref: null },
  });
  const [ref] = root.get('a').children;
  assert.deepEqual(ref?.key, { name: 'Ref', start: 3, end: 7 });
  assert.deepEqual([written(root.get('a')), written(ref)], ['!Ref X', 'X']);
});

test('a tag in brackets belongs to the element that it stands before', () => {
  const root = parse('a: [!Ref b, !If [c, d, e], !Nope f]');
  const [first, second, third] = root.get('a').children;
  assert.equal(written(first ?? assert.fail()), '!Ref b');
  assert.equal(written(second ?? assert.fail()), '!If [c, d, e]');
  assert.equal(written(third ?? assert.fail()), '!Nope f');
  const { key } = first?.get('Ref') ?? assert.fail();
  assert.equal(written(root, key), '!Ref');
});

test('what has another tag or an anchor, or stands for what has one, is not known', () => {
  const root = parse('a: !Nope x\nb: &b {c: 1}\nd: *b\ne:\n  <<: *b\n  f: 1\ng: !!str 1\nh: !Nope\n  - 1 # 2\n');
  for (const name of ['a', 'b', 'd', 'g', 'h']) {
    assert.equal(root.get(name).kind, 'unknown', name);
  }
  assert.equal(root.get('e').get('c').isUnknown, true);
  assert.equal(root.get('e').get('f').number, 1);
});

test('nothing is null, at its name', () => {
  const root = parse('a:\nb: # c\n  d:\ne: {f: , g: 1}\n- ');
  assert.equal(root.source.complete, false);
  const whole = parse('a:\nb: # c\n  d:\ne: {f: , g}');
  assert.deepEqual(plain(whole), { a: null, b: { d: null }, e: { f: null, g: null } });
  assert.equal(written(whole.get('a')), 'a');
  assert.equal(whole.get('a').isAbsent, true);
});

test('comments are found wherever they may be, and nowhere else', () => {
  const text = '\uFEFF# one\na: "# no" # two\nb: x#no\nc: | # in its head\n  # no\nd: [1, # three\n  2]\n#four';
  const root = parse(text);
  assert.deepEqual(
    root.source.comments.map(({ start, end }) => text.slice(start, end)),
    ['# one', '# two', '# three', '#four'],
  );
});

test('of several documents, the first that says something counts', () => {
  assert.deepEqual(plain(parse('---\n# nothing\n---\na: 1\n---\nb: 2\n')), { a: 1 });
  assert.equal(yaml.parse('# nothing\n'), undefined);
  assert.equal(yaml.parse(''), undefined);
});

test('names given twice are both there, and the last one counts', () => {
  const root = parse('a: 1\na: 2\n');
  assert.deepEqual(
    root.namesakes('a').map(({ number }) => number),
    [1, 2],
  );
  assert.equal(root.get('a').number, 2);
});

test('what other templates put a value for is not known, and lines that they leave out make it no YAML', () => {
  const root = parse('a: {{ image }}\nb: ${IMAGE}\nc: "{{ x }}"\nd: {{resolve:ssm:x}}\n');
  for (const name of ['a', 'b', 'c', 'd']) {
    assert.equal(root.get(name).isUnknown, true, name);
  }
  assert.equal(root.source.hasOpenPlaceholders, true);
  assert.equal(yaml.parse('a: 1\n{% if x %}\nb: 2\n{% endif %}\n'), undefined);
  assert.equal(yaml.parse('{{- if .X }}\na: 1\n{{- end }}\n'), undefined);
  assert.equal(parse('a: "{{resolve:ssm:x}}"\nb: [\n').source.complete, false);
});

suite('what is broken or half-typed is not complete, and nothing is missing in it', () => {
  for (const text of [
    'a: 1\nb',
    'a: [1',
    'a: {b: 1',
    'a: "x',
    'a: 1\n\tb: 2',
    'a: b: c',
    'a: 1\n  b: 2',
    '- a\nb: 1',
    'a: @x',
  ]) {
    test(JSON.stringify(text), () => {
      const root = parse(text);
      assert.equal(root.source.complete, false);
      assert.equal(root.get('zz').isUnknown, true);
      assert.ok((yaml.firstMistake(text)?.end ?? 0) <= text.length + 1);
    });
  }
});

test('what someone is writing is not known, and there may be more around it', () => {
  const text = 'a: 12\nb:\n  c: 1\n  \nd:\n';
  assert.equal(yaml.parse(text, { within: 4 })?.get('a').isUnknown, true);
  assert.deepEqual(yaml.parse(text, { within: 4 })?.source.unfinished, { start: 3, end: 5 });
  assert.equal(yaml.parse(text, { within: text.length - 1 })?.get('d').isUnknown, true);
  const inside = yaml.parse(text, { around: text.indexOf('\nd:') });
  assert.equal(inside?.get('b', 'zz').isUnknown, true);
  assert.equal(yaml.parse(text, { around: 4 })?.get('b', 'zz').isAbsent, true);
});

test('a search finds names in quotes or not, and no others', () => {
  const search = yaml.searchFor(['family', 'image']);
  for (const text of [
    'family: x',
    '- image: x',
    '{"family":1}',
    "{'image' : x}",
    'a:\n  family:\n',
    '? image\n: x'.replace('\n', ''),
  ]) {
    assert.equal(search(text), true, text);
  }
  for (const text of ['myfamily: x', 'family', 'a: family', 'imagery: 1', 'x.image: 1']) {
    assert.equal(search(text), false, text);
  }
  assert.equal(yaml.mayHave('a: {family: x}', 'family'), true);
});

test('depth is no danger', () => {
  for (const text of [
    '['.repeat(20_000),
    '- '.repeat(20_000),
    'a: {'.repeat(5000),
    '{a: '.repeat(5000) + '}'.repeat(5000),
  ]) {
    yaml.parse(text);
  }
});

test('whatever is done to a text, each value is within the one around it', () => {
  const data = { family: 'web', list: [{ name: 'a', ports: [80, { x: null }] }, 'two\nlines\n'], on: true };
  fc.assert(
    fc.property(
      fc.array(fc.nat({ max: 11 }), { minLength: 1, maxLength: 9 }),
      fc.array(
        fc.tuple(
          fc.nat(),
          fc.nat({ max: 6 }),
          fc.constantFrom(
            '',
            '\t',
            '\n',
            ':',
            '- ',
            '{',
            ']',
            '"',
            '#',
            '|',
            '&a ',
            '*a',
            '!Ref ',
            '\0',
            '? ',
            '---\n',
            '%',
          ),
        ),
        { maxLength: 4 },
      ),
      fc.nat(),
      (choices, mutations, at) => {
        let text = formatYaml(data, choices);
        if (mutations.length === 0) {
          assert.deepEqual(plain(parse(text)), data, text);
        }
        for (const [place, length, inserted] of mutations) {
          const start = place % (text.length + 1);
          text = text.slice(0, start) + inserted + text.slice(start + length);
        }
        const offset = at % (text.length + 1);
        for (const root of [yaml.parse(text), yaml.parse(text, { within: offset, around: offset })]) {
          for (const value of root === undefined ? [] : all(root)) {
            const { start, end, key, parent } = value;
            assert.ok(0 <= start && start <= end && end <= text.length, text);
            assert.ok(parent === undefined || (parent.start <= (key?.start ?? start) && end <= parent.end), text);
          }
        }
        yaml.firstMistake(text);
      },
    ),
    runs(1000),
  );
});
