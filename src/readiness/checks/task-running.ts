import { sentence } from '../../text.ts';
import { lifeOf } from '../agent/state.ts';
import { couldNotTell, evidence, judged } from '../judging/judgement.ts';
import { asContainer, asTask, containerOf, idOf, otherContainers } from '../judging/live-task.ts';
import type { Check } from '../model/check.ts';

/** Source: AmazonECS developer guide, "task lifecycle". */
export const taskRunning: Check<'task'> = {
  id: 'task-running',
  title: sentence('Task and container'),
  needs: ['task'],
  judge({ task: fact }, place) {
    if (fact.state === 'unknown') {
      return couldNotTell([fact]);
    }
    const id = idOf(place);
    const task = fact.value;
    if (task === undefined) {
      return judged('fail', sentence('ECS no longer knows task {0}. Select a running task.', id));
    }
    const container = containerOf(task, place);
    const shown = [
      ...evidence(sentence('Status of the task'), task.lastStatus),
      ...evidence(sentence('Desired status'), task.desiredStatus),
      ...evidence(sentence('Status of the container'), container?.lastStatus),
      ...evidence(sentence('Stop code'), task.stopCode),
      ...evidence(sentence('Reason of the stop'), task.stoppedReason),
      ...evidence(sentence('Exit code'), container?.exitCode),
      ...evidence(sentence('Reason of the container'), container?.reason),
    ];
    if (container === undefined) {
      return judged('fail', sentence('Task {0} does not have a container "{1}".', id, place.container), {
        evidence: shown,
        mends: otherContainers(task, place),
      });
    }
    const { lastStatus } = asTask(task);
    const inLife = asContainer(container);
    switch (lifeOf(asTask(task), inLife)) {
      case 'running':
        return judged('pass', sentence('Task {0} and container "{1}" are running.', id, place.container), {
          evidence: shown,
        });
      case 'starting':
        return judged(
          'fail',
          lastStatus === 'RUNNING'
            ? sentence('Container "{0}" is still starting: it is {1}.', place.container, inLife.lastStatus)
            : sentence('Task {0} is still starting: it is {1}.', id, lastStatus),
          { evidence: shown, mends: [{ kind: 'wait' }] },
        );
      case 'ended': {
        const isAlone = lastStatus === 'RUNNING' && task.desiredStatus !== 'STOPPED';
        const reason = isAlone ? container.reason : (task.stoppedReason ?? container.reason);
        const what = isAlone ? sentence('Container "{0}"', place.container) : sentence('Task {0}', id);
        return judged(
          'fail',
          reason === undefined ? sentence('{0} is stopped.', what) : sentence('{0} is stopped: {1}', what, reason),
          {
            evidence: shown,
            mends: [
              { kind: 'show-logs' },
              { kind: 'console', what: 'task', name: place.taskArn },
              ...(isAlone ? otherContainers(task, place) : []),
            ],
          },
        );
      }
    }
  },
};
