import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import {
  append,
  enlist,
  hoist,
  move,
  moveInto,
  nest,
  remove,
  removeDuplicate,
  rename,
  replace,
  set,
} from '../../../../src/language/syntax/change.ts';
import { applyEdits } from '../../../../src/language/syntax/edits.ts';
import { json } from '../../../../src/language/syntax/json/index.ts';
import type { Change, Value } from '../../../../src/language/syntax/value.ts';

/** The text after the changes that are made of its outermost value. */
function changed(text: string, changes: (root: Value) => readonly Change[]): string {
  const root = json.parse(text);
  assert.ok(root);
  return applyEdits(text, json.write(changes(root)));
}

const setInit = (root: Value) => [set(root, ['linuxParameters', 'initProcessEnabled'], true)];

suite('set a property', () => {
  const cases: Record<string, [before: string, after: string]> = {
    'replaces only the value': [
      '{ "linuxParameters": {"initProcessEnabled" :  false /* why */ } }',
      '{ "linuxParameters": {"initProcessEnabled" :  true /* why */ } }',
    ],
    'replaces the last of several': [
      '{"linuxParameters": {"initProcessEnabled": true}, "linuxParameters": {"initProcessEnabled": 1, ' +
        '"initProcessEnabled": 2}}',
      '{"linuxParameters": {"initProcessEnabled": true}, "linuxParameters": {"initProcessEnabled": 1, ' +
        '"initProcessEnabled": true}}',
    ],
    'on one line': ['{"name": "a"}', '{"name": "a", "linuxParameters": {"initProcessEnabled": true}}'],
    'on one line with padding': [
      '{ "name": "a" }',
      '{ "name": "a", "linuxParameters": { "initProcessEnabled": true } }',
    ],
    'on one line without any space': [
      '{"name":"a","b":1}',
      '{"name":"a","b":1,"linuxParameters":{"initProcessEnabled":true}}',
    ],
    'on one line with a trailing comma': [
      '{ "name": "a", }',
      '{ "name": "a", "linuxParameters": { "initProcessEnabled": true }, }',
    ],
    'on one line before a comment': [
      '{ "name": "a" // it\n}',
      '{ "name": "a", "linuxParameters": { "initProcessEnabled": true } // it\n}',
    ],
    'with spaces around the colon': [
      '{"name" : "a"}',
      '{"name" : "a", "linuxParameters" : {"initProcessEnabled" : true}}',
    ],
    'on lines, two spaces': [
      '{\n  "name": "a"\n}\n',
      '{\n  "name": "a",\n  "linuxParameters": {\n    "initProcessEnabled": true\n  }\n}\n',
    ],
    'on lines, three spaces': [
      '{\n   "name": "a"\n}',
      '{\n   "name": "a",\n   "linuxParameters": {\n      "initProcessEnabled": true\n   }\n}',
    ],
    'on lines, tabs': [
      '{\n\t"name": "a"\n}',
      '{\n\t"name": "a",\n\t"linuxParameters": {\n\t\t"initProcessEnabled": true\n\t}\n}',
    ],
    'on lines, CRLF': [
      '{\r\n  "name": "a"\r\n}\r\n',
      '{\r\n  "name": "a",\r\n  "linuxParameters": {\r\n    "initProcessEnabled": true\r\n  }\r\n}\r\n',
    ],
    'on lines, CR': [
      '{\r  "name": "a"\r}',
      '{\r  "name": "a",\r  "linuxParameters": {\r    "initProcessEnabled": true\r  }\r}',
    ],
    'on lines, not indented': [
      '{\n"name": "a"\n}',
      '{\n"name": "a",\n"linuxParameters": {\n  "initProcessEnabled": true\n}\n}',
    ],
    'on lines, columns aligned': [
      '{\n  "name":   "a",\n  "image":  "b"\n}',
      '{\n  "name":   "a",\n  "image":  "b",\n  "linuxParameters": {\n    "initProcessEnabled": true\n  }\n}',
    ],
    'on lines, the first on that of the brace': [
      '{ "name": "a",\n  "image": "b" }',
      '{ "name": "a",\n  "image": "b",\n  "linuxParameters": {\n    "initProcessEnabled": true\n  } }',
    ],
    'on lines, with a trailing comma': [
      '{\n  "name": "a",\n}',
      '{\n  "name": "a",\n  "linuxParameters": {\n    "initProcessEnabled": true\n  },\n}',
    ],
    'on lines, after a comment': [
      '{\n  "name": "a" // it\n}',
      '{\n  "name": "a", // it\n  "linuxParameters": {\n    "initProcessEnabled": true\n  }\n}',
    ],
    'on lines, after a comma and comments': [
      '{\n  "name": "a", /* x */ // y\n  // z\n}',
      '{\n  "name": "a", /* x */ // y\n  "linuxParameters": {\n    "initProcessEnabled": true\n  },\n  // z\n}',
    ],
    'in an empty object': [
      '{\n  "linuxParameters": {}\n}',
      '{\n  "linuxParameters": {\n    "initProcessEnabled": true\n  }\n}',
    ],
    'in an empty object with a space': [
      '{\n  "linuxParameters": { }\n}',
      '{\n  "linuxParameters": {\n    "initProcessEnabled": true\n  }\n}',
    ],
    'in an empty object on lines': [
      '{ "linuxParameters": {\n  }\n}',
      '{ "linuxParameters": {\n  "initProcessEnabled": true\n}\n}',
    ],
    'in an empty object on one line': [
      '{ "name": "a", "linuxParameters": {} }',
      '{ "name": "a", "linuxParameters": { "initProcessEnabled": true } }',
    ],
    'in an object with nothing but a comment': [
      '{\n  "linuxParameters": {\n    // none\n  }\n}',
      '{\n  "linuxParameters": {\n    // none\n    "initProcessEnabled": true\n  }\n}',
    ],
    'in an object with nothing but a comment, on one line': [
      '{\n  "linuxParameters": { /* none */ }\n}',
      '{\n  "linuxParameters": { /* none */ "initProcessEnabled": true }\n}',
    ],
    'in place of null': [
      '{\n  "linuxParameters": null, // none\n  "name": "a"\n}',
      '{\n  "linuxParameters": {\n    "initProcessEnabled": true\n  }, // none\n  "name": "a"\n}',
    ],
    'in place of null, on one line': ['{"linuxParameters":null}', '{"linuxParameters":{"initProcessEnabled":true}}'],
    'after a byte order mark': [
      '\uFEFF{"name": "a"}',
      '\uFEFF{"name": "a", "linuxParameters": {"initProcessEnabled": true}}',
    ],
    'in an object that is not closed': [
      '{\n  "name": "a"',
      '{\n  "name": "a",\n  "linuxParameters": {\n    "initProcessEnabled": true\n  }',
    ],
  };
  for (const [name, [before, after]] of Object.entries(cases)) {
    test(name, () => assert.equal(changed(before, setInit), after));
  }

  test('two below one that is missing make it once', () => {
    const text = changed('{"a":1}', (root) => [
      set(root, ['b', 'c'], [1]),
      set(root, ['b', 'd', 'e'], 2),
      set(root, ['b', 'd', 'f'], 'x'),
      append(root, ['b', 'c'], [2]),
    ]);
    assert.equal(text, '{"a":1,"b":{"c":[1,2],"d":{"e":2,"f":"x"}}}');
  });

  test('two below null make it once', () => {
    assert.equal(
      changed('{"a":null}', (root) => [set(root, ['a', 'b'], 1), set(root, ['a', 'c'], 2)]),
      '{"a":{"b":1,"c":2}}',
    );
  });

  test('writes the empty and the nested', () => {
    assert.equal(
      changed('{\n  "a": 1\n}', (root) => [set(root, ['b'], { list: [], object: {}, deep: [[1, null], 'é"'] })]),
      '{\n  "a": 1,\n  "b": {\n    "list": [],\n    "object": {},\n    "deep": [\n      [\n        ' +
        '1,\n        null\n      ],\n      "é\\""\n    ]\n  }\n}',
    );
  });
});

suite('append to a list', () => {
  const volume = (root: Value) => [append(root, ['volumes'], [{ name: 'x' }, { name: 'y' }])];
  const cases: Record<string, [before: string, after: string]> = {
    'that is missing': [
      '{\n  "a": 1\n}',
      '{\n  "a": 1,\n  "volumes": [\n    {\n      "name": "x"\n    },\n    {\n      "name": "y"\n    }\n  ]\n}',
    ],
    'that is null': ['{"volumes": null}', '{"volumes": [{"name": "x"}, {"name": "y"}]}'],
    'that is empty': [
      '{\n  "volumes": []\n}',
      '{\n  "volumes": [\n    {\n      "name": "x"\n    },\n    {\n      "name": "y"\n    }\n  ]\n}',
    ],
    'that is empty, on one line': [
      '{ "a": 1, "volumes": [] }',
      '{ "a": 1, "volumes": [{ "name": "x" }, { "name": "y" }] }',
    ],
    'with elements on lines': [
      '{\n  "volumes": [\n    {\n      "name": "a"\n    }\n  ]\n}',
      '{\n  "volumes": [\n    {\n      "name": "a"\n    },\n    {\n      "name": "x"\n    },\n    {\n  ' +
        '    "name": "y"\n    }\n  ]\n}',
    ],
    'with one element a line': [
      '{\n  "volumes": [\n    { "name": "a" },\n    { "name": "b" } // last\n  ]\n}',
      '{\n  "volumes": [\n    { "name": "a" },\n    { "name": "b" }, // last\n    { "name": "x" },\n   ' +
        ' { "name": "y" }\n  ]\n}',
    ],
    'all on one line': [
      '{\n  "volumes": [{"name": "a"}]\n}',
      '{\n  "volumes": [{"name": "a"}, {"name": "x"}, {"name": "y"}]\n}',
    ],
    'with a trailing comma': [
      '{\n  "volumes": [\n    {"name": "a"},\n  ],\n}',
      '{\n  "volumes": [\n    {"name": "a"},\n    {"name": "x"},\n    {"name": "y"},\n  ],\n}',
    ],
  };
  for (const [name, [before, after]] of Object.entries(cases)) {
    test(name, () => assert.equal(changed(before, volume), after));
  }
});

suite('remove', () => {
  const cases: Record<string, [before: string, after: string]> = {
    'a line of its own': ['{\n  "a": 1,\n  "x": [\n    2\n  ],\n  "b": 3\n}', '{\n  "a": 1,\n  "b": 3\n}'],
    'the first': ['{\n  "x": 1,\n  "b": 3\n}', '{\n  "b": 3\n}'],
    'the last, with the comma before it': ['{\n  "a": 1, // one\n  "x": 2\n}', '{\n  "a": 1 // one\n}'],
    'the last, with a trailing comma': ['{\r\n  "a": 1,\r\n  "x": 2,\r\n}', '{\r\n  "a": 1,\r\n}'],
    'all of the name': ['{\n  "x": 1,\n  "a": 1,\n  "x": 2,\n  "x": 3\n}', '{\n  "a": 1\n}'],
    everything: ['{\n  "x": 1\n}', '{}'],
    'everything but a comment': ['{\n  // none\n  "x": 1\n}', '{\n  // none\n}'],
    'before a comment on its line': ['{\n  "x": 1, // was x\n  "b": 3\n}', '{\n  // was x\n  "b": 3\n}'],
    'from the middle of a line': ['{"a": 1, "x": 2, "b": 3}', '{"a": 1, "b": 3}'],
    'from the end of a line': ['{ "a": 1, "x": 2 }', '{ "a": 1 }'],
    'all of the name, at the end of a line': ['{ "a": 1, "x": 2, "x": 3 }', '{ "a": 1 }'],
    'all of the name, and nothing else is there': ['{ "x": 2, "x": 3 }', '{}'],
    'from the start of a line': ['{ "x": 1, "b": 2 }', '{ "b": 2 }'],
    'from a line of several': ['{\n  "x": 1, "b": 2\n}', '{\n  "b": 2\n}'],
  };
  for (const [name, [before, after]] of Object.entries(cases)) {
    test(name, () =>
      assert.equal(
        changed(before, (root) => [remove(root.get('x'))]),
        after,
      ),
    );
  }

  test('elements of a list', () => {
    assert.equal(
      changed('["a", "b", "c"]', (root) => [remove(root.items[0]!), remove(root.items[2]!)]),
      '["b"]',
    );
    assert.equal(
      changed('["a"]', (root) => [remove(root.items[0]!)]),
      '[]',
    );
  });
});

test('remove one of several properties of a name', () => {
  const first = (root: Value) => [removeDuplicate(root.children[0]!)];
  assert.equal(changed('{\n  "x": 1,\n  "a": 2,\n  "x": 3\n}', first), '{\n  "a": 2,\n  "x": 3\n}');
});

test('rename a property, and change its value too', () => {
  const nameTwice = (root: Value) => [rename(root.get('x'), 'a "quoted" name'), set(root, ['x', 'y'], 2)];
  assert.equal(changed('{ /* it */ "x" : { "y": 1 } }', nameTwice), '{ /* it */ "a \\"quoted\\" name" : { "y": 2 } }');
  assert.deepEqual(json.write([rename(json.parse('[1]')!.items[0]!, 'x')]), [], 'an element has no name');
});

test('rename a property that is there twice', () => {
  assert.equal(
    changed('{"a": 1, "b": 2, "a": 3}', (root) => [rename(root.get('a'), 'x')]),
    '{"x": 1, "b": 2, "x": 3}',
  );
});

test('replace an element', () => {
  assert.equal(
    changed('["a", // first\n "b"]', (root) => [replace(root.items[0]!, ['x'])]),
    '[["x"], // first\n "b"]',
  );
});

suite('move what is written', () => {
  const cases: Record<string, [before: string, after: string, changes: (root: Value) => readonly Change[]]> = {
    'up, with the indentation of its new place': [
      '{\n  "a": {\n    "x": {\n      "y": 1 // why\n    }, // x\n    "b": 2\n  }\n}',
      '{\n  "a": {\n    // x\n    "b": 2\n  },\n  "x": {\n    "y": 1 // why\n  }\n}',
      (root) => [move(root.get('a', 'x'), root, ['x'])],
    ],
    'down, to an object beside it': [
      '{ "a": 1, "b": {"c": 2} }',
      '{ "b": {"c": 2, "a": 1} }',
      (root) => [move(root.get('a'), root.get('b'), ['a'])],
    ],
    'with the comments between its name, itself and the comma': [
      '{"a": {"x": /* one */ 1 /* more */, "y": 2}}',
      '{"a": {"y": 2}, "x": /* one */ 1 /* more */}',
      (root) => [move(root.get('a', 'x'), root, ['x'])],
    ],
    'with carriage returns': [
      '{\r\n\t"a": {\r\n\t\t"x": [\r\n\t\t\t1\r\n\t\t]\r\n\t}\r\n}',
      '{\r\n\t"a": {},\r\n\t"x": [\r\n\t\t1\r\n\t]\r\n}',
      (root) => [move(root.get('a', 'x'), root, ['x'])],
    ],
    'an element, to a list that is made for it': [
      '{\n  "from": [\n    { "name": "A" },\n    { "name": "B" }\n  ]\n}',
      '{\n  "from": [\n    { "name": "B" }\n  ],\n  "to": [\n    { "name": "A" }\n  ]\n}',
      (root) => [moveInto(root.get('from').children[0]!, root, ['to'])],
    ],
    'an element, to a list that is there': [
      '{"from": ["a", "b"], "to": ["c"]}',
      '{"from": ["a"], "to": ["c", "b"]}',
      (root) => [moveInto(root.get('from').children[1]!, root, ['to'])],
    ],
    'a property into objects and lists that are made around it': [
      '{\n  "x": {\n    "y": 1\n  },\n  "z": 2\n}',
      '{\n  "a": [\n    {\n      "b": {\n        "y": 1\n      }\n    }\n  ],\n  "z": 2\n}',
      (root) => [nest(root.get('x'), ['a', '[]', 'b'])],
    ],
    'a value into a list of its own': [
      '{\n  "a": {\n    "b": 1\n  } // b\n}',
      '{\n  "a": [{\n    "b": 1\n  }] // b\n}',
      (root) => [enlist(root.get('a'))],
    ],
    'a value out of a list': [
      '{"a": [ /* the only one */ {"b": 1}, // so far\n]}',
      '{"a": /* the only one */ // so far\n{"b": 1}}',
      (root) => [hoist(root.get('a'), root.get('a').children[0]!)],
    ],
    'a value to the place of the whole, and another into it': [
      '{\n  "in": {\n    "a": [\n      1\n    ]\n  },\n  // others\n  "tags": [\n    2\n  ]\n}\n',
      '// others\n{\n  "a": [\n    1\n  ],\n  "tags": [\n    2\n  ]\n}\n',
      (root) => [hoist(root, root.get('in')), move(root.get('tags'), root.get('in'), ['tags'])],
    ],
  };
  for (const [name, [before, after, changes]] of Object.entries(cases)) {
    test(name, () => {
      assert.equal(changed(before, changes), after);
    });
  }
});
