import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { TaskReport } from '../../src/aws/api/tasks.ts';
import { TaskWatch, type WatchedPlace } from '../../src/live/task-watch.ts';
import { FakeClock } from '../session/support/fake-clock.ts';
import { place, report } from '../support/live-tasks.ts';

const MINUTE = 60_000;
const STOPPED = report({ stopCode: 'UserInitiated' }, { lastStatus: 'STOPPED', desiredStatus: 'STOPPED' });

/** A watch over sessions on a clock of the test's own, and an ECS that says what the test wants it to say. */
function watching() {
  const clock = new FakeClock();
  const questions: (readonly string[])[] = [];
  const gone: string[] = [];
  const state = { isWatched: true, answer: (): readonly TaskReport[] => [report()] };
  const clusters: WatchedPlace['clusters'] = {
    taskReports: async (_cluster, tasks) => {
      questions.push(tasks);
      return Promise.resolve(state.answer());
    },
  };
  const watch = new TaskWatch({
    after: (delay, call) => clock.after(delay, call),
    isWatched: () => state.isWatched,
    ask: (question) => question(),
    onGone: (arn) => gone.push(arn),
  });
  const pass = async (milliseconds: number): Promise<void> => {
    clock.advance(milliseconds);
    // What was asked is answered.
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { clock, watch, clusters, questions, gone, state, pass };
}

suite('a task in which something is open', () => {
  test('is looked at each minute, with all others of its cluster in one question', async () => {
    const { watch, clusters, questions, state, pass, clock } = watching();
    const other = { ...place, taskArn: `${place.taskArn.slice(0, -1)}0` };
    state.answer = () => [report({}, { arn: other.taskArn }), report()];
    const watched = [place, place, other].map((each) =>
      watch.watch({ ...each, clusters }, () => assert.fail('it goes on')),
    );
    await pass(MINUTE - 1);
    assert.deepEqual(questions, []);
    await pass(1);
    await pass(MINUTE);
    assert.deepEqual(questions, [
      [place.taskArn, other.taskArn],
      [place.taskArn, other.taskArn],
    ]);
    for (const each of watched) {
      each.dispose();
    }
    assert.equal(clock.pending, 0);
  });

  test('that has ended is told of once, with its reason', async () => {
    const { watch, clusters, gone, state, pass, clock } = watching();
    const codes: string[] = [];
    watch.watch({ ...place, clusters }, ({ code }) => codes.push(code));
    state.answer = () => [STOPPED];
    await pass(MINUTE);
    await pass(MINUTE);
    assert.deepEqual([codes, gone], [['task-stopped'], [place.taskArn]]);
    assert.equal(clock.pending, 0);
  });

  test('that is only being stopped goes on, which is told of once, and is looked at more often', async () => {
    const { watch, clusters, state, pass, questions } = watching();
    const told: string[] = [];
    const ended: string[] = [];
    watch.watch(
      { ...place, clusters },
      ({ code }) => ended.push(code),
      ({ code }) => told.push(code),
    );
    state.answer = () => [report({}, { desiredStatus: 'STOPPED', lastStatus: 'DEACTIVATING' })];
    await pass(MINUTE);
    await pass(15_000);
    assert.deepEqual([told, ended, questions.length], [['task-stopped'], [], 2]);
    state.answer = () => [STOPPED];
    await pass(15_000);
    assert.deepEqual([told, ended], [['task-stopped'], ['task-stopped']]);
  });

  test('is looked at at once where it does not answer, also where nobody watches, and then more often', async () => {
    const { watch, clusters, questions, state, pass } = watching();
    state.isWatched = false;
    const codes: string[] = [];
    const watched = watch.watch({ ...place, clusters }, ({ code }) => codes.push(code));
    await pass(MINUTE);
    assert.equal(questions.length, 0);
    watched.stalled(true);
    await pass(0);
    assert.equal(questions.length, 1);
    await pass(15_000);
    assert.equal(questions.length, 2);
    watched.stalled(false);
    await pass(15_000);
    await pass(MINUTE);
    const asked = questions.length;
    await pass(MINUTE);
    assert.equal(questions.length, asked);
    watched.stalled(true);
    await pass(0);
    state.answer = () => [STOPPED];
    await pass(15_000);
    assert.deepEqual(codes, ['task-stopped']);
  });

  test('of which ECS cannot be asked is asked for ever less often, and nothing ends', async () => {
    const { watch, clusters, questions, state, pass } = watching();
    watch.watch({ ...place, clusters }, () => assert.fail('nobody knows'));
    state.answer = () => {
      throw new Error('not allowed');
    };
    for (let minute = 0; minute < 8 * 60; minute += 1) {
      await pass(MINUTE);
    }
    assert.equal(questions.length, 19);
  });

  test('two connections are asked apart', async () => {
    const { watch, clusters, questions, pass } = watching();
    watch.watch({ ...place, clusters }, () => undefined);
    watch.watch({ ...place, clusters: { taskReports: (...asked) => clusters.taskReports(...asked) } }, () => undefined);
    await pass(MINUTE);
    assert.equal(questions.length, 2);
  });
});
