import assert from 'node:assert/strict';
import { after, suite, test } from 'node:test';
import { hideValues } from '../../src/cli/hide-values.ts';
import { Linter, WRONG } from './linter.ts';

const linter = new Linter();
after(() => linter[Symbol.dispose]());

suite('values that may be secrets', () => {
  test('are hidden, and all else stays where it is', () => {
    for (const [text, shown] of [
      ['{ "name": "KEY", "value": "hunter2" }', '{ "name": "KEY", "value": "•••••••" }'],
      ['{"value":"a\\"b","name":"c"}', '{"value":"••••","name":"c"}'],
      ['{"Value"\n:\t"ab"}', '{"Value"\n:\t"••"}'],
      ['{"splunk-token": "ab", "splunk-url": "c"}', '{"splunk-token": "••", "splunk-url": "c"}'],
      ['{"value": "ab\n"name": "c"}', '{"value": "••\n"name": "c"}'],
      ['{"value": "ab\\\r\n"name": "c"}', '{"value": "•••\r\n"name": "c"}'],
      ['{"value": "\\"value\\": \\"ab"}', `{"value": "${'•'.repeat('\\"value\\": \\"ab'.length)}"}`],
      ['{"value": "ab', '{"value": "••'],
      ['{"value": "a\\', '{"value": "••'],
      ['{"value": "", "valueFrom": "arn"}', '{"value": "", "valueFrom": "arn"}'],
      ['- Name: A\n  Value: hunter2 # now\n', '- Name: A\n  Value: •••••••••••••\n'],
      ["- { Name: A, Value: 'it''s' }", "- { Name: A, Value: '•••••' }"],
      ['  Value: !Ref Key\n  ValueFrom: a', '  Value: !Ref Key\n  ValueFrom: a'],
      ['  Value: |\n    hunter2', '  Value: |\n    hunter2'],
      ['{ name = "A", value = "hunter2" }', '{ name = "A", value = "•••••••" }'],
      ['{ "name" : "A", "value" : "hunter2" }', '{ "name" : "A", "value" : "•••••••" }'],
      ['value = var.key\nvalues = ["a"]', 'value = var.key\nvalues = ["a"]'],
      ['value = "a${lookup(x, "k")}b", name = "c"', `value = "${'•'.repeat(19)}", name = "c"`],
      ['{ value = join("", ["ab"]), name = "c" }', `{ value = ${'•'.repeat('join("", ["ab"])'.length)}, name = "c" }`],
      [
        '{ value = var.x ? "ab" : "", name = "c" }',
        `{ value = ${'•'.repeat('var.x ? "ab" : ""'.length)}, name = "c" }`,
      ],
      ['{ value = var.list["a"].b, name = "c" }', '{ value = var.list["a"].b, name = "c" }'],
      ["  Value: !Sub 'ab'", "  Value: !Sub '••'"],
      ['  Value: &x ab', '  Value: •••••'],
      ['  Value: !Join ["", [ab]]', `  Value: ${'•'.repeat('!Join ["", [ab]]'.length)}`],
      ["{Value: {'Fn::Sub': 'a}b'}, Name: A}", `{Value: ${'•'.repeat("{'Fn::Sub': 'a}b'}".length)}, Name: A}`],
      ['{"valeu": "ab", "vlaue": "c"}', '{"valeu": "••", "vlaue": "•"}'],
      ['environment = { DB_KEY = "ab" }', 'environment = { DB_KEY = "••" }'],
      ['Environment:\n  DB_KEY: ab\n  - DB_KEY=ab', 'Environment:\n  DB_KEY: ••\n  - DB_KEY=••'],
      // Maps of variables, by whatever name.
      ['environment = { password = "ab", b = var.x }', 'environment = { password = "••", b = var.x }'],
      ['environment = {\n  password = "ab"\n}\nname = "c"', 'environment = {\n  password = "••"\n}\nname = "c"'],
      ['environment = { "a.b" = "ab", c : 1 }', 'environment = { "a.b" = "••", c : ••}'],
      ['map_environment = merge(var.a, { key = "ab" })', 'map_environment = merge(var.a, { key = "••" })'],
      [
        'environment = [for k, v in { key = "ab" } : { name = k, value = v }]',
        'environment = [for k, v in { key = "••" } : { name = •, value = ••}]',
      ],
      ['"environment": { "password": "ab" }, "image": "c"', '"environment": { "password": "••" }, "image": "c"'],
      ['environment:\n  password: ab\n\n  b: "c"\nimage: d', 'environment:\n  password: ••\n\n  b: "•"\nimage: d'],
      ['environment: # All.\r\n  key: ab\r\nimage: d', 'environment: # All.\r\n  key: ••\r\nimage: d'],
      ['environment:\n  - name: a\n    x: y\n', 'environment:\n  - name: a\n    x: y\n'],
      ['environment = [{ name = "A" }]\nimage = "c"', 'environment = [{ name = "A" }]\nimage = "c"'],
      ['environment = var.environment\nimage = "c"', 'environment = var.environment\nimage = "c"'],
      ['environment_id == "a" ? { b = "c" } : {}', 'environment_id == "a" ? { b = "c" } : {}'],
      // Names that something works out.
      ['{ (var.k) = "ab", (local.name) = { image = "c" } }', '{ (var.k) = "••", (local.name) = { image = "c" } }'],
      ['{ "${var.k}_KEY" = "ab", (var.l) = f("a") }', '{ "${var.k}_KEY" = "••", (var.l) = •••••••}'],
      ['count = (var.x) == "ab" ? 1 : 0', 'count = (var.x) == "ab" ? 1 : 0'],
      ['{ "AWS": "arn" }', '{ "AWS": "arn" }'],
      ['"splunk-token" = "ab"', '"splunk-token" = "••"'],
    ] as const) {
      assert.equal(hideValues(text), shown);
    }
  });

  test('are in no output, whatever its format', async () => {
    const secret = 'wJalrXUtnFEMI';
    const environment = `[{ "name": "AWS_SECRET_ACCESS_KEY", "value": "${secret}" }, { "name": "A", "value": "${secret}" }, { "name": "A", "value": "${secret}" }, { "nme": "HTTP_PROXY", "value": "http://me:${secret}@proxy" }]`;
    const document = WRONG.replace('"memory": 128', `"memory": 128, "environment": ${environment}`);
    linter.write('td.json', document);
    for (const format of ['text', 'json', 'sarif', 'github']) {
      for (const path of ['td.json', '-']) {
        const { out, error } = await linter.run([path, '--format', format], document);
        assert.match(out, /AWS_SECRET_ACCESS_KEY/);
        assert.doesNotMatch(out + error, new RegExp(secret));
      }
    }
  });
});
