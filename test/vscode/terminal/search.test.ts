import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { Search } from '../../../src/vscode/terminal/search.ts';

class Thing {
  isDisposed = false;
  dispose(): void {
    this.isDisposed = true;
  }
}

/** What comes when it is told to. */
function later(): {
  readonly promise: Promise<Thing>;
  readonly resolve: (thing: Thing) => void;
  readonly reject: (error: Error) => void;
} {
  let settle: { resolve: (thing: Thing) => void; reject: (error: Error) => void } | undefined;
  const promise = new Promise<Thing>((resolve, reject) => (settle = { resolve, reject }));
  assert.ok(settle);
  return { promise, ...settle };
}

suite('a search', () => {
  test('finds, one look at a time', async () => {
    const search = new Search<Thing>();
    const thing = new Thing();
    const { promise, resolve } = later();
    const first = search.find(() => promise);
    assert.equal(await search.find(() => assert.fail('a second look')), undefined);
    resolve(thing);
    assert.equal(await first, thing);
    await assert.rejects(
      search.find(() => Promise.reject(new Error('no'))),
      /no/,
    );
    assert.equal(await search.find(() => Promise.resolve(thing)), thing);
    assert.equal(thing.isDisposed, false);
  });

  test('ends what it has begun when it is closed, and keeps nothing that is found later', async () => {
    const search = new Search<Thing>();
    const thing = new Thing();
    const { promise, resolve } = later();
    let told: AbortSignal | undefined;
    const found = search.find((signal) => {
      told = signal;
      return promise;
    });
    search.close();
    assert.equal(told?.aborted, true);
    resolve(thing);
    assert.equal(await found, undefined);
    assert.equal(thing.isDisposed, true);
    assert.equal(await search.find(() => assert.fail('a look after its end')), undefined);
  });

  test('says nothing of a look that fails because it was closed', async () => {
    const search = new Search<Thing>();
    const { promise, reject } = later();
    const found = search.find(() => promise);
    search.close();
    reject(new Error('closed'));
    assert.equal(await found, undefined);
  });
});
