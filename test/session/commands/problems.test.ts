import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { endedEarly } from '../../../src/session/commands/problems.ts';
import { takenOf } from '../../support/counted-text.ts';

suite('what the agent says at the end of a command', () => {
  test('is searched no further than some thousand characters', () => {
    for (const part of ['unable to start command ', '\n', ' ', '----------ERROR-------\n']) {
      const [first = 0, ...others] = takenOf(part, 10_000, (message) => endedEarly({ reason: 'closed', message }));
      assert.deepEqual(others, [first, first], part);
      assert.ok(first <= 2 * 4000 + 2, part);
    }
  });

  test('is told in a line, and short', () => {
    const { message, code } = endedEarly({
      reason: 'closed',
      message: `----------ERROR-------\nno [space](command:x)\nleft\n${'x'.repeat(5_000_000)}`,
    });
    assert.equal(code, 'command/refused');
    assert.match(message, /^The exec agent in the container ended the session: no \[space\] \(command:x\) left x+…$/);
    assert.ok(message.length < 400);
  });
});
