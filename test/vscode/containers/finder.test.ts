import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { Cluster, Clusters } from '../../../src/aws/api/clusters.ts';
import type { Task } from '../../../src/aws/api/tasks.ts';
import { isProblem, Problem } from '../../../src/problem.ts';
import { sentence } from '../../../src/text.ts';
import { ContainerFinder, type SearchEvents } from '../../../src/vscode/containers/finder.ts';
import { cluster, task } from '../../support/live-tasks.ts';

/** Clusters that answer in a few turns, and what was asked of them. */
function live(clusters: Map<string, readonly (readonly Task[])[] | Error>) {
  const asked: string[] = [];
  let open = 0;
  let mostOpen = 0;
  const questions: Pick<Clusters, 'listClusters' | 'listTasks'> = {
    listClusters: async function* () {
      await Promise.resolve();
      yield [...clusters.keys()].map((name) => cluster(name));
    },
    listTasks: async function* (arn) {
      const name = arn.slice(arn.lastIndexOf('/') + 1);
      asked.push(name);
      open += 1;
      mostOpen = Math.max(mostOpen, open);
      try {
        for (let turn = 0; turn < 5; turn += 1) {
          await new Promise(setImmediate);
        }
        const pages = clusters.get(name) ?? [];
        if (pages instanceof Error) {
          throw pages;
        }
        yield* pages;
      } finally {
        open -= 1;
      }
    },
  };
  return { questions: questions as Clusters, asked, most: () => mostOpen };
}

function many(count: number): Map<string, readonly (readonly Task[])[]> {
  return new Map(Array.from({ length: count }, (_, index) => [`c${index}`, [[task(`c${index}`, 'web', `t${index}`)]]]));
}

/** Of what is found for somebody who has typed, unless it is said otherwise. */
function listen(priority: (cluster: Cluster) => number = () => 0, change: Partial<SearchEvents> = {}) {
  const told: string[] = [];
  const progress: string[] = [];
  const events: SearchEvents = {
    priority,
    onTasks: ({ name }, tasks) => told.push(`${name}: ${tasks.map(({ id }) => id).join(' ')}`),
    onAnswer: ({ cluster: { name }, tasks, problem }) =>
      told.push(
        `${name} = ${[...tasks.map(({ id }) => id), problem?.code].filter((part) => part !== undefined).join(' ')}`,
      ),
    onGone: (arn) => told.push(`${arn.slice(arn.lastIndexOf('/') + 1)} is gone`),
    onProgress: (asked, of) => progress.push(`${asked}/${of}`),
    isTyped: () => true,
    onRest: () => assert.fail('There is little to ask for.'),
    typing: () => assert.fail('Nobody rests.'),
    ...change,
  };
  return { events, told, progress };
}

const toProblem = (error: unknown): Problem =>
  isProblem(error) ? error : new Problem('unexpected', sentence('Other.'));
const { signal } = new AbortController();

suite('the containers of all clusters', () => {
  test('are asked for several clusters at a time, each once', async () => {
    const { questions, asked, most } = live(many(20));
    const { events, told, progress } = listen();
    await new ContainerFinder(toProblem).search(questions, events, signal);
    assert.equal(new Set(asked).size, 20);
    assert.equal(asked.length, 20);
    assert.equal(most(), 6);
    assert.equal(told.length, 20);
    assert.equal(progress.at(-1), '20/20');
  });

  test('of the cluster whose name is typed are asked for next, however many wait', async () => {
    const { questions, asked } = live(many(150));
    let typed = '';
    const { events } = listen(({ name }) => (name === typed ? 1 : 0));
    const onTasks: SearchEvents['onTasks'] = () => {
      if (asked.length >= 50) {
        typed = 'c149';
      }
    };
    await new ContainerFinder(toProblem).search(questions, { ...events, onTasks }, signal);
    const place = asked.indexOf('c149');
    assert.ok(place >= 50 && place <= 60, `it was number ${place}`);
  });

  test('are asked for in few calls until the user types, and then in no more than many', async () => {
    const { questions, asked } = live(many(1_000));
    const typed: { words: string; go: (() => void) | undefined } = { words: '', go: undefined };
    const rests: number[] = [];
    const { events } = listen(({ name }) => (typed.words === name ? 1 : 0), {
      isTyped: () => typed.words !== '',
      onRest: () => rests.push(asked.length),
      typing: () => new Promise<void>((resolve) => (typed.go = resolve)),
    });
    const type = async (words: string, expected: number): Promise<void> => {
      typed.words = words;
      typed.go?.();
      // Nobody else would ask for more, however long it takes.
      for (let turn = 0; turn < 5_000; turn += 1) {
        await new Promise(setImmediate);
      }
      assert.equal(asked.length, expected, words);
    };
    const abort = new AbortController();
    void new ContainerFinder(toProblem).search(questions, events, abort.signal).catch(() => undefined);
    await type('', 30);
    assert.ok(rests.length > 0 && rests.every((count) => count >= 24));
    await type('nothing', 200);
    await type('c999', 201);
    assert.equal(asked.at(-1), 'c999');
    await type('c998', 202);
    abort.abort();
  });

  test('are remembered for as long as the connection is the same', async () => {
    const clusters = new Map<string, readonly (readonly Task[])[] | Error>(many(2));
    const { questions } = live(clusters);
    const finder = new ContainerFinder(toProblem);
    assert.deepEqual(finder.known(questions), []);
    await finder.search(questions, listen().events, signal);
    assert.deepEqual(
      finder.known(questions).map(({ cluster: { name }, tasks }) => `${name} ${tasks.length}`),
      ['c0 1', 'c1 1'],
    );
    assert.deepEqual(finder.known(live(clusters).questions), []);

    clusters.delete('c0');
    clusters.set('c1', [[task('c1', 'web', 'new')]]);
    clusters.set('c2', [[task('c2', 'web', 'other')]]);
    const { events, told } = listen();
    await finder.search(questions, events, signal);
    assert.deepEqual(told.toSorted(), ['c0 is gone', 'c1 = new', 'c2: other']);
    assert.deepEqual(
      finder.known(questions).map(({ cluster: { name } }) => name),
      ['c1', 'c2'],
    );
  });

  test('of a cluster that cannot be asked are a problem, and the others are found', async () => {
    const clusters = new Map<string, readonly (readonly Task[])[] | Error>(many(2));
    clusters.set('closed', new Problem('access-denied', sentence('You may not.')));
    const { events, told } = listen();
    await new ContainerFinder(toProblem).search(live(clusters).questions, events, signal);
    assert.deepEqual(told.toSorted(), ['c0: t0', 'c1: t1', 'closed = access-denied']);
  });

  test('stay as they were last seen while their cluster cannot be asked', async () => {
    const clusters = new Map<string, readonly (readonly Task[])[] | Error>(many(1));
    const { questions } = live(clusters);
    const finder = new ContainerFinder(toProblem);
    await finder.search(questions, listen().events, signal);
    clusters.set('c0', new Problem('throttled', sentence('Too many.')));
    const { events, told } = listen();
    await finder.search(questions, events, signal);
    assert.deepEqual(told, ['c0 = t0 throttled']);
    assert.deepEqual(
      finder.known(questions).map(({ tasks }) => tasks.length),
      [1],
    );
    clusters.set('c0', []);
    await finder.search(questions, events, signal);
    assert.deepEqual(told.at(-1), 'c0 = ');
  });

  test('are so many at most, and it is said where they are more', async () => {
    const page = (from: number): readonly Task[] =>
      Array.from({ length: 100 }, (_, index) => task('large', 'web', `t${from + index}`));
    const clusters = new Map([['large', Array.from({ length: 300 }, (_, index) => page(100 * index))]]);
    const { questions } = live(clusters);
    const { events, told } = listen(() => 1);
    const finder = new ContainerFinder(toProblem);
    await finder.search(questions, events, signal);
    assert.equal(finder.known(questions)[0]?.tasks.length, 20_000);
    assert.match(told.at(-1) ?? '', /too-many-tasks$/);
  });

  test('are asked for no more when the search is given up', async () => {
    const { questions, asked } = live(many(300));
    const abort = new AbortController();
    const reason = new Error('given up');
    const { events, told } = listen();
    const onTasks: SearchEvents['onTasks'] = (...found) => {
      events.onTasks(...found);
      abort.abort(reason);
    };
    await assert.rejects(
      new ContainerFinder(toProblem).search(questions, { ...events, onTasks }, abort.signal),
      reason,
    );
    assert.ok(asked.length <= 7, String(asked.length));
    assert.equal(told.length, 1);
  });

  test('a list of clusters that breaks off tells so after what was found', async () => {
    const { questions } = live(many(3));
    const broken: Pick<Clusters, 'listClusters'> = {
      listClusters: async function* () {
        yield* questions.listClusters();
        throw new Problem('throttled', sentence('Too much.'));
      },
    };
    const { events, told } = listen();
    await assert.rejects(new ContainerFinder(toProblem).search({ ...questions, ...broken }, events, signal), {
      code: 'throttled',
    });
    assert.equal(told.length, 3);
  });
});
