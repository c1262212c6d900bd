import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadHclParser } from '../src/hcl-parser.ts';

test('what parses HCL can be loaded several times at once', async () => {
  const parsers = await Promise.all([loadHclParser(), loadHclParser(), loadHclParser()]);
  for (const parser of parsers) {
    assert.equal(parser.parse('a = 1\n')?.rootNode.hasError, false);
  }
});
