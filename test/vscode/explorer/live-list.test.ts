import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { isProblem, Problem } from '../../../src/problem.ts';
import { sentence } from '../../../src/text.ts';
import { LiveList, MOST_ROWS } from '../../../src/vscode/explorer/live-list.ts';

type Answer = readonly string[] | undefined | Error;

interface Item {
  readonly arn: string;
}

interface Options {
  /** By name, and all of them; unless in pages. */
  readonly inPages?: boolean;
  readonly matches?: (arn: string) => boolean;
  readonly isWanted?: (item: Item) => boolean;
}

/**
 * A list whose pages of names arrive when they are handed in, each to the question that is asked last, or to the one
 * that is named. What is described is so at once.
 */
function open({ inPages = false, ...options }: Options = {}) {
  const questions: { hand: (page: Answer) => Promise<void>; signal: AbortSignal }[] = [];
  const overdue = new Set<() => void>();
  const told: string[] = [];
  const described: string[] = [];
  const missing = new Set<string>();
  const clock = { now: 1000 };
  let refusal: Error | undefined;
  const list = new LiveList<Item>({
    names: async function* (signal) {
      const pages: Answer[] = [];
      let wake = (): void => undefined;
      const hand = async (page: Answer): Promise<void> => {
        pages.push(page);
        wake();
        await turns();
      };
      questions.push({ hand, signal });
      for (;;) {
        while (pages.length === 0) {
          await new Promise<void>((resolve) => (wake = resolve));
        }
        const page = pages.shift();
        if (page === undefined) {
          yield { arns: [], hasMore: false };
          return;
        }
        if (page instanceof Error) {
          throw page;
        }
        yield { arns: page, hasMore: true };
      }
    },
    describe: (arns) => {
      described.push(arns.length > 5 ? String(arns.length) : arns.join(' '));
      return refusal === undefined
        ? Promise.resolve({
            items: arns.filter((arn) => !missing.has(arn)).map((arn) => ({ arn })),
            failures: new Map(arns.filter((arn) => missing.has(arn)).map((arn) => [arn, 'MISSING'])),
          })
        : Promise.reject(refusal);
    },
    ...(!inPages && { order: (a: string, b: string) => a.localeCompare(b, 'en', { numeric: true }) }),
    ...options,
    toProblem: (error) => (isProblem(error) ? error : new Problem('unexpected', sentence('{0}', String(error)))),
    changed: () => told.push(shown()),
    whenOverdue: (run) => {
      overdue.add(run);
      return () => overdue.delete(run);
    },
    now: () => clock.now,
  });
  /** The rows, with `?` those that are not described and with `!` those that could not be, and what else is said. */
  const shown = (): string => {
    const rows = list.rows.map(({ arn, item, failure }) => `${arn}${failure !== undefined ? '!' : item ? '' : '?'}`);
    const line = rows.length > 5 ? `${rows.length} rows` : rows.join(' ');
    return `${line} ${list.asking}${list.problem === undefined ? '' : ` ${list.problem.code}`}`.trim();
  };
  const ask = async (): Promise<void> => {
    void list.ask();
    await turns();
  };
  const hand = async (page: Answer, question = questions.length - 1): Promise<void> => questions[question]?.hand(page);
  const answer = async (...pages: readonly (readonly string[])[]): Promise<void> => {
    await ask();
    for (const page of pages) {
      await hand(page);
    }
    await hand(undefined);
  };
  /** Patience runs out with all that is waited for. */
  const runOut = async (): Promise<void> => {
    for (const run of overdue) {
      run();
    }
    await turns();
  };
  const refuse = (error: Error | undefined): void => void (refusal = error);
  return { list, ask, hand, answer, runOut, refuse, told, described, missing, questions, overdue, shown, clock };
}

/** So many names, numbered from one that is given. */
function names(count: number, from = 0): readonly string[] {
  return Array.from({ length: count }, (_, index) => `n${from + index}`);
}

/** Until all that is under way has run, and been told of. */
async function turns(): Promise<void> {
  for (let turn = 0; turn < 3; turn += 1) {
    await new Promise(setImmediate);
  }
}

suite('a live list', () => {
  test('is shown by name from the first page on, when it has doubled, and described when it is complete', async () => {
    const { answer, told, described } = open();
    await answer(['a', 'b'], ['c'], ['d'], ['e']);
    assert.deepEqual(told, ['a? b? first', 'a? b? c? d? first', 'a b c d e no']);
    assert.deepEqual(described, ['a b c d e']);
  });

  for (const pages of [100, 200, 400]) {
    test(`is shown so seldom that ${pages} pages cost no more than three times their number`, async () => {
      const { list, ask, questions, told } = open({ matches: () => true });
      await ask();
      for (let page = 0; page < pages; page += 1) {
        void questions[0]?.hand([`n${page}`]);
        await new Promise(setImmediate);
      }
      await questions[0]?.hand(undefined);
      assert.equal(list.size, pages);
      assert.ok(told.length <= 3 + 2 * Math.log2(pages), `${told.length} times`);
    });
  }

  test('is in the order of names, and describes a screenful of them in one question', async () => {
    const { list, answer, described } = open();
    await answer(names(100, 150), names(100, 50), names(50));
    assert.deepEqual(
      list.rows.map(({ arn }) => arn),
      names(100),
    );
    assert.deepEqual(described, ['100']);
    assert.deepEqual([list.hasMore, list.left, list.size], [true, 150, 250]);
  });

  test('shows another screenful when it is asked for, and describes only that', async () => {
    const { list, answer, described } = open();
    await answer(names(250));
    await list.more();
    assert.deepEqual([list.rows.length, list.left], [200, 50]);
    await list.more();
    assert.deepEqual([list.rows.length, list.hasMore], [250, false]);
    assert.deepEqual(described, ['100', '100', '50']);
    assert.ok(list.rows.every(({ item }) => item !== undefined));
    await answer(names(250));
    assert.deepEqual(described.slice(3), ['250']);
  });

  test('shows so many rows at most', async () => {
    const { list, answer } = open();
    await answer(names(5000));
    for (let more = 0; more < 30; more += 1) {
      await list.more();
    }
    assert.deepEqual([list.rows.length, list.left], [MOST_ROWS, 3000]);
  });

  test('is narrowed by name among all, be they described or not, and describes what is shown then', async () => {
    let word = '';
    const { list, answer, described } = open({ matches: (arn) => arn.includes(word) });
    await answer(names(1000));
    word = '77';
    await list.refilter();
    assert.equal(list.rows.length, 19);
    assert.equal(list.hidden, 981);
    assert.deepEqual(described, ['100', '18']);
    word = 'nothing';
    await list.refilter();
    assert.deepEqual([list.rows.length, list.hasMatch, list.hasMore], [0, false, false]);
    word = '';
    await list.refilter();
    assert.deepEqual([list.rows.length, list.hidden, described.length], [100, 0, 2]);
  });

  test('says of what AWS does not know any more that it does, and does not ask for it again', async () => {
    const { list, answer, missing, shown, described } = open();
    missing.add('b');
    await answer(['a', 'b', 'c']);
    assert.equal(shown(), 'a b! c no');
    await list.fill();
    assert.deepEqual(described, ['a b c']);
  });

  test('keeps what it shows while it is asked anew, until the new answer is whole', async () => {
    const { list, ask, hand, answer, told } = open();
    await answer(['a', 'b']);
    told.length = 0;
    await ask();
    assert.equal(list.asking, 'again');
    await hand(['b']);
    assert.deepEqual(
      list.rows.map(({ arn }) => arn),
      ['a', 'b'],
    );
    await hand(['c']);
    await hand(undefined);
    assert.deepEqual(told, ['b c no']);
  });

  test('also where that is nothing', async () => {
    const { list, ask, hand, told } = open();
    await ask();
    assert.equal(list.isKnown, false);
    await hand(undefined);
    await ask();
    assert.deepEqual([list.isKnown, list.asking], [true, 'again']);
    await hand(['a']);
    await hand(undefined);
    assert.deepEqual(told, ['no', 'a no']);
  });

  test('is never empty in between, however often it is asked before it has answered', async () => {
    const { answer, ask, hand, shown, questions } = open();
    await answer(['a']);
    await ask();
    await ask();
    assert.deepEqual(questions.length, 3);
    assert.equal(shown(), 'a again');
    await hand(['b'], 2);
    await hand(undefined, 2);
    assert.equal(shown(), 'b no');
  });

  test('an answer that has been overtaken counts no more, be it an error', async () => {
    const { list, ask, hand, shown } = open();
    await ask();
    await ask();
    await hand(['b'], 1);
    await hand(undefined, 1);
    await hand(['a'], 0);
    await ask();
    await ask();
    await hand(new Error('late'), 2);
    assert.equal(list.problem, undefined);
    assert.equal(shown(), 'b again');
  });

  test('a first answer that fails keeps the names that came before, and is whole with the next one', async () => {
    const { ask, hand, refuse, shown, answer } = open();
    await ask();
    await hand(['a']);
    await hand(new Error('gone'));
    assert.equal(shown(), 'a? no unexpected');
    refuse(new Problem('throttled', sentence('Too much.')));
    await answer(['a', 'b']);
    assert.equal(shown(), 'a? no throttled');
    refuse(undefined);
    await answer(['a', 'b']);
    assert.equal(shown(), 'a b no');
  });

  test('stays beside any error, with the time at which it was true, unless what it is of is gone', async () => {
    const { list, answer, ask, hand, refuse, shown, clock } = open();
    await answer(['a', 'b']);
    for (const code of ['no-network', 'throttled', 'access-denied', 'expired-credentials'] as const) {
      clock.now += 1000;
      refuse(new Problem(code, sentence('It did not work.')));
      await answer(['a']);
      assert.equal(shown(), `a b no ${code}`);
      assert.equal(list.asOf, 1000);
    }
    refuse(undefined);
    await ask();
    await hand(new Problem('cluster-not-found', sentence('It is not there.')));
    assert.equal(shown(), 'no cluster-not-found');
    await answer(['a']);
    assert.deepEqual([shown(), list.asOf], ['a no', 5000]);
  });

  test('takes over what others have asked, and says what they could not', async () => {
    const { list, answer, shown, clock } = open();
    await answer(['a', 'b']);
    clock.now += 1000;
    list.fail(new Problem('throttled', sentence('Too much.')));
    assert.deepEqual([shown(), list.asOf], ['a b no throttled', 1000]);
    list.apply({ items: [{ arn: 'a' }], failures: new Map([['b', 'MISSING']]) });
    assert.deepEqual([shown(), list.asOf], ['a b! no', 2000]);
  });

  test('says when AWS takes long for a page, and when that has come after all', async () => {
    const { ask, hand, runOut, told, overdue } = open();
    await ask();
    await runOut();
    await hand(['a']);
    await runOut();
    await hand(undefined);
    assert.deepEqual(told, ['overdue', 'a? first', 'a? overdue', 'a no']);
    assert.equal(overdue.size, 0);
  });

  test('can be given up though the question ignores that, and be asked again', async () => {
    const { list, answer, hand, told, overdue } = open();
    const asked = list.ask();
    list.cancel(new Problem('stopped', sentence('You stopped it.')));
    await asked;
    await turns();
    await hand(['x'], 0);
    assert.deepEqual(told, ['no stopped']);
    assert.equal(overdue.size, 0);
    list.cancel(new Problem('stopped', sentence('There is nothing to stop.')));
    await answer(['a']);
    assert.deepEqual(told.at(-1), 'a no');
  });

  test('what is paused is not asked for any more, and is outdated; what is stopped tells no more', async () => {
    const { list, hand, told, questions, overdue, ask } = open();
    await ask();
    list.pause();
    assert.deepEqual([list.isStale, list.asking, overdue.size], [true, 'no', 0]);
    await hand(['a'], 0);
    const asked = list.ask();
    await turns();
    list.stop();
    await asked;
    await hand(['a']);
    assert.deepEqual(told, []);
    assert.ok(questions[1]?.signal.aborted);
    assert.equal(overdue.size, 0);
  });
});

suite('a live list in pages', () => {
  test('asks for one page where that is enough, and for the next when more is wanted', async () => {
    const { list, ask, hand, described, told } = open({ inPages: true });
    await ask();
    await hand(names(100));
    assert.deepEqual([list.rows.length, list.asking, list.hasMore, list.left], [100, 'no', true, undefined]);
    assert.deepEqual(told, ['100 rows no']);
    const more = list.more();
    await turns();
    await hand(names(30, 100));
    await hand(undefined);
    await more;
    assert.deepEqual([list.rows.length, list.hasMore], [130, false]);
    assert.deepEqual(described, ['100', '30']);
  });

  test('asked anew it has as much as before', async () => {
    const { list, ask, hand, described } = open({ inPages: true });
    await ask();
    await hand(names(100));
    const more = list.more();
    await turns();
    await hand(names(100, 100));
    await more;
    await ask();
    await hand(names(100));
    assert.equal(list.rows.length, 200);
    await hand(names(100, 300));
    assert.equal(list.rows.at(-1)?.arn, 'n399');
    assert.deepEqual([described.length, list.asking], [4, 'no']);
  });

  test('looks for what is wanted in so many pages at most', async () => {
    const { list, ask, hand, described } = open({ inPages: true, isWanted: ({ arn }) => arn.endsWith('00') });
    await ask();
    for (let page = 0; page < 20; page += 1) {
      await hand(names(100, 100 * page));
    }
    assert.equal(list.asking, 'no');
    assert.deepEqual([described.length, list.rows.length, list.looked, list.hasMore], [6, 5, 600, true]);
    await list.more();
    assert.deepEqual([described.length, list.looked], [13, 1300]);
  });

  test('does not show what AWS does not know any more', async () => {
    const { answer, missing, shown } = open({ inPages: true });
    missing.add('b');
    await answer(['a', 'b', 'c']);
    assert.equal(shown(), 'a c no');
  });
});
