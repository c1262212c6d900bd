import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { Container, Task, TaskReport } from '../../src/aws/api/tasks.ts';
import { fateOf, isOver } from '../../src/live/fate.ts';
import { english } from '../../src/text.ts';
import { place, report } from '../support/live-tasks.ts';

function words(
  change: Partial<Omit<TaskReport, 'task'>>,
  task: Partial<Task> = {},
  container: Partial<Container> = {},
): string | undefined {
  const problem = fateOf(report({ ...change }, task, container), place);
  return problem && english(problem.sentence);
}

const STOPPED: Partial<Task> = { lastStatus: 'STOPPED', desiredStatus: 'STOPPED' };

suite('what has become of a container', () => {
  test('nothing, while it runs', () => {
    assert.equal(words({}), undefined);
    assert.equal(words({}, { lastStatus: 'PENDING' }), undefined);
  });

  test('its task has stopped: the stop code in words, the reason, and how the container ended', () => {
    assert.equal(
      words(
        {
          stopCode: 'ServiceSchedulerInitiated',
          stoppedReason: 'Scaling activity initiated by (deployment ecs-svc/123)',
          exits: [{ container: 'web', exitCode: 143, reason: undefined }],
        },
        STOPPED,
      ),
      'Task 01234567 has stopped: its service stopped it (Scaling activity initiated by (deployment ' +
        'ecs-svc/123)). Container "web": exit code 143, asked to stop.',
    );
    assert.equal(
      words(
        {
          stopCode: 'EssentialContainerExited',
          stoppedReason: 'Essential container in task exited',
          exits: [
            { container: 'web', exitCode: 137, reason: 'OutOfMemoryError: Container killed due to memory usage' },
          ],
        },
        STOPPED,
      ),
      'Task 01234567 has stopped: one of its essential containers ended (Essential container in task ' +
        'exited). Container "web": exit code 137, killed (OutOfMemoryError: Container killed due to ' +
        'memory usage).',
    );
  });

  test('every stop code has words of its own, and one that is new is named', () => {
    const codes = [
      'TaskFailedToStart',
      'EssentialContainerExited',
      'UserInitiated',
      'ServiceSchedulerInitiated',
      'SpotInterruption',
      'TerminationNotice',
      'InfrastructureHealth',
    ];
    const all = codes.map((stopCode) => words({ stopCode }, STOPPED));
    assert.equal(new Set(all).size, codes.length);
    assert.ok(!all.some((sentence) => sentence?.includes('stop code')));
    assert.equal(words({ stopCode: 'NewerThanThis' }, STOPPED), 'Task 01234567 has stopped: stop code NewerThanThis.');
    assert.equal(words({}, STOPPED), 'Task 01234567 has stopped.');
  });

  test('another container that ended by itself is told of, one that was stopped with the task is not', () => {
    const exits = [
      { container: 'web', exitCode: 137, reason: undefined },
      { container: 'proxy', exitCode: 143, reason: undefined },
      { container: 'worker', exitCode: 1, reason: undefined },
    ];
    assert.match(
      words({ stopCode: 'EssentialContainerExited', exits }, STOPPED) ?? '',
      /Container "web": exit code 137, killed or out of memory\. Container "worker": exit code 1\.$/,
    );
  });

  test('it is being stopped, but is not over yet', () => {
    const draining = { desiredStatus: 'STOPPED', lastStatus: 'DEACTIVATING' };
    assert.equal(
      words({ stopCode: 'ServiceSchedulerInitiated' }, draining),
      'Task 01234567 is being stopped: its service stopped it.',
    );
    assert.equal(isOver(report({}, draining), place), false);
    assert.equal(isOver(report({}, STOPPED), place), true);
  });

  test('the container alone has ended', () => {
    const ended = { lastStatus: 'STOPPED' };
    assert.equal(
      words({ exits: [{ container: 'web', exitCode: 139, reason: undefined }] }, {}, ended),
      'Container "web" of task 01234567 has stopped, and the task goes on without it. Container "web": ' +
        'exit code 139, crashed.',
    );
    assert.equal(isOver(report({}, {}, ended), place), true);
  });

  test('its task is no longer known', () => {
    assert.match(
      english(fateOf(undefined, place)?.sentence ?? { template: '', values: [] }),
      /^ECS no longer knows task 01234567/,
    );
    assert.equal(isOver(undefined, place), true);
  });
});
