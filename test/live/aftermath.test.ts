import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { Clusters } from '../../src/aws/api/clusters.ts';
import type { Task, TaskReport } from '../../src/aws/api/tasks.ts';
import { Aftermath, type AftermathOptions } from '../../src/live/aftermath.ts';
import type { ContainerProblem } from '../../src/live/container-problem.ts';
import { Problem } from '../../src/problem.ts';
import type { ProblemCode } from '../../src/problem-code.ts';
import { hindranceOf } from '../../src/readiness/container.ts';
import { sentence } from '../../src/text.ts';
import { connectionTo } from '../support/connections.ts';
import { place as here, report } from '../support/live-tasks.ts';

const STOPPED = report({ stopCode: 'UserInitiated' }, { lastStatus: 'STOPPED', desiredStatus: 'STOPPED' });
const { signal } = new AbortController();

/** What has become of tasks, with an ECS that answers these, one after the other, and lists these. */
function aftermath(
  answers: readonly (readonly TaskReport[] | Error)[],
  running: readonly Task[] = [],
  verdict?: AftermathOptions['verdict'],
) {
  const rest = [...answers];
  const gone: string[] = [];
  const waits: number[] = [];
  const clusters: Pick<Clusters, 'taskReports' | 'listTasks'> = {
    taskReports: () => {
      const answer = rest.shift();
      return answer === undefined || answer instanceof Error
        ? Promise.reject(answer ?? new Error('asked once too often'))
        : Promise.resolve(answer);
    },
    // eslint-disable-next-line @typescript-eslint/require-await -- a list of one page
    listTasks: async function* () {
      yield running;
    },
  };
  const after = new Aftermath({
    ask: (question) => question(),
    hindrance: hindranceOf,
    ...(verdict !== undefined && { verdict }),
    onGone: (arn) => gone.push(arn),
    wait: (delay) => Promise.resolve(waits.push(delay)),
  });
  const connection = connectionTo({ clusters: clusters as Clusters });
  return { after, gone, waits, rest, connection, place: { ...here, connection } };
}

const problem = (code: ProblemCode): Problem => new Problem(code, sentence('It did not work.'));

suite('after a failure', () => {
  test('a task that has stopped is the reason, and is told of', async () => {
    for (const code of [
      'exec-not-enabled',
      'target-not-connected',
      'container-not-running',
      'session/lost',
      'session/agent-absent',
    ] as const) {
      const { after, gone, place } = aftermath([[STOPPED]]);
      assert.equal(((await after.explain(problem(code), place, signal)) as Problem).code, 'task-stopped', code);
      assert.deepEqual(gone, [place.taskArn]);
    }
  });

  test('the reason that was given stays where the task runs, or nobody can say', async () => {
    for (const answer of [[report()], new Error('not allowed')]) {
      const given = problem('exec-not-enabled');
      const { after, gone, place } = aftermath([answer]);
      const told = (await after.explain(given, place, signal)) as ContainerProblem;
      assert.deepEqual([told.code, told.sentence, told.nextStep], [given.code, given.sentence, given.nextStep]);
      assert.equal(told.place, place);
      assert.deepEqual(gone, []);
    }
  });

  test('where something around the container may be wrong, what its report says first is said', async () => {
    const words = sentence('The task role is not allowed {0}.', 'ssmmessages:OpenDataChannel');
    for (const code of ['target-not-connected', 'exec-not-enabled', 'session/agent-absent'] as const) {
      const { after, place } = aftermath([[report()]], [], () => Promise.resolve(words));
      const told = (await after.explain(problem(code), place, signal)) as ContainerProblem;
      assert.deepEqual([told.code, told.sentence, told.nextStep, told.place], [code, words, undefined, place]);
    }
  });

  test('no report is made where AWS has said what is wrong, nor of a task that is gone', async () => {
    const asked: string[] = [];
    const verdict = ({ taskArn }: { readonly taskArn: string }): Promise<undefined> => {
      asked.push(taskArn);
      return Promise.resolve(undefined);
    };
    for (const [code, answer] of [
      ['access-denied', [report()]],
      ['throttled', [report()]],
      ['target-not-connected', [STOPPED]],
    ] as const) {
      const { after, place } = aftermath([answer], [], verdict);
      await after.explain(problem(code), place, signal);
    }
    assert.deepEqual(asked, []);
  });

  test('where no report can be made, or it finds nothing, the reason that was given stays', async () => {
    for (const verdict of [() => Promise.reject(new Error('not allowed')), () => Promise.resolve(undefined)]) {
      const { after, place } = aftermath([[report()]], [], verdict);
      const told = (await after.explain(problem('target-not-connected'), place, signal)) as ContainerProblem;
      assert.equal(told.message, 'It did not work.');
    }
  });

  test('where the exec agent is away, what ECS knows of it is said in place of a guess', async () => {
    const [container] = report().task.containers;
    assert.ok(container);
    const stopped = { ...container, execAgent: { status: 'STOPPED', reason: 'No space left on device' } };
    for (const [code, told] of [
      ['target-not-connected', /exec agent not running: No space left on device/],
      ['exec-not-enabled', /exec agent not running: No space left on device/],
      ['session/lost', /It did not work/],
    ] as const) {
      const { after, place } = aftermath([[report({}, { containers: [stopped] })]]);
      assert.match(((await after.explain(problem(code), place, signal)) as Problem).message, told);
    }
  });

  test('nothing is asked where the task has nothing to do with it', async () => {
    for (const given of [
      problem('no-network'),
      problem('expired-credentials'),
      problem('task-stopped'),
      new Error('a bug'),
    ]) {
      const { after, rest, place } = aftermath([[STOPPED]]);
      assert.equal(((await after.explain(given, place, signal)) as Error).message, given.message);
      assert.equal(rest.length, 1);
    }
  });
});

suite('after an end', () => {
  test('that the user made, it is asked once', async () => {
    const { after, waits, place } = aftermath([[report()]]);
    assert.equal(await after.whyEnded(place, { isSudden: false, signal }), undefined);
    assert.deepEqual(waits, []);
  });

  test('that nobody made, it is asked until ECS knows, for some seconds', async () => {
    const late = aftermath([[report()], [STOPPED]]);
    assert.equal((await late.after.whyEnded(late.place, { isSudden: true, signal }))?.code, 'task-stopped');
    const never = aftermath([[report()], [report()], [report()], [STOPPED]]);
    assert.equal(await never.after.whyEnded(never.place, { isSudden: true, signal }), undefined);
    assert.equal(never.rest.length, 1);
  });

  test('a task that ECS has forgotten is no longer known', async () => {
    const { after, place } = aftermath([[]]);
    assert.equal((await after.whyEnded(place, { isSudden: false, signal }))?.code, 'task-not-known');
  });

  test('the newest ready task of the same service comes next', async () => {
    const lost = report().task;
    const [container] = lost.containers;
    assert.ok(container);
    const task = (id: string, started: number, change: Partial<Task> = {}): Task => ({
      ...lost,
      arn: `${lost.arn}${id}`,
      id,
      startedAt: new Date(started),
      ...change,
    });
    const running = [task('old', 1), task('new', 3), task('newest', 4, { execEnabled: false }), task('other', 2)];
    const successor = ({ after, connection }: ReturnType<typeof aftermath>, task = lost) =>
      after.successor({ connection, task, container }, signal);
    const next = await successor(aftermath([], running));
    assert.deepEqual([next?.task.id, next?.container.name], ['new', 'web']);
    assert.equal(await successor(aftermath([], [task('newest', 4, { execEnabled: false })])), undefined);
    assert.equal(await successor(aftermath([], running), { ...lost, group: 'family:web' }), undefined);
  });
});
