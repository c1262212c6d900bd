import type { Platform } from '../../documents/platform.ts';
import { type TaskAmount, taskCpu, taskMemory } from '../../documents/task-size.ts';
import type { Value } from '../../syntax/value.ts';
import { writtenScalar } from '../../syntax/written-scalar.ts';
import { changeTo } from '../change-to.ts';
import { defineRule } from '../define-rule.ts';
import type { Remedy } from '../rule.ts';

/**
 * "Invalid 'cpu' setting for task", answers RegisterTaskDefinition, on EC2 and on Fargate. "It can be expressed as an
 * integer using CPU units (for example, 1024) or as a string using vCPUs (for example, 1 vCPU or 1 vcpu)", and memory
 * "as an integer using MiB (for example, 1024) or as a string using GB (for example, 1GB or 1 GB)".
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RegisterTaskDefinition.html
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-cpu-memory-error.html
 */
export const taskSize = defineRule({
  id: 'task/task-size',
  on: 'task-definition',
  speaksOf: ['cpu', 'memory'],
  messages: {
    invalidCpu: {
      severity: 'error',
      text: 'ECS cannot read the "{.cpu}" of the task, "{cpu}". Use units, as in "512", or vCPUs, as in "0.5 vCPU".',
    },
    invalidMemory: {
      severity: 'error',
      text: 'ECS cannot read the "{.memory}" of the task, "{memory}". Use MiB, as in "1024", or GB, as in "1 GB".',
    },
  },
  check({ taskDefinition, platform, report }) {
    const cpu = taskDefinition.get('cpu');
    const units = taskCpu(cpu);
    if (units?.isValid === false && !(units.amount === 0 && limitsCpu(platform)) && !platform.ignoresTaskSize) {
      report({ at: cpu, message: 'invalidCpu', values: { cpu: written(cpu) }, fixes: remedies(cpu, units) });
    }
    const memory = taskDefinition.get('memory');
    const mebi = taskMemory(memory);
    if (mebi?.isValid === false && !(mebi.amount === 0 && platform.isOnFargate) && !platform.ignoresTaskSize) {
      report({
        at: memory,
        message: 'invalidMemory',
        values: { memory: written(memory) },
        fixes: remedies(memory, mebi),
      });
    }
  },
});

/** Whether zero is out of the range of where the task runs. */
function limitsCpu(platform: Platform): boolean {
  return platform.isOnFargate || platform.requires('EC2') !== undefined || platform.requires('EXTERNAL') !== undefined;
}

function written(value: Value): string {
  return value.string ?? writtenScalar(value);
}

function remedies(at: Value, { amount, meant }: TaskAmount): readonly Remedy[] {
  return meant === undefined ? [] : [changeTo(at, meant, amount !== undefined)];
}
