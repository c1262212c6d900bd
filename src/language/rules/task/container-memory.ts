import { text } from '../../../text.ts';
import type { Container } from '../../documents/container.ts';
import type { TaskDefinition } from '../../documents/task-definition.ts';
import type { Value } from '../../syntax/value.ts';
import { changeTo } from '../change-to.ts';
import type { OldRule, Report } from '../rule.ts';

/** In MiB: what Docker reserves at least. */
const LEAST = 6;

/**
 * "At least one of 'memory' or 'memoryReservation' must be specified" where the task has no memory, and "'memory' must
 * be greater than or equal to 'memoryReservation'": RegisterTaskDefinition's answers. "Don't specify less than 6 MiB
 * of memory for your containers."
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html
 */
export const containerMemory: OldRule = {
  id: 'task/container-memory',
  severity: 'error',
  check(taskDefinition, report) {
    const needsMemory = containersNeedMemory(taskDefinition);
    for (const container of taskDefinition.containers) {
      const memory = container.get('memory');
      const reservation = container.get('memoryReservation');
      checkLeast(memory, report);
      checkLeast(reservation, report);
      checkOrder(memory, reservation, report);
      if (needsMemory && memory.isAbsent && reservation.isAbsent) {
        reportMissing(container, report);
      }
    }
  },
};

/** Elsewhere than on instances of one's own, the task has memory, or that it has none is said of the task. */
function containersNeedMemory(taskDefinition: TaskDefinition): boolean {
  return (
    taskDefinition.get('memory').isAbsent &&
    taskDefinition.get('requiresCompatibilities').items.every((type) => type.is('EC2') || type.is('EXTERNAL'))
  );
}

function reportMissing(container: Container, report: Report): void {
  report({
    at: container.get('name'),
    message: text('Container "{0}" needs memory or memoryReservation, or the task needs memory.', container.label),
  });
}

function checkLeast(value: Value, report: Report): void {
  const { number } = value;
  if (number === undefined || number >= LEAST || number <= 0) {
    return;
  }
  report({
    at: value,
    severity: 'warning',
    message: text('A container needs {0} MiB of memory at least; {1} is too little for Docker.', LEAST, number),
  });
}

function checkOrder(memory: Value, reservation: Value, report: Report): void {
  const limit = memory.number;
  if (limit === undefined || reservation.number === undefined || reservation.number <= limit) {
    return;
  }
  report({
    at: reservation,
    message: text('memoryReservation {0} is more than memory {1}, which is the limit.', reservation.number, limit),
    fixes: limit < LEAST ? [] : [changeTo(reservation, limit)],
  });
}
