import { cpuUnits } from '../../documents/task-size.ts';
import { changeTo } from '../change-to.ts';
import { defineRule } from '../define-rule.ts';

/** In CPU units: an eighth of a vCPU. */
const LEAST = 128;
/** In CPU units: 192 vCPUs. */
const MOST = 196608;

/**
 * "If you're using the EC2 launch type or external launch type, this field is optional. Supported values are between
 * 128 CPU units (0.125 vCPUs) and 196608 CPU units (192 vCPUs)."
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RegisterTaskDefinition.html
 */
export const instanceCpu = defineRule({
  id: 'task/instance-cpu',
  on: 'task-definition',
  speaksOf: ['cpu'],
  messages: {
    outOfRange: {
      severity: 'error',
      text: 'On instances, the "{.cpu}" of a task must be from {least} to {most} CPU units, not {cpu}.',
    },
  },
  check({ taskDefinition, platform, report }) {
    const at = taskDefinition.get('cpu');
    const cpu = cpuUnits(at);
    if (cpu === undefined || (cpu >= LEAST && cpu <= MOST)) {
      return;
    }
    const isOnInstances = platform.requires('EC2') !== undefined || platform.requires('EXTERNAL') !== undefined;
    // Fargate has a table of its own.
    if (!isOnInstances || platform.isOnFargate || platform.ignoresTaskSize) {
      return;
    }
    report({
      at,
      message: 'outOfRange',
      values: { least: LEAST, most: MOST, cpu },
      fixes: [changeTo(at, String(cpu < LEAST ? LEAST : MOST))],
    });
  },
});
