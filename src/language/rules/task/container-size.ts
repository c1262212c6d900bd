import { text } from '../../../text.ts';
import type { Container } from '../../documents/container.ts';
import { type Demand, demandOf, reservedBy } from '../../documents/demand.ts';
import type { TaskDefinition } from '../../documents/task-definition.ts';
import { cpuUnits, mebibytes } from '../../documents/task-size.ts';
import type { Value } from '../../syntax/value.ts';
import { changeTo } from '../change-to.ts';
import type { OldRule, Report } from '../rule.ts';

/** In MiB: what Docker reserves at least. */
const LEAST_MEMORY = 6;

/**
 * "The 'memory' setting for container 'x' is greater than for the task" and "The sum of all container 'cpu' values
 * cannot be greater than the value of the task 'cpu'": RegisterTaskDefinition's answers. "The total amount of memory
 * reserved for all containers within a task must be lower than the task memory value":
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html
 */
export const containerSize: OldRule = {
  id: 'task/container-size',
  severity: 'error',
  check(taskDefinition, report) {
    const cpu = taskDefinition.get('cpu');
    const memory = taskDefinition.get('memory');
    const units = cpuUnits(cpu);
    const mebi = mebibytes(memory);
    if ((units === undefined && mebi === undefined) || isIgnored(taskDefinition)) {
      return;
    }
    const demand = demandOf(taskDefinition.containers);
    if (units !== undefined && demand.cpu > units) {
      report({
        at: cpu,
        message: text('The containers have {0} CPU units together, more than the {1} of the task.', demand.cpu, units),
      });
    }
    if (mebi !== undefined) {
      checkMemory(taskDefinition, memory, mebi, demand, report);
    }
  },
};

/** For Windows containers on instances, the task's cpu and memory are ignored. */
function isIgnored(taskDefinition: TaskDefinition): boolean {
  return (
    taskDefinition.platform.operatingSystem !== 'linux' && taskDefinition.platform.requires('FARGATE') === undefined
  );
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
    report({
      at: memory,
      severity: 'warning',
      message: text(
        'The containers reserve {0} MiB of memory together, more than the {1} of the task.',
        demand.reservedMemory,
        available,
      ),
    });
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
    message: text(
      'Container "{0}" has memory {1}, more than the {2} MiB of the task.',
      container.label,
      limit,
      available,
    ),
    fixes: fitting < LEAST_MEMORY || (!reservation.isAbsent && left < reserved) ? [] : [changeTo(memory, fitting)],
  });
}
