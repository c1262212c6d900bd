import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { isProblem, Problem } from '../../../src/problem.ts';
import { sentence } from '../../../src/text.ts';
import { LiveList } from '../../../src/vscode/explorer/live-list.ts';

type Answer = readonly number[] | undefined | Error;

/**
 * A list whose pages arrive when they are handed in, each to the question that is asked last, or to the one that is
 * named.
 */
function open(order?: (a: number, b: number) => number) {
  const questions: { hand: (page: Answer) => Promise<void>; signal: AbortSignal }[] = [];
  const overdue = new Set<() => void>();
  const told: string[] = [];
  const list = new LiveList<number>({
    pages: async function* (signal) {
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
          return;
        }
        if (page instanceof Error) {
          throw page;
        }
        yield page;
      }
    },
    toProblem: (error) => (isProblem(error) ? error : new Problem('unexpected', sentence('{0}', String(error)))),
    changed: () =>
      told.push(`${list.items.join(' ')} ${list.asking}${list.problem === undefined ? '' : ` ${list.problem.code}`}`),
    ...(order !== undefined && { order }),
    whenOverdue: (run) => {
      overdue.add(run);
      return () => overdue.delete(run);
    },
  });
  const ask = async (): Promise<void> => {
    void list.ask();
    await turns();
  };
  const hand = async (page: Answer, question = questions.length - 1): Promise<void> => questions[question]?.hand(page);
  /** Patience runs out with all that is waited for. */
  const runOut = async (): Promise<void> => {
    for (const run of overdue) {
      run();
    }
    await turns();
  };
  return { list, ask, hand, runOut, told, questions, overdue };
}

/** Until all that is under way has run, and been told of. */
async function turns(): Promise<void> {
  for (let turn = 0; turn < 3; turn += 1) {
    await new Promise(setImmediate);
  }
}

suite('a live list', () => {
  test('is shown from the first page on, when it has doubled, and when it is complete', async () => {
    const { ask, hand, told } = open();
    await ask();
    await hand([1, 2]);
    await hand([3]);
    await hand([4]);
    await hand([5]);
    await hand(undefined);
    assert.deepEqual(told, ['1 2 first', '1 2 3 4 first', '1 2 3 4 5 no']);
  });

  for (const pages of [100, 200, 400]) {
    test(`is shown so seldom that ${pages} pages cost no more than three times their number`, async () => {
      const { list, ask, questions, told } = open();
      await ask();
      for (let page = 0; page < pages; page += 1) {
        void questions[0]?.hand([page]);
        await new Promise(setImmediate);
      }
      await questions[0]?.hand(undefined);
      const drawn = told.reduce((sum, line) => sum + line.split(' ').length - 1, 0);
      assert.equal(list.items.length, pages);
      assert.ok(drawn <= 3 * pages, `${drawn} rows were drawn`);
    });
  }

  test('is in its order all along, and with all that has come when it is given up', async () => {
    const { list, ask, hand, told } = open((a, b) => b - a);
    await ask();
    await hand([1, 2]);
    await hand([3, 4]);
    await hand([5]);
    list.cancel(new Problem('stopped', sentence('Stopped.')));
    await turns();
    assert.deepEqual(told, ['2 1 first', '4 3 2 1 first', '5 4 3 2 1 no stopped']);
    await ask();
    await hand([7, 8]);
    await hand(undefined);
    assert.equal(told.at(-1), '8 7 no');
  });

  test('keeps what it shows while it is asked anew, until the new answer is whole', async () => {
    const { list, ask, hand, told } = open();
    await ask();
    await hand([1, 2]);
    await hand(undefined);
    told.length = 0;
    await ask();
    assert.equal(list.asking, 'again');
    await hand([2]);
    assert.deepEqual(list.items, [1, 2]);
    await hand([3]);
    await hand(undefined);
    assert.deepEqual(told, ['2 3 no']);
  });

  test('also where that is nothing', async () => {
    const { list, ask, hand, told } = open();
    await ask();
    assert.equal(list.isKnown, false);
    await hand(undefined);
    await ask();
    assert.deepEqual([list.isKnown, list.asking], [true, 'again']);
    await hand([1]);
    await hand(undefined);
    assert.deepEqual(told, [' no', '1 no']);
  });

  test('is never empty in between, however often it is asked before it has answered', async () => {
    const { list, ask, hand, told, questions } = open();
    await ask();
    await hand([1]);
    await hand(undefined);
    await ask();
    await ask();
    assert.deepEqual(
      questions.map(({ signal }) => signal.aborted),
      [true, true, false],
    );
    assert.deepEqual(list.items, [1]);
    await hand([2], 2);
    await hand(undefined, 2);
    assert.deepEqual(told, ['1 first', '1 no', '2 no']);
  });

  test('an answer that has been overtaken counts no more, be it an error', async () => {
    const { list, ask, hand, told } = open();
    await ask();
    await ask();
    await hand([2], 1);
    await hand(undefined, 1);
    await hand([1], 0);
    await ask();
    await ask();
    await hand(new Error('late'), 2);
    assert.deepEqual(list.items, [2]);
    assert.equal(list.problem, undefined);
    assert.deepEqual(told, ['2 first', '2 no']);
  });

  test('an error keeps what came before it, and is gone with the next answer', async () => {
    const { ask, hand, told } = open();
    await ask();
    await hand([1]);
    await hand(new Error('gone'));
    await ask();
    await hand([1, 2]);
    await hand(undefined);
    assert.deepEqual(told, ['1 first', '1 no unexpected', '1 2 no']);
  });

  test('stays beside an error that passes, and not beside one that may hide it', async () => {
    const { ask, hand, told } = open();
    await ask();
    await hand([1, 2]);
    await hand(undefined);
    await ask();
    await hand([1]);
    await hand(new Problem('no-network', sentence('The connection was lost.')));
    await ask();
    await hand(new Problem('access-denied', sentence('You may not.')));
    assert.deepEqual(told, ['1 2 first', '1 2 no', '1 2 no no-network', ' no access-denied']);
  });

  test('says when AWS takes long for a page, and when that has come after all', async () => {
    const { ask, hand, runOut, told, overdue } = open();
    await ask();
    await runOut();
    await hand([1]);
    await runOut();
    await hand(undefined);
    assert.deepEqual(told, [' overdue', '1 first', '1 overdue', '1 no']);
    assert.equal(overdue.size, 0);
  });

  test('can be given up though the question ignores that, and be asked again', async () => {
    const { list, ask, hand, told, overdue } = open();
    const asked = list.ask();
    list.cancel(new Problem('stopped', sentence('You stopped it.')));
    await asked;
    await turns();
    await hand([7], 0);
    assert.deepEqual(told, [' no stopped']);
    assert.equal(overdue.size, 0);
    list.cancel(new Problem('stopped', sentence('There is nothing to stop.')));
    await ask();
    await hand([1]);
    await hand(undefined);
    assert.deepEqual(told.slice(1), ['1 first', '1 no']);
  });

  test('what is stopped asks for no more and tells no more', async () => {
    const { list, hand, told, questions, overdue } = open();
    const asked = list.ask();
    await turns();
    list.stop();
    await asked;
    await hand([1]);
    assert.deepEqual(told, []);
    assert.ok(questions[0]?.signal.aborted);
    assert.equal(overdue.size, 0);
  });

  test('what is empty is told of when that is certain', async () => {
    const { ask, hand, told } = open();
    await ask();
    await hand(undefined);
    assert.deepEqual(told, [' no']);
  });
});
