import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { LogEvent } from '../../../src/aws/api/logs.ts';
import { Seen } from '../../../src/live/logs/seen.ts';

const event = (id: string | undefined, message: string, time = 1): LogEvent => ({ id, stream: 's', time, message });

suite('events that came before', () => {
  test('are known by their ids, though they look like others', () => {
    const seen = new Seen();
    assert.deepEqual(
      [seen.read(event('1', '')), seen.read(event('2', '')), seen.read(event('1', ''))],
      [true, true, false],
    );
  });

  test('of Live Tail are those that were read, each once, and the other way round', () => {
    const seen = new Seen();
    assert.ok(seen.read(event('1', 'a')));
    assert.ok(!seen.tailed(event(undefined, 'a')));
    assert.ok(seen.tailed(event(undefined, 'a')), 'the same line again');
    assert.ok(!seen.read(event('2', 'a')));
    assert.ok(seen.read(event('3', 'a')), 'and again');
    assert.ok(seen.read(event('4', 'a', 2)), 'at another time');
  });

  test('in any order: as many are shown as there are', () => {
    // Two identical lines; each comes by both ways, in every order.
    for (const order of ['rrtt', 'rtrt', 'rttr', 'trrt', 'trtr', 'ttrr']) {
      const seen = new Seen();
      let id = 0;
      const shown = Array.from(order).filter((way) =>
        way === 'r' ? seen.read(event(String((id += 1)), 'x')) : seen.tailed(event(undefined, 'x')),
      );
      assert.equal(shown.length, 2, order);
    }
  });
});
