import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { GrowingList } from '../../src/vscode/growingList.ts';

/** Pages that arrive when they are told to. */
function handedPages<T>() {
  const queue: ((page: readonly T[] | undefined | Error) => void)[] = [];
  const next = () => new Promise<readonly T[] | undefined | Error>((resolve) => queue.push(resolve));
  async function* pages(): AsyncGenerator<readonly T[]> {
    for (;;) {
      const page = await next();
      if (page === undefined) {
        return;
      }
      if (page instanceof Error) {
        throw page;
      }
      yield page;
    }
  }
  const hand = async (page: readonly T[] | undefined | Error): Promise<void> => {
    while (queue.length === 0) {
      await new Promise(setImmediate);
    }
    queue.shift()?.(page);
    // Once for the list to take it, once for it to tell of it.
    await new Promise(setImmediate);
    await new Promise(setImmediate);
  };
  return { pages, hand };
}

suite('a growing list', () => {
  test('can be shown from the first page on, and is shown again when doubled and when complete', async () => {
    const { pages, hand } = handedPages<number>();
    const shown: number[] = [];
    const list = new GrowingList(pages, () => shown.push(list.items.length));
    await hand([1, 2]);
    await list.started;
    assert.deepEqual(list.items, [1, 2]);
    await hand([3]);
    await hand([4]);
    await hand([5]);
    await hand(undefined);
    assert.deepEqual(shown, [4, 5]);
    assert.ok(list.complete);
  });

  test('an error after some pages keeps them', async () => {
    const { pages, hand } = handedPages<number>();
    let shown = 0;
    const list = new GrowingList(pages, () => (shown += 1));
    await hand([1]);
    await hand(new Error('gone'));
    assert.deepEqual(list.items, [1]);
    assert.match(String(list.error), /gone/);
    assert.equal(shown, 1);
  });

  test('an error before the first page starts it, empty', async () => {
    const { pages, hand } = handedPages<number>();
    const list = new GrowingList(pages, () => assert.fail('the caller waits for the start'));
    await hand(new Error('denied'));
    await list.started;
    assert.match(String(list.error), /denied/);
  });

  test('what is stopped asks for no more and tells no more', async () => {
    const { pages, hand } = handedPages<number>();
    const list = new GrowingList(pages, () => assert.fail('stopped'));
    await hand([1]);
    list.stop();
    await hand([2, 3]);
    assert.deepEqual(list.items, [1]);
    assert.equal(list.error, undefined);
  });

  test('a first page that is the last is told of once, as complete', async () => {
    const list = new GrowingList(
      async function* () {
        yield await Promise.resolve([1, 2]);
      },
      () => assert.fail('it was complete when it started'),
    );
    await list.started;
    assert.ok(list.complete);
    await new Promise(setImmediate);
  });

  test('an empty list is complete when started', async () => {
    const { pages, hand } = handedPages<number>();
    const list = new GrowingList(pages, () => assert.fail('nothing came'));
    await hand(undefined);
    await list.started;
    assert.ok(list.complete && list.items.length === 0);
  });
});
