import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import fc from 'fast-check';
import { json } from '../../../../src/language/syntax/json/index.ts';
import type { Value } from '../../../../src/language/syntax/value.ts';
import { anyCodePoint } from '../../../support/code-points.ts';
import { runs } from '../../../support/properties.ts';
import { plain } from '../plain.ts';

function parsed(text: string): Value {
  const root = json.parse(text);
  assert.ok(root);
  return root;
}

function written(value: Value): string {
  return value.source.text.slice(value.start, value.end);
}

test('reads all of JSON as JSON.parse does, at the right places', () => {
  const strings = fc.oneof(fc.string(), fc.constantFrom('a', 'name', '__proto__', 'é\u2028', '"\\/\b\f\n\r\t'));
  const documents = fc.jsonValue({ stringUnit: anyCodePoint }).map((value) => JSON.stringify(value));
  const spaced = fc
    .tuple(fc.dictionary(strings, fc.jsonValue()), fc.constantFrom('', ' ', '\t', '  '))
    .map(([value, space]) => JSON.stringify(value, null, space));
  fc.assert(
    fc.property(fc.oneof(documents, spaced), (text) => {
      const root = parsed(text);
      assert.deepEqual(plain(root), JSON.parse(text));
      assert.equal(root.source.complete, true);
      for (const stack = [root]; stack.length > 0;) {
        const value = stack.pop()!;
        if (value.children.length === 0 || value === root) {
          assert.deepEqual(JSON.parse(written(value)), plain(value));
        }
        if (value.key !== undefined) {
          assert.equal(JSON.parse(text.slice(value.key.start, value.key.end)), value.key.name);
        }
        stack.push(...value.children);
      }
    }),
    runs(150),
  );
});

test('takes comments, trailing commas and a byte order mark as they come', () => {
  const root = parsed('\uFEFF// first\n{ /* x */ "a": [1, 2,], // y\n "b": {"c": null,}, }\n/* last */');
  assert.deepEqual(plain(root), { a: [1, 2], b: { c: null } });
  assert.equal(root.source.complete, true);
});

test('the last of properties with the same name counts', () => {
  const root = parsed('{"a": 1, "a": {"b": 2}, "a": 3}');
  assert.equal(root.get('a').number, 3);
  assert.equal(root.children.length, 3);
});

test('absent, unknown and there are three things', () => {
  const root = parsed('{"there": {"text": "x", "nothing": null, "hole": "${x}", "list": [1, "<NAME>"]}}');
  assert.ok(root.get('there', 'text').is('x'));
  assert.ok(root.get('missing').isAbsent);
  assert.ok(root.get('missing', 'deeper').isAbsent);
  assert.ok(root.get('there', 'nothing').isAbsent);
  assert.ok(root.get('there', 'nothing', 'deeper').isAbsent);
  assert.ok(root.get('there', 'text', 'deeper').isUnknown, 'inside of a string there is nothing to know');
  assert.ok(root.get('there', 'hole').isUnknown);
  assert.equal(root.get('there', 'hole').string, undefined);
  assert.deepEqual(
    root.get('there', 'list').items.map((item) => item.isUnknown),
    [false, true],
  );
  assert.deepEqual(root.get('missing').items, []);
  assert.deepEqual(
    root.get('there', 'text').items.map((item) => item.isUnknown),
    [true],
  );
});

suite('placeholders outside of strings', () => {
  const cases: [text: string, unknown: string, placeholder: string][] = [
    ['{"cpu": ${cpu}, "name": "app"}', 'cpu', '${cpu}'],
    ['{"cpu": ${jsonencode({ a = { b = 1 } })}, "name": "app"}', 'cpu', '${jsonencode({ a = { b = 1 } })}'],
    ['{"cpu": {{ must_env `CPU` }}, "name": "app"}', 'cpu', '{{ must_env `CPU` }}'],
    ['{"cpu": {% if big %}1024{% endif %}, "name": "app"}', 'cpu', '{% if big %}'],
    ['{"cpu": <%= cpu %>, "name": "app"}', 'cpu', '<%= cpu %>'],
    ['{"cpu": <CPU_UNITS>, "name": "app"}', 'cpu', '<CPU_UNITS>'],
    ['{"cpu": <cpu-units>, "name": "app"}', 'cpu', '<cpu-units>'],
    ['{"cpu": $CPU, "name": "app"}', 'cpu', '$CPU'],
    ['{"cpu": %CPU_UNITS%, "name": "app"}', 'cpu', '%CPU_UNITS%'],
    ['{"cpu": $(cpu), "name": "app"}', 'cpu', '$(cpu)'],
    ['{"cpu": @task.cpu@, "name": "app"}', 'cpu', '@task.cpu@'],
    ['{"cpu": __CPU_UNITS__, "name": "app"}', 'cpu', '__CPU_UNITS__'],
    ['{"cpu": #{cpu}, "name": "app"}', 'cpu', '#{cpu}'],
    ['{"cpu": #{cpu}#, "name": "app"}', 'cpu', '#{cpu}#'],
  ];
  for (const [text, unknown, placeholder] of cases) {
    test(text, () => {
      const root = parsed(text);
      assert.ok(root.get(unknown).isUnknown);
      assert.equal(written(root.get(unknown)), placeholder);
      assert.equal(root.get('name').string, 'app');
    });
  }

  test('a value is one value: what is not there is still known to be missing', () => {
    assert.ok(parsed('{"cpu": ${cpu}}').get('memory').isAbsent);
  });

  test('between properties, they may stand for any property', () => {
    for (const text of [
      '{"cpu": 1, ${more}}',
      '{%{ if x }"cpu": 1%{ endif }}',
      '{"cpu": 1, "${name}": 2}',
      '{"cpu": 1 {{ template "more" }}}',
    ]) {
      const root = parsed(text);
      assert.ok(root.get('memory').isUnknown, text);
      assert.equal(root.get('cpu').number, 1, text);
    }
  });
});

suite('half-typed text', () => {
  const cases: [text: string, known: Record<string, string | number>, unknown: string[]][] = [
    ['{"a": 1, "b', { a: 1 }, ['b', 'c']],
    ['{"a": 1, "b"', { a: 1 }, ['b', 'c']],
    ['{"a": 1, "b":', { a: 1 }, ['b', 'c']],
    ['{"a": 1, "b": "half\n, "c": 3}', { a: 1, c: 3 }, ['b']],
    ['{"a": 1, "b": tru, "c": 3}', { a: 1, c: 3 }, ['b', 'd']],
    ['{"a": 1, "b": , "c": 3}', { a: 1, c: 3 }, ['b', 'd']],
    ['{"a": 1, "b":\n "c": 3}', { a: 1, c: 3 }, ['b', 'd']],
    ['{"a": 1, "b"\n "c": 3}', { a: 1, c: 3 }, ['b', 'd']],
    ['{"a": 1 "c": 3}', { a: 1, c: 3 }, ['b']],
    ['{"a": 1,, "c": 3}', { a: 1, c: 3 }, ['b']],
    ['{"a": 1, : 2, "c": 3}', { a: 1, c: 3 }, ['b']],
    ['{"a": 1, [2], "c": 3}', { a: 1, c: 3 }, ['b']],
    ['{"a": 1, "x": [1, 2, "c": 3}', { a: 1 }, ['c']],
    ['{"a": 1, "x": [{"y": 1], "c": 3}', { a: 1, c: 3 }, ['b']],
    ['{"a": 1 ], "c": 3}', { a: 1, c: 3 }, ['b']],
    ['{"a": 1}, "c": 3}', { a: 1 }, ['c']],
    ['}]{"a": 1,', { a: 1 }, ['c']],
    ['{"a": 1, "b": 12', { a: 1 }, ['b', 'c']],
    ['x {"a": 1}', { a: 1 }, ['c']],
    ['{"a": 1, "x": ${never closed, "c": 3}', { a: 1 }, ['x', 'b']],
    ['{"a": 1, "x": -, "c": 3}', { a: 1, c: 3 }, ['x']],
    ['{"a": 1, "x": 1., "c": 3}', { a: 1, c: 3 }, ['x']],
    ['{"a": 1, "x": Infinity, "c": 3}', { a: 1, c: 3 }, ['x']],
    ['{"a": 1, "x": \u00A0, "c": 3}', { a: 1, c: 3 }, ['x']],
    ['{"a": 1 /* never closed', { a: 1 }, ['b']],
  ];
  for (const [text, known, unknown] of cases) {
    test(text, () => {
      const root = parsed(text);
      assert.equal(root.source.complete, false);
      for (const [name, value] of Object.entries(known)) {
        assert.ok(root.get(name).is(value), name);
      }
      for (const name of unknown) {
        assert.ok(root.get(name).isUnknown, name);
      }
    });
  }

  test('what is not closed ends after all that belongs to it', () => {
    const text = '{"a": [{"b": 1, "c": {"d" :\n]}';
    const c = parsed(text).get('a').items[0]?.get('c');
    assert.equal(text.slice(c?.start, c?.end), '{"d" :');
  });

  test('a list may have more elements in the end', () => {
    assert.deepEqual(
      parsed('{"a": [1, 2], "b')
        .get('a')
        .items.map((item) => item.number),
      [1, 2, undefined],
    );
    assert.deepEqual(
      parsed('{"a": [], "b')
        .get('a')
        .items.map((item) => item.isUnknown),
      [true],
    );
  });

  test('a name without a colon is not a property yet', () => {
    for (const text of ['{"a": 1, "b"}', '{"b", "a": 1}', '{"a": {"b"}}']) {
      const object = text.includes('{"a": {') ? parsed(text).get('a') : parsed(text);
      assert.ok(!object.has('b'), text);
      assert.ok(object.get('c').isUnknown, text);
    }
  });

  test('nothing at all', () => {
    for (const text of ['', ' \n', '\uFEFF', '// only a comment', 'half', ',', ':', ']', '${all}']) {
      assert.equal(json.parse(text), undefined, text);
    }
  });
});

suite('text that is being written at |', () => {
  const written = (marked: string): Value => {
    const at = marked.indexOf('|');
    const root = json.parse(marked.replace('|', ''), { within: at, around: at });
    assert.ok(root);
    return root;
  };

  for (const value of ['"x|y"', '"|"', '1|2', '12|', 'tr|ue', 'null|']) {
    test(`${value} is unknown`, () => {
      const root = written(`{"a": ${value}, "b": "c"}`);
      assert.equal(root.get('a').kind, 'unknown');
      assert.ok(root.get('b').is('c'));
      const { unfinished } = root.source;
      assert.equal(root.source.text.slice(unfinished?.start, unfinished?.end), value.replace('|', ''));
    });
  }

  for (const value of ['"xy"|', '"xy" |', '{"x": 1|}', '[1, |]']) {
    test(`${value} is there`, () => {
      assert.notEqual(written(`{"a": ${value}}`).get('a').kind, 'unknown');
    });
  }

  test('the name of a property may become any', () => {
    const root = written('{"a|": 1, "b": 2}');
    assert.ok(!root.has('a'));
    assert.ok(root.get('c').isUnknown);
    assert.ok(root.get('b').is(2));
  });

  test('objects and arrays around the place may get more, and no others', () => {
    const root = written('{"a": [{"x": 1,| }, {}], "b": {}, "c": []}');
    assert.ok(root.get('d').isUnknown);
    assert.ok(root.get('a').items[0]?.get('y').isUnknown);
    assert.ok(root.get('a').items[1]?.get('y').isAbsent);
    assert.ok(root.get('a').items[2]?.isUnknown);
    assert.ok(root.get('b', 'd').isAbsent);
    assert.equal(root.get('c').items.length, 0);
  });
});

test('no depth and no disorder is too much', () => {
  const size = 20_000;
  const texts = [
    '[',
    ']',
    '{',
    '{"a":',
    '[{"a":',
    '${',
    '{{',
    '{%',
    '<A',
    '"',
    '\\',
    '/*',
    '[}',
    '{]',
    ':',
    '{"a":"b":',
    '{"a":"b"',
  ].map((part) => part.repeat(size));
  for (const text of [...texts, '[' + '{'.repeat(size) + ']'.repeat(size), '${'.repeat(size) + '}'.repeat(size)]) {
    assert.equal(json.parse(text)?.source.complete ?? false, false);
  }
});
