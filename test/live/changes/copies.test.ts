import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { RunTask, TaskName } from '../../../src/aws/api/changes.ts';
import { CopyStarts } from '../../../src/live/changes/copy-starts.ts';
import { RunningCopies } from '../../../src/live/changes/running-copies.ts';
import { Problem } from '../../../src/problem.ts';
import type { ProblemCode } from '../../../src/problem-code.ts';
import { sentence } from '../../../src/text.ts';
import { connectionTo } from '../../support/connections.ts';
import { webTask } from '../../support/live-tasks.ts';

const problem = (code: ProblemCode) => new Problem(code, sentence('No.'));

suite('starting a debug copy', () => {
  /** Answers with each of these in turn, then with a task. */
  function answering(...codes: readonly ProblemCode[]) {
    const tokens: string[] = [];
    const runTask = ({ token }: RunTask) => {
      const code = codes[tokens.length];
      tokens.push(token);
      return code === undefined ? Promise.resolve(webTask()) : Promise.reject(problem(code));
    };
    return { changes: { runTask }, tokens };
  }
  const run = (token: string, container = 'web'): RunTask => ({
    clusterArn: 'c',
    launch: { taskDefinition: 'web:1' } as RunTask['launch'],
    command: { container, words: [] },
    startedBy: 'test',
    token,
  });

  test('asks again with the same token where the answer is lost', async () => {
    const { changes, tokens } = answering('no-answer');
    assert.deepEqual(await new CopyStarts().run(changes, run('a')), webTask());
    assert.deepEqual(tokens, ['a', 'a']);
  });

  test('keeps the token until there is an answer, for the same task only', async () => {
    const starts = new CopyStarts();
    const { changes, tokens } = answering('no-network', 'aws-server');
    await assert.rejects(starts.run(changes, run('a')), { code: 'aws-server' });
    await starts.run(changes, run('b'));
    await starts.run(changes, run('c'));
    assert.deepEqual(tokens, ['a', 'a', 'a', 'c']);
    const other = answering('no-answer', 'no-answer');
    await assert.rejects(starts.run(other.changes, run('d')), { code: 'no-answer' });
    await starts.run(other.changes, run('e', 'helper'));
    assert.deepEqual(other.tokens, ['d', 'd', 'e']);
  });

  test('does not ask again after a refusal, and takes a new token then', async () => {
    const starts = new CopyStarts();
    const { changes, tokens } = answering('access-denied');
    await assert.rejects(starts.run(changes, run('a')), { code: 'access-denied' });
    await starts.run(changes, run('b'));
    assert.deepEqual(tokens, ['a', 'b']);
  });
});

suite('stopping a debug copy', () => {
  function running(stopTask: (task: TaskName) => Promise<void>) {
    const copies = new RunningCopies();
    const released: string[] = [];
    const connection = connectionTo({ changes: { stopTask } as never });
    copies.add(connection, { clusterArn: 'c', taskArn: 't' }, () => released.push('t'));
    return { copies, released };
  }

  test('forgets it only once ECS has agreed', async () => {
    let asked = 0;
    const { copies, released } = running(() => {
      asked += 1;
      return asked === 1 ? Promise.reject(problem('expired-credentials')) : Promise.resolve();
    });
    assert.deepEqual(copies.used, []);
    await assert.rejects(copies.stop('t'), { code: 'expired-credentials' });
    assert.deepEqual([copies.all, copies.used, released], [['t'], ['t'], []]);
    assert.equal(await copies.stop('t'), true);
    assert.deepEqual([copies.all, released], [[], ['t']]);
    assert.equal(await copies.stop('t'), false);
    assert.equal(asked, 2);
  });

  test('asks once for all who want it at the same time', async () => {
    let asked = 0;
    const { copies, released } = running(() => {
      asked += 1;
      return Promise.resolve();
    });
    assert.deepEqual(await Promise.all([copies.stop('t'), copies.stop('t')]), [true, false]);
    assert.deepEqual([asked, released], [1, ['t']]);
  });
});
