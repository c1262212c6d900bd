import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { Pace } from '../../../src/live/logs/pace.ts';

suite('how often logs are asked for', () => {
  test('is less where it is quiet, or nobody looks', () => {
    const pace = new Pace();
    pace.came(1);
    assert.equal(pace.pause('close', 1), 2_000);
    assert.equal(pace.pause('away', 1), 15_000);
    Array.from({ length: 10 }, () => pace.came(0));
    assert.equal(pace.pause('close', 1), 5_000);
    assert.equal(pace.pause('away', 1), 30_000);
    pace.came(1);
    assert.equal(pace.pause('close', 1), 2_000);
  });

  test('is less where it takes several calls, and where AWS throttles', () => {
    const pace = new Pace();
    assert.equal(pace.pause('close', 3), 6_000);
    pace.failed();
    pace.failed();
    assert.equal(pace.pause('close', 1), 8_000);
    Array.from({ length: 20 }, () => pace.failed());
    assert.equal(pace.pause('close', 1), 60_000);
    pace.came(0);
    assert.ok(pace.pause('close', 1) < 5_000);
  });
});
