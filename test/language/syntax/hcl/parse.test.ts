import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { Value } from '../../../../src/language/syntax/value.ts';
import { plain } from '../plain.ts';
import { hcl } from './hcl.ts';

function parse(text: string): Value {
  return hcl.parse(text) ?? assert.fail();
}

/** What an attribute `x` is, whose expression is given. */
function expression(written: string): Value {
  return parse(`x = ${written}\n`).get('x');
}

function written({ source, start, end }: Value): string {
  return source.text.slice(start, end);
}

/** What a value and all in it are, and what they are written as, but for a comment. */
function outline(value: Value, comment = ''): unknown {
  const { kind, scalar, key, expression: known, children } = value;
  const inner = known?.kind === 'call' ? [known.name, known.arguments.map((each) => outline(each, comment))] : known;
  const text = written(value).replace(comment, '');
  return { kind, scalar, key: key?.name, text, inner, children: children.map((child) => outline(child, comment)) };
}

suite('HCL as values', () => {
  test('a block is a property for each of its labels', () => {
    const text = 'resource "aws_ecs_service" "web" {\n  name = "web"\n}\n';
    assert.deepEqual(plain(parse(text)), { resource: { aws_ecs_service: { web: { name: 'web' } } } });
  });

  test('each stands where it is written, beside characters of two code units, too', () => {
    const root = parse('# 𝒳\nresource "a" "b" {\n  x = "😀" # 𝒳\n  y = [1, true]\n}\n');
    const body = root.get('resource', 'a', 'b');
    assert.equal(written(body), '{\n  x = "😀" # 𝒳\n  y = [1, true]\n}');
    assert.equal(written(body.get('x')), '"😀"');
    assert.equal(written(body.get('y')), '[1, true]');
    const key = body.key ?? assert.fail();
    assert.equal(root.source.text.slice(key.start, key.end), '"b"');
    assert.deepEqual(
      root.source.comments.map(({ start, end }) => root.source.text.slice(start, end)),
      ['# 𝒳', '# 𝒳'],
    );
  });

  test('blocks of one name are namesakes', () => {
    const body = parse('volume {\n  name = "a"\n}\nvolume {\n  name = "b"\n}\n');
    assert.deepEqual(body.namesakes('volume').map(plain), [{ name: 'a' }, { name: 'b' }]);
  });

  test('literals', () => {
    assert.equal(expression('"a\\n\\"\\u00e9\\U0001F600"').string, 'a\n"é😀');
    assert.equal(expression('-12.5e1').number, -125);
    assert.equal(expression('true').scalar, true);
    assert.equal(expression('null').kind, 'null');
    assert.deepEqual(plain(expression('{ a = 1, "b" : [2, 3], 4 = { } }')), { a: 1, b: [2, 3], 4: {} });
  });

  test('what is written plainly is read as the same with a comment in it, of which the grammar makes sense', () => {
    const plainly = [
      '[1, "a", b.c, true, null, -2.5]',
      '[\r\n  { a = 1, "b" : "${c.d}-e" },\r\n  {\r\n    f = [g(h, [])]\r\n    i = {}\r\n  },\r\n]',
      'jsonencode([{ a = merge(b, { c = d }) }])',
      '[1, 2][0]',
      '[a ? 1 : 2, b]',
      '{ a = 1e5, b = c[0], d = e.*.f }',
      '{ a = b => c }',
      '[for a in b : a]',
      '{ for a, b in c : a => b }',
      'f(a, b...)',
      'f(a) + 1',
      '[a b]',
      '[a,, b]',
      '[[1, f(2)], [3, -a], [4, [5]]]',
      `${'['.repeat(30)}${']'.repeat(30)}`,
      `${'['.repeat(70)}${']'.repeat(70)}`,
    ];
    for (const text of plainly) {
      const isList = text.startsWith('[') || text.startsWith('{');
      const at = isList ? 1 : text.indexOf('(') + 1;
      const comment = '/**/';
      const other = expression(text.slice(0, at) + comment + text.slice(at));
      const value = expression(text);
      assert.deepEqual(outline(value), outline(other, comment), text);
    }
  });

  test('a template is a string with a placeholder', () => {
    const value = expression('"${var.name}-web"');
    assert.equal(value.kind, 'string');
    assert.ok(value.isUnknown);
    assert.equal(value.string, undefined);
  });

  test('a name that is worked out may be any', () => {
    const object = expression('{ (var.x) = 1, a = 2 }');
    assert.ok(object.get('b').isUnknown);
    assert.equal(object.get('a').number, 2);
    assert.equal(object.children.length, 2);
  });

  test('what else is worked out is unknown', () => {
    for (const written of [
      'var.x ? 1 : 2',
      '1 + 2',
      '[for x in y : x]',
      '{ for k, v in y : k => v }',
      'a.b[0].c',
      'a.*.b',
      '!true',
      'f("x").y',
      '(1)',
    ]) {
      const value = expression(written);
      assert.equal(value.kind, 'unknown', written);
      assert.equal(value.expression, undefined, written);
    }
  });

  test('a reference says to what', () => {
    const { kind, expression: reference } = expression('aws_iam_role.task.arn');
    assert.equal(kind, 'unknown');
    assert.deepEqual(reference, { kind: 'reference', path: ['aws_iam_role', 'task', 'arn'] });
  });

  test('a call says of what', () => {
    const { expression: call } = expression('jsonencode([{ a = 1 }])');
    assert.ok(call?.kind === 'call');
    assert.equal(call.name, 'jsonencode');
    assert.deepEqual(call.arguments.map(plain), [[{ a: 1 }]]);
    const { expression: spread } = expression('merge(var.all...)');
    assert.ok(spread?.kind === 'call' && spread.arguments.length === 0);
  });

  test('a heredoc is a string, and JSON in it stands where it is written', () => {
    const text = 'x = <<-EOT\n    [\n      { "a": "${var.b}" }\n    ]\n  EOT\n';
    const heredoc = parse(text).get('x');
    assert.equal(heredoc.scalar, '[\n  { "a": "${var.b}" }\n]\n');
    const { start, end } = hcl.contentOf(heredoc);
    assert.equal(text.slice(start, end), '    [\n      { "a": "${var.b}" }\n    ]\n');
    const list = hcl.embeddedIn?.(heredoc) ?? assert.fail();
    const a = list.items[0]?.get('a') ?? assert.fail();
    assert.equal(text.slice(a.start, a.end), '"${var.b}"');
    assert.equal(hcl.embeddedIn?.(parse('x = "[]"\n').get('x')), undefined);
  });

  test('comments in the middle of objects', () => {
    const body = parse(
      'x {\n  # checkov:skip=CKV_AWS_336:why\n  a = { # one\n    b = 1 // two\n    /* three */ c = 2\n  }\n}\n',
    );
    assert.deepEqual(plain(body), { x: { a: { b: 1, c: 2 } } });
    assert.equal(body.source.comments.length, 4);
  });

  test('CRLF, a byte order mark and tabs', () => {
    const root = parse('\uFEFF# c\r\nx {\r\n\ta\t= 1 # d\r\n}\r\n');
    assert.ok(root.source.complete);
    assert.deepEqual(plain(root), { x: { a: 1 } });
    const { comments, text } = root.source;
    assert.deepEqual(
      comments.map(({ start, end }) => text.slice(start, end)),
      ['# c', '# d'],
    );
  });
});

suite('HCL that is not finished', () => {
  const text = 'resource "a" "b" {\n  x = "y"\n  z = [\n    1,\n  ]\n}\n';

  test('never throws, and says that it is not complete', () => {
    assert.ok(parse(text).source.complete);
    for (let end = text.trimEnd().length - 1; end > 'resource'.length; end--) {
      const root = parse(text.slice(0, end));
      assert.equal(root.source.complete, false, text.slice(0, end));
      assert.ok(!root.get('other').isAbsent);
    }
  });

  test('what is being written is unknown', () => {
    const at = text.indexOf('y"');
    const root = hcl.parse(text, { within: at + 1 }) ?? assert.fail();
    assert.equal(root.get('resource', 'a', 'b').get('x').kind, 'unknown');
    assert.deepEqual(root.source.unfinished, { start: at - 1, end: at + 2 });
  });

  test('so is a name', () => {
    const at = text.indexOf('x =');
    const root = hcl.parse(text, { within: at + 1 }) ?? assert.fail();
    const body = root.get('resource', 'a', 'b');
    assert.equal(body.has('x'), false);
    assert.ok(body.get('other').isUnknown);
  });

  test('what is deeper than anybody writes is unknown', () => {
    const depth = 1000;
    const deep = parse(`x = ${'['.repeat(depth)}${']'.repeat(depth)}\n`);
    assert.equal(deep.get('x').kind, 'array');
  });

  test('a text that is longer than any module is not read', () => {
    assert.equal(hcl.parse('# '.padEnd(600_000, 'x')), undefined);
  });
});
