import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { hasOpenPlaceholders } from '../../../../src/language/syntax/json/open-placeholders.ts';

suite('placeholders outside of strings', () => {
  for (const text of [
    '{"cpu": ${cpu}}',
    '{"a": 1\n{{ if .Debug }}\n"b": 2}',
    '{"a": 1 {% if debug %} "b": 2 {% endif %}}',
    '{"a": <CPU> }',
    '{"tag": "{{ default "latest" .Tag }}"}',
    '{"tag": "${jsonencode("x")}"}',
    '{"tag": "<%= tags["web"] %>"}',
    '{"a": 1 // {{ if .Debug }}\n}',
    '{"a": "unclosed\n"b": ${b}}',
  ]) {
    test(text, () => assert.equal(hasOpenPlaceholders(text), true));
  }
});

suite('no placeholders outside of strings', () => {
  for (const text of [
    '{"a": 1}',
    '{"cpu": "${cpu}"}',
    '{"a": "<h1>", "b": "{{ x }}"}',
    '{"a": "\\"", "b": "<h1>"}',
    '{"a": 1 // <no>\n}',
    '{"a": 1 # <no>\n}',
    '{"a": "one, "b": "<h1>"}',
    '{"a": "${b",\n "c": "}"}',
    '{"a": "${b", "c: {}}',
    '',
  ]) {
    test(text, () => assert.equal(hasOpenPlaceholders(text), false));
  }
});
