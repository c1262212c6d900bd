import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { describe, inOneLine } from '../../src/vscode/log-entry.ts';

suite('an entry of the log', () => {
  test('is one line, whatever it says', () => {
    assert.equal(
      inOneLine('first\n2026-01-01 00:00:00.000 [error] forged \x1b[2J\u202e'),
      'first 2026-01-01 00:00:00.000 [error] forged ␛[2J\ufffd',
    );
  });

  test('of an error has its calls below it, indented, and nothing else', () => {
    const [first, ...calls] = describe(new Error('second\n2026-01-01 00:00:00.000 [error] forged')).split('\n');
    assert.equal(first, 'Error: second 2026-01-01 00:00:00.000 [error] forged');
    assert.ok(calls.length > 0 && calls.every((line) => line.startsWith('    at ')));
  });

  test('is short, however long the error is', () => {
    assert.ok(describe(new Error('x'.repeat(5_000_000))).length < 10_000);
  });
});
