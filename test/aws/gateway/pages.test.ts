import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { describedPages } from '../../../src/aws/gateway/pages.ts';
import { batches } from '../../../src/batches.ts';

/** A list of names in pages, whose tokens are page numbers. */
function pagesOf(pages: readonly (readonly string[])[], asked: string[] = []) {
  return (token: string | undefined) => {
    asked.push(`list ${token ?? 'first'}`);
    const index = Number(token ?? 0);
    return Promise.resolve({
      names: pages[index] ?? [],
      token: index + 1 < pages.length ? String(index + 1) : undefined,
    });
  };
}

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const item of items) {
    found.push(item);
  }
  return found;
}

suite('described pages', () => {
  test('all pages arrive, in order', async () => {
    const pages = await all(
      describedPages(pagesOf([['a', 'b'], ['c']]), (names) => Promise.resolve(names.map((name) => name.toUpperCase()))),
    );
    assert.deepEqual(pages, [['A', 'B'], ['C']]);
  });

  test('an empty page in the middle is not the end, and is not described', async () => {
    const pages = await all(
      describedPages(pagesOf([['a'], [], ['b']]), (names) =>
        names.length === 0 ? assert.fail('nothing to describe') : Promise.resolve(names),
      ),
    );
    assert.deepEqual(pages, [['a'], ['b']]);
  });

  test('the next page is asked for before the last one is described', async () => {
    const asked: string[] = [];
    const describe = (names: readonly string[]) => {
      asked.push(`describe ${names.join()}`);
      return Promise.resolve(names);
    };
    await all(describedPages(pagesOf([['a'], ['b']], asked), describe));
    assert.deepEqual(asked, ['list first', 'list 1', 'describe a', 'describe b']);
  });

  for (const [what, names] of [
    ['names', ['a']],
    ['no names', []],
  ] as const) {
    test(`a list whose pages have ever new tokens, with ${what}, is cut at a thousand of them, and is said to be`, async () => {
      let asked = 0;
      const endless = () => {
        asked += 1;
        return Promise.resolve({ names: names.map((name) => `${name}${asked}`), token: String(asked) });
      };
      const found: string[] = [];
      await assert.rejects(
        async () => {
          for await (const page of describedPages(endless, (some) => Promise.resolve(some))) {
            found.push(...page);
          }
        },
        { code: 'endless-list', message: /1000 pages/ },
      );
      assert.deepEqual([asked, found.length], [1000, names.length * 1000]);
    });
  }

  test('a page that fails rejects where it is reached, after the pages before it', async () => {
    const list = (token: string | undefined) =>
      token === undefined ? Promise.resolve({ names: ['a'], token: 'x' }) : Promise.reject(new Error('no'));
    const pages = describedPages(list, (names) => Promise.resolve(names));
    assert.deepEqual((await pages.next()).value, ['a']);
    await assert.rejects(pages.next(), /no/);
  });

  test('what is on two pages, for the list has changed meanwhile, comes once', async () => {
    const pages = await all(
      describedPages(pagesOf([['a', 'b'], ['b', 'c', 'c'], ['a']]), (names) => Promise.resolve(names)),
    );
    assert.deepEqual(pages, [['a', 'b'], ['c']]);
  });

  test('a page that leads back to one before ends the list in a problem, after what is there', async () => {
    const lists: readonly Readonly<Record<string, string>>[] = [
      { first: 'x', x: 'x' },
      { first: 'x', x: 'y', y: 'x' },
    ];
    for (const tokens of lists) {
      const asked: string[] = [];
      const list = (token = 'first') => {
        asked.push(token);
        return Promise.resolve({ names: [token], token: tokens[token] });
      };
      const found: string[] = [];
      const walk = async (): Promise<void> => {
        for await (const page of describedPages(list, (names) => Promise.resolve(names))) {
          found.push(...page);
        }
      };
      await assert.rejects(walk(), { code: 'repeated-page' });
      assert.deepEqual(found, Object.keys(tokens));
      assert.deepEqual(asked, Object.keys(tokens));
    }
  });

  test('a failed describe leaves no unhandled rejection of the page after it', async () => {
    const list = (token: string | undefined) =>
      token === undefined ? Promise.resolve({ names: ['a'], token: 'x' }) : Promise.reject(new Error('later'));
    await assert.rejects(all(describedPages(list, () => Promise.reject(new Error('now')))), /now/);
  });
});

test('batches hold all items, the last one what is left', () => {
  assert.deepEqual(batches([1, 2, 3, 4, 5], 2), [[1, 2], [3, 4], [5]]);
  assert.deepEqual(batches([], 2), []);
});
