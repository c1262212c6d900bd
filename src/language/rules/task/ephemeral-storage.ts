import { text } from '../../../text.ts';
import { remove } from '../../syntax/change.ts';
import type { Value } from '../../syntax/value.ts';
import { changeTo } from '../change-to.ts';
import { removeIt } from '../remove-it.ts';
import type { OldRule, Remedy, Report } from '../rule.ts';

/** In GiB. What a task on Fargate has without being asked is one less. */
const LEAST = 21;
/** In GiB. */
const MOST = 200;

/**
 * "EphemeralStorage size should be at least 21", "at most 200", and "Tasks using the EC2 launch type do not support
 * EphemeralStorage": RegisterTaskDefinition's answers.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_EphemeralStorage.html
 */
export const ephemeralStorage: OldRule = {
  id: 'task/ephemeral-storage',
  severity: 'error',
  check(taskDefinition, report) {
    const storage = taskDefinition.get('ephemeralStorage');
    if (storage.kind !== 'object') {
      return;
    }
    const isOnFargate = taskDefinition.platform.requires('FARGATE') !== undefined;
    if (taskDefinition.platform.requires('EC2') !== undefined && !isOnFargate) {
      checkOnInstances(storage, report);
    } else {
      checkSize(storage, report);
    }
  },
};

function checkOnInstances(storage: Value, report: Report): void {
  if (storage.key === undefined) {
    return;
  }
  report({
    at: storage.key,
    message: text('Tasks on EC2 instances do not support ephemeralStorage.'),
    fixes: [removeIt(storage)],
  });
}

function checkSize(storage: Value, report: Report): void {
  const at = storage.get('sizeInGiB');
  const size = at.number;
  if (size === undefined || (size >= LEAST && size <= MOST)) {
    return;
  }
  report({
    at,
    message: text('Ephemeral storage can have {0} to {1} GiB, not {2}.', LEAST, MOST, size),
    fixes: [size < LEAST ? leaveOut(storage) : changeTo(at, MOST)],
  });
}

/** What Fargate gives anyway is no less than what was asked for. */
function leaveOut(storage: Value): Remedy {
  return {
    title: text('Remove "{0}": {1} GiB are there anyway', 'ephemeralStorage', LEAST - 1),
    safe: true,
    changes: () => [remove(storage)],
  };
}
