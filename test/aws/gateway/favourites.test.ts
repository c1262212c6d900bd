import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { withFavourites } from '../../../src/aws/gateway/favourites.ts';
import { Problem } from '../../../src/problem.ts';
import type { ProblemCode } from '../../../src/problem-code.ts';
import { sentence } from '../../../src/text.ts';

const arn = (name: string): string => `arn:aws:ecs:eu-central-1:111122223333:cluster/${name}`;

/** All pages of a list that ends with this, if with anything. */
async function pages(listed: readonly (readonly string[])[], favourites: readonly string[], end?: Error) {
  // eslint-disable-next-line @typescript-eslint/require-await -- a list that is there
  async function* list(): AsyncGenerator<{ arns: readonly string[]; hasMore: boolean }> {
    for (const [index, arns] of listed.entries()) {
      yield { arns, hasMore: index < listed.length - 1 };
    }
    if (end !== undefined) {
      throw end;
    }
  }
  const found = [];
  for await (const page of withFavourites(list(), {
    favourites: () => favourites,
    arnsOf: ({ arns }) => arns,
    followed: (page) => ({ ...page, hasMore: true }),
    toPage: (named) => Promise.resolve({ arns: named, hasMore: false }),
  })) {
    found.push(page);
  }
  return found;
}

const problem = (code: ProblemCode): Problem => new Problem(code, sentence('It did not work.'));

suite('clusters that the user has named', () => {
  test('come after those that AWS lists, unless it lists them by name or ARN', async () => {
    assert.deepEqual(await pages([[arn('a')], [arn('b')]], ['b', arn('a'), 'c']), [
      { arns: [arn('a')], hasMore: true },
      { arns: [arn('b')], hasMore: true },
      { arns: ['c'], hasMore: false },
    ]);
    assert.deepEqual(await pages([[arn('a')]], ['a']), [{ arns: [arn('a')], hasMore: false }]);
  });

  test('are there where the list is denied, and nothing hides any other reason', async () => {
    assert.deepEqual(await pages([], ['c'], problem('access-denied')), [{ arns: ['c'], hasMore: false }]);
    await assert.rejects(pages([], [], problem('access-denied')), { code: 'access-denied' });
    await assert.rejects(pages([], ['c'], problem('throttled')), { code: 'throttled' });
  });
});
