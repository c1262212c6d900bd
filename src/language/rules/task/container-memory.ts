import type { Container } from '../../documents/container.ts';
import { LEAST_MEMORY } from '../../documents/demand.ts';
import type { Platform } from '../../documents/platform.ts';
import type { TaskDefinition } from '../../documents/task-definition.ts';
import type { Value } from '../../syntax/value.ts';
import { changeTo } from '../change-to.ts';
import { defineRule, type Messages, type Report as ReportOf } from '../define-rule.ts';

const messages = {
  missing: {
    severity: 'error',
    text: 'Container "{container}" needs "{.memory}" or {.memoryReservation}, or the task needs "{.memory}".',
  },
  reservedAboveLimit: {
    severity: 'error',
    text: 'Container "{container}" cannot have a {.memoryReservation}, {reserved}, above its "{.memory}", {limit}.',
  },
  tooLittle: {
    severity: 'warning',
    text: 'Container "{container}" needs at least {least} MiB of memory. {memory} is too little for Docker.',
  },
} as const satisfies Messages;

type Report = ReportOf<typeof messages>;

/**
 * "At least one of 'memory' or 'memoryReservation' must be specified" where the task has no memory, and "'memory' must
 * be greater than or equal to 'memoryReservation'": RegisterTaskDefinition's answers. "Don't specify less than 6 MiB
 * of memory for your containers." A reservation of 0 is none: "you must specify a non-zero integer for one or both".
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html
 */
export const containerMemory = defineRule({
  id: 'task/container-memory',
  on: 'task-definition',
  messages,
  check({ taskDefinition, platform, report }) {
    const needsMemory = containersNeedMemory(taskDefinition, platform);
    for (const container of taskDefinition.containers) {
      const memory = container.get('memory');
      const reservation = container.get('memoryReservation');
      checkLeast(memory, container, report);
      checkLeast(reservation, container, report);
      checkOrder(container, report);
      if (needsMemory && memory.isAbsent && (reservation.isAbsent || reservation.is(0))) {
        reportMissing(container, report);
      }
    }
  },
});

/** Elsewhere than on instances of one's own, the task has memory, or that it has none is said of the task. */
function containersNeedMemory(taskDefinition: TaskDefinition, { launchTypes }: Platform): boolean {
  return taskDefinition.get('memory').isAbsent && launchTypes.every((type) => type.is('EC2') || type.is('EXTERNAL'));
}

function reportMissing(container: Container, report: Report): void {
  report({ at: container.get('name'), message: 'missing', values: { container: container.label } });
}

function checkLeast(value: Value, { label }: Container, report: Report): void {
  const { number } = value;
  if (number === undefined || number >= LEAST_MEMORY || number <= 0) {
    return;
  }
  report({ at: value, message: 'tooLittle', values: { container: label, least: LEAST_MEMORY, memory: number } });
}

function checkOrder(container: Container, report: Report): void {
  const limit = container.get('memory').number;
  const reservation = container.get('memoryReservation');
  if (limit === undefined || limit <= 0 || reservation.number === undefined || reservation.number <= limit) {
    return;
  }
  report({
    at: reservation,
    message: 'reservedAboveLimit',
    values: { container: container.label, reserved: reservation.number, limit },
    fixes: limit < LEAST_MEMORY ? [] : [changeTo(reservation, limit)],
  });
}
