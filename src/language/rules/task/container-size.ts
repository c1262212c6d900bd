import type { Container } from '../../documents/container.ts';
import { type Demand, demandOf, LEAST_MEMORY, reservedBy } from '../../documents/demand.ts';
import type { Platform } from '../../documents/platform.ts';
import type { TaskDefinition } from '../../documents/task-definition.ts';
import { cpuUnits, mebibytes } from '../../documents/task-size.ts';
import type { Value } from '../../syntax/value.ts';
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
    severity: 'warning',
    text: 'Together, the containers reserve {total} MiB of memory, more than the {available} MiB of the task.',
  },
} as const satisfies Messages;

type Report = ReportOf<typeof messages>;

/**
 * "The 'memory' setting for container 'x' is greater than for the task" and "The sum of all container 'cpu' values
 * cannot be greater than the value of the task 'cpu'": RegisterTaskDefinition's answers. "The total amount of memory
 * reserved for all containers within a task must be lower than the task memory value":
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html
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
    if ((units === undefined && mebi === undefined) || isIgnored(platform)) {
      return;
    }
    const demand = demandOf(taskDefinition.containers);
    if (units !== undefined && demand.cpu > units) {
      report({ at: cpu, message: 'tooMuchCpu', values: { total: demand.cpu, available: units } });
    }
    if (mebi !== undefined) {
      checkMemory(taskDefinition, memory, mebi, demand, report);
    }
  },
});

/** For Windows containers on instances, the task's cpu and memory are ignored. */
function isIgnored({ operatingSystem, isOnFargate }: Platform): boolean {
  return operatingSystem !== 'linux' && !isOnFargate;
}

function checkMemory(
  { containers }: TaskDefinition,
  memory: Value,
  available: number,
  demand: Demand,
  report: Report,
): void {
  if (demand.mostMemory > available) {
    for (const container of containers) {
      checkLimit(container, available, demand, report);
    }
  } else if (demand.reservedMemory > available) {
    report({ at: memory, message: 'tooMuchReserved', values: { total: demand.reservedMemory, available } });
  }
}

function checkLimit(container: Container, available: number, demand: Demand, report: Report): void {
  const memory = container.get('memory');
  const limit = memory.number;
  if (limit === undefined || limit <= available) {
    return;
  }
  const reservation = container.get('memoryReservation');
  const reserved = reservedBy(container.value);
  const left = Math.floor(available - (demand.reservedMemory - reserved));
  // Without a reservation, the limit is what the container reserves.
  const fitting = reservation.isAbsent ? left : Math.floor(available);
  report({
    at: memory,
    message: 'limitAboveTask',
    values: { container: container.label, limit, available },
    fixes: fitting < LEAST_MEMORY || (!reservation.isAbsent && left < reserved) ? [] : [changeTo(memory, fitting)],
  });
}
