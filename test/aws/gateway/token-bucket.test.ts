import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { type Taker, TokenBucket } from '../../../src/aws/gateway/token-bucket.ts';
import { FakeClock } from '../../session/support/fake-clock.ts';

const user: Taker = { isBackground: false, signal: undefined };
const background: Taker = { isBackground: true, signal: undefined };

/** A bucket, and who has taken from it so far. */
function open(burst: number, perSecond: number) {
  const clock = new FakeClock();
  const bucket = new TokenBucket({ burst, perSecond }, clock);
  const taken: string[] = [];
  const take = (name: string, taker: Taker = user): Promise<void> =>
    bucket.take(taker).then(() => void taken.push(name));
  const pass = async (milliseconds: number): Promise<void> => {
    clock.advance(milliseconds);
    await new Promise(setImmediate);
  };
  return { clock, bucket, taken, take, pass };
}

suite('a token bucket', () => {
  for (const count of [100, 200, 400]) {
    test(`lets ${count} calls go out in a burst, then at its rate`, async () => {
      const { clock, bucket } = open(50, 10);
      const begin = clock.now();
      let lastAt = 0;
      for (let call = 0; call < count; call += 1) {
        void bucket.take(user).then(() => (lastAt = clock.now()));
      }
      for (let step = 0; step < 10 * count; step += 1) {
        clock.advance(10);
        await Promise.resolve();
      }
      const least = ((count - 50) / 10) * 1000;
      assert.ok(lastAt - begin >= least && lastAt - begin <= least + 20, `${lastAt - begin} ms`);
      assert.equal(clock.pending, 0);
    });
  }

  test('serves users before what goes on in the background, each in their order', async () => {
    const { take, taken, pass } = open(2, 1);
    void take('b1', background);
    void take('u1');
    void take('b2', background);
    void take('u2');
    void take('u3');
    await pass(0);
    assert.deepEqual(taken, ['b1', 'u1']);
    await pass(10_000);
    assert.deepEqual(taken, ['b1', 'u1', 'u2', 'u3', 'b2']);
  });

  test('leaves half of a burst to users, so that they need not wait even for a token', async () => {
    const { take, taken, pass } = open(10, 1);
    for (let call = 0; call < 8; call += 1) {
      void take('background', background);
    }
    await pass(0);
    assert.equal(taken.length, 5);
    for (let call = 0; call < 5; call += 1) {
      void take('user');
    }
    await pass(0);
    assert.equal(taken.filter((name) => name === 'user').length, 5);
  });

  test('gives the place of whoever gives up to the next', async () => {
    const { bucket, take, taken, pass, clock } = open(1, 1);
    const abort = new AbortController();
    void take('first');
    const given = bucket.take({ isBackground: false, signal: abort.signal });
    void take('last');
    abort.abort(new Error('given up'));
    await assert.rejects(given, /given up/);
    await pass(1000);
    assert.deepEqual(taken, ['first', 'last']);
    assert.equal(clock.pending, 0);
    await assert.rejects(bucket.take({ isBackground: false, signal: abort.signal }), /given up/);
  });

  test('gives half as much after AWS has refused a call, never nothing, and all of it a minute later', async () => {
    const { bucket, take, taken, pass } = open(10, 8);
    bucket.throttled();
    for (let call = 0; call < 4; call += 1) {
      void take('call');
    }
    await pass(0);
    assert.equal(taken.length, 0);
    await pass(500);
    assert.deepEqual(taken, ['call', 'call']);
    for (let again = 0; again < 10; again += 1) {
      bucket.throttled();
    }
    await pass(2500);
    assert.equal(taken.length, 4);
    await pass(120_000);
    for (let call = 0; call < 10 + 8; call += 1) {
      void take('call');
    }
    await pass(0);
    assert.equal(taken.length, 4 + 10);
    await pass(1000);
    assert.equal(taken.length, 4 + 10 + 8);
  });
});
