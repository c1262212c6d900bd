import assert from 'node:assert/strict';
import { test } from 'node:test';
import { multiplexes } from '../../../src/session/ports/agent-version.ts';

test('agents newer than 3.0.196.0 multiplex, and those whose version cannot be read are taken for newer', () => {
  for (const version of ['3.0.197.0', '3.0.196.1', '3.1.0.0', '3.3.1142.0', '4', '', 'next', '3.0.x']) {
    assert.ok(multiplexes(version), version);
  }
  for (const version of ['3.0.196.0', '3.0.196', '3.0.99.9', '2.3.9999.0', '3']) {
    assert.ok(!multiplexes(version), version);
  }
});
