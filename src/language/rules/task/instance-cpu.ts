import { text } from '../../../text.ts';
import { cpuUnits } from '../../documents/task-size.ts';
import { changeTo } from '../change-to.ts';
import type { OldRule } from '../rule.ts';

/** In CPU units: an eighth of a vCPU. */
const LEAST = 128;
/** In CPU units: 192 vCPUs. */
const MOST = 196608;

/**
 * "If you're using the EC2 launch type or external launch type, this field is optional. Supported values are between
 * 128 CPU units (0.125 vCPUs) and 196608 CPU units (192 vCPUs)."
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RegisterTaskDefinition.html
 */
export const instanceCpu: OldRule = {
  id: 'task/instance-cpu',
  severity: 'error',
  check(taskDefinition, report) {
    const at = taskDefinition.get('cpu');
    const cpu = cpuUnits(at);
    if (cpu === undefined || (cpu >= LEAST && cpu <= MOST)) {
      return;
    }
    // Fargate has a table of its own; for Windows containers on instances, the task's cpu is ignored.
    const isOnInstances =
      taskDefinition.platform.requires('EC2') !== undefined ||
      taskDefinition.platform.requires('EXTERNAL') !== undefined;
    if (!isOnInstances || taskDefinition.platform.requires('FARGATE') !== undefined) {
      return;
    }
    if (taskDefinition.platform.operatingSystem !== 'linux') {
      return;
    }
    const nearest = cpu < LEAST ? LEAST : MOST;
    report({
      at,
      message: text('A task on instances can have cpu {0} to {1}, not {2}.', LEAST, MOST, cpu),
      fixes: [changeTo(at, String(nearest))],
    });
  },
};
