import { sentence } from '../../../text.ts';
import { remove } from '../../syntax/change.ts';
import type { Value } from '../../syntax/value.ts';
import { changeTo } from '../change-to.ts';
import { defineRule, type Messages, type Report as ReportOf } from '../define-rule.ts';
import { removeIt } from '../remove-it.ts';
import type { Remedy } from '../rule.ts';

/** In GiB. What a task on Fargate has without being asked is one less. */
const LEAST = 21;
/** In GiB. */
const MOST = 200;

const messages = {
  onInstances: { severity: 'error', text: 'Tasks on EC2 instances do not support {.ephemeralStorage}.' },
  onExternalInstances: { severity: 'warning', text: 'External instances do not support {.ephemeralStorage}.' },
  outOfRange: { severity: 'error', text: 'Ephemeral storage must be from {least} to {most} GiB, not {size}.' },
} as const satisfies Messages;

type Report = ReportOf<typeof messages>;

/**
 * "EphemeralStorage size should be at least 21", "at most 200", and "Tasks using the EC2 launch type do not support
 * EphemeralStorage": RegisterTaskDefinition's answers. On external instances, it is registered and has no effect:
 * https://github.com/aws/amazon-ecs-agent/issues/4520
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_EphemeralStorage.html
 */
export const ephemeralStorage = defineRule({
  id: 'task/ephemeral-storage',
  on: 'task-definition',
  speaksOf: ['ephemeralStorage'],
  messages,
  check({ taskDefinition, platform, report }) {
    const storage = taskDefinition.get('ephemeralStorage');
    if (storage.kind !== 'object') {
      return;
    }
    if (platform.requires('EC2') !== undefined && !platform.isOnFargate) {
      reportInstances(storage, 'onInstances', report);
    } else if (platform.requires('EXTERNAL') !== undefined && !platform.isOnFargate) {
      reportInstances(storage, 'onExternalInstances', report);
    } else {
      checkSize(storage, report);
    }
  },
});

function reportInstances(storage: Value, message: 'onInstances' | 'onExternalInstances', report: Report): void {
  if (storage.key !== undefined) {
    report({ at: storage.key, message, fixes: [removeIt(storage)] });
  }
}

function checkSize(storage: Value, report: Report): void {
  const at = storage.get('sizeInGiB');
  const size = at.number;
  if (size === undefined || (size >= LEAST && size <= MOST)) {
    return;
  }
  report({
    at,
    message: 'outOfRange',
    values: { least: LEAST, most: MOST, size },
    fixes: [size < LEAST ? leaveOut(storage) : changeTo(at, MOST)],
  });
}

/** What Fargate gives anyway is no less than what was asked for. */
function leaveOut(storage: Value): Remedy {
  return {
    title: sentence('Remove {.ephemeralStorage}: {0} GiB are there anyway', LEAST - 1),
    safe: true,
    changes: () => [remove(storage)],
  };
}
