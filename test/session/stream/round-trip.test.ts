import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { RoundTrip } from '../../../src/session/stream/round-trip.ts';

suite('the round-trip estimate', () => {
  test('begins with 200 ms', () => {
    assert.equal(new RoundTrip().timeout, 200);
  });

  test('follows the formula', () => {
    const roundTrip = new RoundTrip();
    roundTrip.measured(60);
    // variation 0.75 * 0 + 0.25 * |100 - 60| = 10, smoothed 0.875 * 100 + 0.125 * 60 = 95
    assert.equal(roundTrip.timeout, 95 + 4 * 10);
    roundTrip.measured(95);
    assert.equal(roundTrip.timeout, 95 + 4 * 7.5);
  });

  test('stays 10 ms above a round trip that never varies', () => {
    const roundTrip = new RoundTrip();
    for (let n = 0; n < 500; n++) {
      roundTrip.measured(3);
    }
    assert.ok(Math.abs(roundTrip.timeout - 13) < 0.01);
  });

  test('is never above a second', () => {
    const roundTrip = new RoundTrip();
    roundTrip.measured(60_000);
    assert.equal(roundTrip.timeout, 1000);
  });

  test('is twice the estimate at most after a frame that was sent again has arrived (Karn)', () => {
    const roundTrip = new RoundTrip();
    roundTrip.measured(100);
    for (let loss = 0; loss < 3; loss++) {
      roundTrip.backOff();
    }
    assert.equal(roundTrip.timeout, 880);
    roundTrip.recovered();
    assert.equal(roundTrip.timeout, 220);
    roundTrip.recovered();
    assert.equal(roundTrip.timeout, 220);
    roundTrip.measured(100);
    assert.equal(roundTrip.timeout, 110);
  });

  test('doubles while nothing comes, and forgets that with the next measurement', () => {
    const roundTrip = new RoundTrip();
    const timeouts = [1, 2, 3, 4].map(() => {
      roundTrip.backOff();
      return roundTrip.timeout;
    });
    assert.deepEqual(timeouts, [400, 800, 1000, 1000]);
    roundTrip.measured(100);
    assert.equal(roundTrip.timeout, 110);
  });
});
