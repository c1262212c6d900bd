import type { Container } from '../../documents/container.ts';
import type { TaskDefinition } from '../../documents/task-definition.ts';
import type { Value } from '../../syntax/value.ts';
import { changeTo } from '../change-to.ts';
import { defineRule, type Messages, type Report as ReportOf } from '../define-rule.ts';
import { limitPassed } from '../limits.ts';
import { nameOf } from '../name-of.ts';
import { removeIt } from '../remove-it.ts';

/** Amounts of a container. Ports, and what health checks and restart policies have, have limits of their own. */
const AMOUNTS = ['cpu', 'memory', 'memoryReservation'];

/** In seconds. Fargate has limits of its own. */
const TIMES = ['startTimeout', 'stopTimeout'];

const LINUX_AMOUNTS = ['maxSwap', 'sharedMemorySize'];

const MOST_SWAPPINESS = 100;

const messages = {
  negative: { severity: 'error', text: 'The "{property}" of container "{container}" must not be negative.' },
  noMemory: {
    severity: 'error',
    text: 'The "{.memory}" of container "{container}" must be more than 0. Without it, there is no limit.',
  },
  swappiness: {
    severity: 'error',
    text: 'The {.swappiness} of container "{container}" must be from 0 to {most}, not {swappiness}.',
  },
} as const satisfies Messages;
type Report = ReportOf<typeof messages>;

/**
 * "Invalid 'memory' setting for container 'x'", answers RegisterTaskDefinition for a memory of 0:
 * https://github.com/ansible/ansible/issues/67647. Of maxSwap, the API reference says "Accepted values are 0 or any
 * positive integer", of swappiness "whole numbers between 0 and 100".
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_LinuxParameters.html
 */
export const containerAmount = defineRule({
  id: 'task/container-amount',
  on: 'task-definition',
  speaksOf: [...AMOUNTS, ...TIMES, 'linuxParameters'],
  messages,
  check({ taskDefinition, platform, report }) {
    for (const container of taskDefinition.containers) {
      for (const name of AMOUNTS) {
        checkSign(container, container.value.get(name), report);
      }
      checkMemory(taskDefinition, container, report);
      for (const name of TIMES) {
        const time = container.value.get(name);
        if (time.number !== undefined && !platform.isOnFargate) {
          checkSign(container, time, report);
        }
      }
      checkLinuxParameters(container, report);
    }
  },
});

function checkSign(container: Container, value: Value, report: Report): void {
  if (value.number === undefined || value.number >= 0) {
    return;
  }
  report({ at: value, message: 'negative', values: { property: nameOf(value), container: container.label } });
}

function checkMemory(taskDefinition: TaskDefinition, container: Container, report: Report): void {
  const memory = container.value.get('memory');
  if (!memory.is(0)) {
    return;
  }
  // Something has to say how much the container needs.
  const reservation = container.get('memoryReservation');
  const isOnlyAmount = taskDefinition.get('memory').isAbsent && (reservation.isAbsent || reservation.is(0));
  report({
    at: memory,
    message: 'noMemory',
    values: { container: container.label },
    fixes: isOnlyAmount ? [] : [removeIt(memory)],
  });
}

function checkLinuxParameters(container: Container, report: Report): void {
  const parameters = container.value.get('linuxParameters');
  if (parameters.kind !== 'object') {
    return;
  }
  for (const name of LINUX_AMOUNTS) {
    checkSign(container, parameters.get(name), report);
  }
  for (const volume of parameters.get('tmpfs').children) {
    checkSign(container, volume.get('size'), report);
  }
  const swappiness = parameters.get('swappiness');
  const limit = limitPassed(swappiness, 0, MOST_SWAPPINESS);
  if (limit === undefined) {
    return;
  }
  report({
    at: swappiness,
    message: 'swappiness',
    values: { container: container.label, most: MOST_SWAPPINESS, swappiness: swappiness.number ?? 0 },
    fixes: [changeTo(swappiness, limit)],
  });
}
