import type { Container } from '../../documents/container.ts';
import { demandOf, LEAST_MEMORY } from '../../documents/demand.ts';
import { cpuUnits, mebibytes } from '../../documents/task-size.ts';
import { changeTo } from '../change-to.ts';
import { defineRule, type Messages, type Report as ReportOf } from '../define-rule.ts';

const messages = {
  limitAboveTask: {
    severity: 'error',
    text: 'Container "{container}" has a memory limit of {limit} MiB, more than the {available} MiB of the task.',
  },
  tooMuchCpu: {
    severity: 'error',
    text: 'Together, the containers have {total} CPU units, more than the {available} of the task.',
  },
  tooMuchReserved: {
    severity: 'error',
    text: 'Together, the containers reserve {total} MiB of memory, more than the {available} MiB of the task.',
  },
} as const satisfies Messages;

type Report = ReportOf<typeof messages>;

/**
 * RegisterTaskDefinition's answers: "The 'memory' setting for container 'x' is greater than for the task" and "The sum
 * of all container 'cpu' values cannot be greater than the value of the task 'cpu'"
 * (https://github.com/klothoplatform/klotho/issues/892), and "The sum of all container 'memoryReservation' values cannot
 * be greater than the value of the task 'memory'" (https://github.com/cloudnativedaysjp/dreamkast-infra/pull/4766).
 * The API reference has "the total amount of memory reserved for all containers" below that of the task, but what is
 * deployed shows that ECS does not add up the limits.
 */
export const containerSize = defineRule({
  id: 'task/container-size',
  on: 'task-definition',
  messages,
  check({ taskDefinition, platform, report }) {
    const cpu = taskDefinition.get('cpu');
    const memory = taskDefinition.get('memory');
    const units = cpuUnits(cpu);
    const mebi = mebibytes(memory);
    if ((units === undefined && mebi === undefined) || platform.ignoresTaskSize) {
      return;
    }
    const { containers } = taskDefinition;
    const demand = demandOf(containers);
    // That nothing is an amount is reported elsewhere.
    if (units !== undefined && units > 0 && demand.cpu > units) {
      report({ at: cpu, message: 'tooMuchCpu', values: { total: demand.cpu, available: units } });
    }
    if (mebi === undefined || mebi === 0) {
      return;
    }
    if (demand.reservedMemory > mebi) {
      report({ at: memory, message: 'tooMuchReserved', values: { total: demand.reservedMemory, available: mebi } });
    }
    if (demand.mostMemory > mebi) {
      for (const container of containers) {
        checkLimit(container, mebi, report);
      }
    }
  },
});

function checkLimit(container: Container, available: number, report: Report): void {
  const memory = container.get('memory');
  const limit = memory.number;
  if (limit === undefined || limit <= available) {
    return;
  }
  const most = Math.floor(available);
  const least = Math.max(LEAST_MEMORY, container.get('memoryReservation').number ?? 0);
  report({
    at: memory,
    message: 'limitAboveTask',
    values: { container: container.label, limit, available },
    fixes: most < least ? [] : [changeTo(memory, most)],
  });
}
