import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { Task } from '../../../src/aws/api/tasks.ts';
import { LogSources, type SourceQuestions } from '../../../src/live/logs/sources.ts';
import { english } from '../../../src/text.ts';
import { container, task } from '../../support/live-tasks.ts';

const OPTIONS = { 'awslogs-group': 'g', 'awslogs-region': 'eu-central-1', 'awslogs-stream-prefix': 'ecs' };
const taskAt = (minute: number): Task => ({
  ...task('shop', 'web', `t${minute}`, { containers: [{ ...container(), name: 'web' }] }),
  startedAt: new Date(minute * 60_000),
});

suite('the streams of a service', () => {
  test('are those of its newest tasks, also as more of them start', async () => {
    let listed = Array.from({ length: 300 }, (_, minute) => taskAt(minute));
    const questions = {
      clusters: {
        async *listTasks() {
          yield await Promise.resolve(listed);
        },
        taskReports: () => Promise.resolve([]),
      },
      taskDefinitions: {
        describe: () =>
          Promise.resolve({
            containerDefinitions: [{ name: 'web', logConfiguration: { logDriver: 'awslogs', options: OPTIONS } }],
          }),
      },
    } as unknown as SourceQuestions;
    const sources = new LogSources({ kind: 'service', clusterArn: 'shop', service: 'web' }, () => 0);
    const refresh = async () => (await sources.refresh(questions, new AbortController().signal)).map(english);
    const streams = () => [...(sources.groups[0]?.streams ?? [])];
    await refresh();
    assert.equal(streams().length, 300);
    const newer = [taskAt(1_000), taskAt(1_001)];
    listed = [...newer, ...listed];
    assert.deepEqual(
      await refresh(),
      newer.toReversed().map(({ id }) => `Task ${id} is starting.`),
    );
    assert.equal(streams().length, 300);
    assert.ok(streams().includes('ecs/web/t1001') && !streams().includes('ecs/web/t0'));
    // One that was left out comes back without a word: it does not start now.
    listed = listed.slice(1);
    assert.ok(!(await refresh()).some((note) => note.includes('is starting')));
    assert.ok(streams().includes('ecs/web/t1'));
  });
});
