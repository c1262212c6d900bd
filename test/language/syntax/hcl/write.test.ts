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
import type { Change, Value } from '../../../../src/language/syntax/value.ts';
import { hcl } from './hcl.ts';

/** The text after changes of its outermost value, in which nothing is broken. */
function write(text: string, changes: (root: Value) => readonly Change[]): string {
  const root = hcl.parse(text) ?? assert.fail();
  const written = applyEdits(text, hcl.write(changes(root)));
  assert.ok(hcl.parse(written)?.source.complete, written);
  return written;
}

/** Lines, as they are in a file. */
function lines(...all: readonly string[]): string {
  return `${all.join('\n')}\n`;
}

function listOf(value: Value): Value {
  const { expression } = value;
  return (expression?.kind === 'call' ? expression.arguments[0] : undefined) ?? assert.fail();
}

suite('attributes of a block', () => {
  test('a new one stands behind the last, its sign below the others', () => {
    const text = lines('x "y" {', '  name = "a" # why', '  cpu  = 1', '', '  volume {}', '}');
    assert.equal(
      write(text, (root) => [set(root.get('x', 'y'), ['memory'], 512)]),
      lines('x "y" {', '  name   = "a" # why', '  cpu    = 1', '  memory = 512', '', '  volume {}', '}'),
    );
  });

  test('signs stay where they are before an empty line, a comment, or a value of several lines', () => {
    const text = lines('x {', '  a = 1', '', '  bb = 2', '  # c', '  c  = 3', '}');
    assert.equal(
      write(text, (root) => [set(root.get('x'), ['long'], true)]),
      lines('x {', '  a = 1', '', '  bb = 2', '  # c', '  c    = 3', '  long = true', '}'),
    );
  });

  test('one in a block on one line makes lines', () => {
    assert.equal(
      write('x { a = 1 }\n', (root) => [set(root.get('x'), ['b'], 2)]),
      lines('x {', '  a = 1', '  b = 2', '}'),
    );
    assert.equal(
      write('x {}\n', (root) => [set(root.get('x'), ['b'], 2)]),
      lines('x {', '  b = 2', '}'),
    );
  });

  test('with tabs and CRLF', () => {
    assert.equal(
      write('\uFEFFx {\r\n\ta = 1\r\n}\r\n', (root) => [set(root.get('x'), ['b'], 'c')]),
      '\uFEFFx {\r\n\ta = 1\r\n\tb = "c"\r\n}\r\n',
    );
  });

  test('a value is changed in its place', () => {
    assert.equal(
      write('a = true # b\n', (root) => [set(root, ['a'], false)]),
      'a = false # b\n',
    );
    assert.equal(
      write('a = "x"\n', (root) => [replace(root.get('a'), ['${x}', '\\'])]),
      'a = ["$${x}", "\\\\"]\n',
    );
  });

  test('one that is removed takes its line', () => {
    const text = lines('x {', '  a = 1', '  b = <<EOT', 'text', 'EOT', '  c = 3', '}');
    assert.equal(
      write(text, (root) => [remove(root.get('x', 'b'))]),
      lines('x {', '  a = 1', '  c = 3', '}'),
    );
    assert.equal(
      write('x {\n  a = 1\n}\n', (root) => [remove(root.get('x', 'a'))]),
      'x {}\n',
    );
  });

  test('a new name', () => {
    assert.equal(
      write('x = 1\n', (root) => [rename(root.get('x'), 'y')]),
      'y = 1\n',
    );
  });
});

suite('blocks', () => {
  test('what is an object in a block is one', () => {
    assert.equal(
      write('x {\n  a = 1\n}\n', (root) => [set(root.get('x'), ['b', 'c', 'd'], 2)]),
      lines('x {', '  a = 1', '', '  b {', '    c {', '      d = 2', '    }', '  }', '}'),
    );
  });

  test('one of the same name comes behind the last', () => {
    const text = lines('x {', '  volume {', '    name = "a"', '  }', '', '  other {}', '}');
    const added = lines(
      'x {',
      '  volume {',
      '    name = "a"',
      '  }',
      '  volume {',
      '    name = "b"',
      '  }',
      '',
      '  other {}',
      '}',
    );
    assert.equal(
      write(text, (root) => [append(root.get('x'), ['volume'], [{ name: 'b' }])]),
      added,
    );
  });

  test('one that is removed takes the empty line before it', () => {
    const text = lines('x {', '  a = 1', '', '  b {', '    c = 2', '  }', '', '  d {}', '}');
    assert.equal(
      write(text, (root) => [remove(root.get('x', 'b'))]),
      lines('x {', '  a = 1', '', '  d {}', '}'),
    );
  });

  test('of several, one goes, or all', () => {
    const text = lines('x {', '  b {', '    c = 1', '  }', '  b {', '    c = 2', '  }', '}');
    assert.equal(
      write(text, (root) => [removeDuplicate(root.get('x').namesakes('b')[0] ?? assert.fail())]),
      lines('x {', '  b {', '    c = 2', '  }', '}'),
    );
    assert.equal(
      write(text, (root) => [remove(root.get('x', 'b'))]),
      'x {}\n',
    );
  });
});

suite('objects and lists', () => {
  test('properties on lines, with no commas', () => {
    const text = lines('x = f([', '  {', '    name  = "a"', '    image = "b"', '  }', '])');
    assert.equal(
      write(text, (root) => [
        set(listOf(root.get('x')).items[0] ?? root, ['linuxParameters', 'initProcessEnabled'], true),
      ]),
      lines(
        'x = f([',
        '  {',
        '    name  = "a"',
        '    image = "b"',
        '    linuxParameters = {',
        '      initProcessEnabled = true',
        '    }',
        '  }',
        '])',
      ),
    );
  });

  test('as JSON', () => {
    const text = lines('x = {', '  "name": "a",', '  "image": "b"', '}');
    assert.equal(
      write(text, (root) => [set(root.get('x'), ['c'], { d: 1, e: [] })]),
      lines('x = {', '  "name": "a",', '  "image": "b",', '  "c": {', '    "d": 1,', '    "e": []', '  }', '}'),
    );
  });

  test('with commas and a comment behind the last', () => {
    const text = lines('x = {', '  a = 1,', '  b = 2, # c', '}');
    assert.equal(
      write(text, (root) => [set(root.get('x'), ['cc'], 3)]),
      lines('x = {', '  a  = 1,', '  b  = 2, # c', '  cc = 3,', '}'),
    );
  });

  test('on one line', () => {
    assert.equal(
      write('x = [{ a = 1 }]\n', (root) => [
        set(root.get('x').items[0] ?? root, ['b'], 2),
        append(root, ['x'], [{ a: 3 }]),
      ]),
      'x = [{ a = 1, b = 2 }, { a = 3 }]\n',
    );
  });

  test('a list on lines', () => {
    const text = lines('x = [', '  1,', '  2, # two', ']');
    assert.equal(
      write(text, (root) => [append(root, ['x'], [3, 4])]),
      lines('x = [', '  1,', '  2, # two', '  3,', '  4,', ']'),
    );
    assert.equal(
      write(text, (root) => [remove(root.get('x').items[0] ?? root)]),
      lines('x = [', '  2, # two', ']'),
    );
  });

  test('an empty list gets lines for objects', () => {
    assert.equal(
      write(lines('x = {', '  a = []', '}'), (root) => [append(root.get('x'), ['a'], [{ b: 1, cc: 2 }])]),
      lines('x = {', '  a = [', '    {', '      b  = 1', '      cc = 2', '    }', '  ]', '}'),
    );
    assert.equal(
      write(lines('x = {', '  a = []', '}'), (root) => [append(root.get('x'), ['a'], ['b'])]),
      lines('x = {', '  a = ["b"]', '}'),
    );
  });

  test('names that are no identifiers stand in quotes', () => {
    assert.equal(
      write(lines('x = {', '  a = 1', '}'), (root) => [
        set(root.get('x'), ['awslogs-group'], 'g'),
        set(root.get('x'), ['a.b'], 2),
      ]),
      lines('x = {', '  a             = 1', '  awslogs-group = "g"', '  "a.b"         = 2', '}'),
    );
  });

  test('what is moved keeps its comments', () => {
    const text = lines('x = {', '  a = { # one', '    c = 1', '  }', '  b = []', '}');
    assert.equal(
      write(text, (root) => [moveInto(root.get('x', 'a'), root.get('x'), ['b'])]),
      lines('x = {', '  b = [', '    { # one', '      c = 1', '    }', '  ]', '}'),
    );
    assert.equal(
      write(lines('x = {', '  a = 1', '  b = { c = 2 }', '}'), (root) => [
        move(root.get('x', 'a'), root.get('x', 'b'), ['d']),
      ]),
      lines('x = {', '  b = { c = 2, d = 1 }', '}'),
    );
  });

  test('what is wrapped and unwrapped', () => {
    assert.equal(
      write('x = { a = 1 }\n', (root) => [enlist(root.get('x'))]),
      'x = [{ a = 1 }]\n',
    );
    assert.equal(
      write(lines('x = [', '  # why', '  {', '    a = 1', '  }', ']'), (root) => [
        hoist(root.get('x'), root.get('x').items[0] ?? root),
      ]),
      lines('x = # why', '{', '  a = 1', '}'),
    );
    assert.equal(
      write(lines('x = {', '  a = 1', '}'), (root) => [nest(root.get('x', 'a'), ['b', 'a'])]),
      lines('x = {', '  b = {', '    a = 1', '  }', '}'),
    );
  });
});
