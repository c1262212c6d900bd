import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { KeepAlive } from '../../../src/session/transport/keep-alive.ts';
import { FakeClock } from '../support/fake-clock.ts';

function started(): { clock: FakeClock; keepAlive: KeepAlive; pings: number[]; deaths: number[] } {
  const clock = new FakeClock();
  const start = clock.now();
  const pings: number[] = [];
  const deaths: number[] = [];
  const seconds = (): number => (clock.now() - start) / 1000;
  const keepAlive = new KeepAlive(
    clock,
    () => pings.push(seconds()),
    () => deaths.push(seconds()),
  );
  return { clock, keepAlive, pings, deaths };
}

suite('keep-alive', () => {
  test('pings every 30 s as long as there are answers', () => {
    const { clock, keepAlive, pings, deaths } = started();
    for (let second = 0; second < 125; second++) {
      clock.advance(1000);
      keepAlive.heard();
    }
    assert.deepEqual(pings, [30, 60, 90, 120]);
    assert.deepEqual(deaths, []);
  });

  test('takes the other end for dead after two pings without an answer, and says so once', () => {
    const { clock, pings, deaths } = started();
    clock.advance(600_000);
    assert.deepEqual(pings, [30, 40]);
    assert.deepEqual(deaths, [50]);
    assert.equal(clock.pending, 0);
  });

  test('goes on when the second ping is answered', () => {
    const { clock, keepAlive, pings, deaths } = started();
    clock.advance(41_000);
    keepAlive.heard();
    clock.advance(30_000);
    assert.deepEqual(pings, [30, 40, 70]);
    assert.deepEqual(deaths, []);
  });

  test('pings at once when something is missing, and then takes 8 s of silence for an answer', () => {
    const { clock, keepAlive, pings, deaths } = started();
    clock.advance(20_000);
    keepAlive.test();
    clock.advance(3000);
    keepAlive.test();
    assert.deepEqual(pings, [20], 'a test that goes on is not begun anew');
    clock.advance(60_000);
    assert.deepEqual(pings, [20, 24]);
    assert.deepEqual(deaths, [28]);
    assert.equal(clock.pending, 0);
  });

  test('goes on as before when the test is passed', () => {
    const { clock, keepAlive, pings, deaths } = started();
    clock.advance(5000);
    keepAlive.test();
    clock.advance(2000);
    keepAlive.heard();
    clock.advance(50_000);
    assert.deepEqual(pings, [5, 29, 39]);
    assert.deepEqual(deaths, [49], 'found out at the usual pace');
  });

  test('tests nothing while something comes, or nothing is read', () => {
    const { clock, keepAlive, pings } = started();
    clock.advance(5000);
    keepAlive.heard();
    clock.advance(2900);
    keepAlive.test();
    keepAlive.listen(false);
    clock.advance(5000);
    keepAlive.test();
    assert.deepEqual(pings, []);
  });

  test('leaves no timer when it stops', () => {
    const { clock, keepAlive } = started();
    keepAlive.stop();
    assert.equal(clock.pending, 0);
  });
});
