import { sentence } from '../../../text.ts';
import type { Range } from '../../api.ts';
import { demandOf } from '../../documents/demand.ts';
import {
  CONTESTED_CPU,
  CONTESTED_MEMORY,
  type FargateSize,
  type FargateSizes,
  LINUX_SIZES,
  WINDOWS_SIZES,
} from '../../documents/fargate-size.ts';
import type { TaskDefinition } from '../../documents/task-definition.ts';
import { cpuUnits, mebibytes } from '../../documents/task-size.ts';
import { set } from '../../syntax/change.ts';
import type { Value } from '../../syntax/value.ts';
import { defineRule, type Messages, type Report as ReportOf } from '../define-rule.ts';
import type { Remedy } from '../rule.ts';

const messages = {
  missingCpu: { severity: 'error', text: 'On Fargate, a task definition needs "{.cpu}".' },
  missingMemory: { severity: 'error', text: 'On Fargate, a task definition needs "{.memory}".' },
  missing: { severity: 'error', text: 'On Fargate, a task definition needs "{.cpu}" and "{.memory}".' },
  wrongCpu: { severity: 'error', text: 'Fargate does not offer {cpu} CPU units. Use one of: {choices}.' },
  wrongCpuOnWindows: {
    severity: 'error',
    text: 'Fargate does not offer {cpu} CPU units for Windows containers. Use one of: {choices}.',
  },
  wrongMemory: {
    severity: 'error',
    text: 'Fargate does not offer {memory} MiB of memory with {cpu} CPU units. Use one of: {choices}.',
  },
  memoryOffSteps: {
    severity: 'error',
    text: 'Fargate does not offer {memory} MiB with {cpu} CPU units. Use {least} to {most} MiB in steps of {step}.',
  },
  contestedMemory: {
    severity: 'information',
    text: 'Fargate offers {cpu} CPU units only with {choices} MiB of memory, and not in every region.',
  },
} as const satisfies Messages;
type Report = ReportOf<typeof messages>;

/**
 * "Fargate requires that 'cpu' be defined at the task level", the same for memory, and "No Fargate configuration
 * exists for given values": RegisterTaskDefinition's answers, whenever FARGATE is required, even beside EC2.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-cpu-memory-error.html
 */
export const fargateSize = defineRule({
  id: 'task/fargate-size',
  on: 'task-definition',
  messages,
  alsoReportedBy: ['cfn-lint E3047', 'cfn-lint E3048'],
  check({ taskDefinition, platform, report }) {
    const fargate = platform.requires('FARGATE');
    if (fargate === undefined) {
      return;
    }
    const cpu = taskDefinition.get('cpu');
    const memory = taskDefinition.get('memory');
    const isWindows = platform.operatingSystem === 'windows';
    const sizes = isWindows ? WINDOWS_SIZES : LINUX_SIZES;
    if (cpu.isAbsent || memory.isAbsent) {
      checkMissing(taskDefinition, fargate, cpu, memory, sizes, report);
    } else {
      checkPair(taskDefinition, cpu, memory, sizes, isWindows, report);
    }
  },
});

function checkMissing(
  taskDefinition: TaskDefinition,
  fargate: Value,
  cpu: Value,
  memory: Value,
  sizes: FargateSizes,
  report: Report,
): void {
  const units = cpuUnits(cpu);
  const mebi = mebibytes(memory);
  // What is there and unknown may go with anything, so that nothing can be proposed.
  const isKnown = (cpu.isAbsent || units !== undefined) && (memory.isAbsent || mebi !== undefined);
  const fitting = isKnown ? fit(taskDefinition, sizes, units ?? 0, mebi ?? 0) : [];
  const size = fitting.find((one) => one.cpu === (units ?? one.cpu) && one.memory === (mebi ?? one.memory));
  report({
    at: fargate,
    message: cpu.isAbsent ? (memory.isAbsent ? 'missing' : 'missingCpu') : 'missingMemory',
    fixes: size === undefined ? [] : [resize(taskDefinition, size, cpu.isAbsent, memory.isAbsent)],
  });
}

function checkPair(
  taskDefinition: TaskDefinition,
  cpu: Value,
  memory: Value,
  sizes: FargateSizes,
  isWindows: boolean,
  report: Report,
): void {
  const units = cpuUnits(cpu);
  const mebi = mebibytes(memory);
  if (units === undefined) {
    return;
  }
  if (units === CONTESTED_CPU && !isWindows) {
    if (mebi !== undefined && !CONTESTED_MEMORY.includes(mebi)) {
      report({
        at: memory,
        message: 'contestedMemory',
        values: { cpu: units, choices: CONTESTED_MEMORY.join(', ') },
      });
    }
    return;
  }
  const choices = sizes.memoryFor(units);
  if (choices.length === 0) {
    const [size] = fit(taskDefinition, sizes, units, mebi ?? 0);
    report({
      at: cpu,
      message: isWindows ? 'wrongCpuOnWindows' : 'wrongCpu',
      values: { cpu: units, choices: sizes.cpu.join(', ') },
      fixes: size === undefined ? [] : [resize(taskDefinition, size, true, mebi !== undefined && size.memory !== mebi)],
    });
  } else if (mebi !== undefined && !choices.includes(mebi) && !isDisputed(units, mebi, isWindows)) {
    reportMemory(memory, { cpu: units, memory: mebi }, choices, otherSizes(taskDefinition, sizes, units, mebi), report);
  }
}

/** AWS's tables give Windows containers with one vCPU 2 GB or more, AWS's CDK lets them have 1 GB. */
function isDisputed(cpu: number, memory: number, isWindows: boolean): boolean {
  return isWindows && cpu === 1024 && memory === 1024;
}

function reportMemory(
  at: Range,
  { cpu, memory }: FargateSize,
  choices: readonly number[],
  fixes: readonly Remedy[],
  report: Report,
): void {
  const [least = 0, second = 0] = choices;
  if (choices.length <= 4) {
    report({ at, message: 'wrongMemory', values: { cpu, memory, choices: choices.join(', ') }, fixes });
  } else {
    const steps = { least, most: choices.at(-1) ?? 0, step: second - least };
    report({ at, message: 'memoryOffSteps', values: { cpu, memory, ...steps }, fixes });
  }
}

/** The nearest size with this cpu, preferably with more memory than less, and the nearest with this memory. */
function otherSizes(
  taskDefinition: TaskDefinition,
  sizes: FargateSizes,
  cpu: number,
  memory: number,
): readonly Remedy[] {
  const fitting = fit(taskDefinition, sizes, 0, 0);
  const sameCpu = fitting.filter((size) => size.cpu === cpu);
  const sameMemory = fitting.filter((size) => size.memory === memory);
  const otherMemory = sameCpu.find((size) => size.memory > memory) ?? sameCpu.at(-1);
  const otherCpu = sameMemory.find((size) => size.cpu > cpu) ?? sameMemory.at(-1);
  return [
    ...(otherMemory === undefined ? [] : [resize(taskDefinition, otherMemory, false, true)]),
    ...(otherCpu === undefined ? [] : [resize(taskDefinition, otherCpu, true, false)]),
  ];
}

/** The sizes that are at least as large as that, and large enough for the containers. */
function fit(taskDefinition: TaskDefinition, sizes: FargateSizes, cpu: number, memory: number): readonly FargateSize[] {
  const demand = demandOf(taskDefinition.containers);
  return sizes.atLeast(Math.max(cpu, demand.cpu), Math.max(memory, demand.reservedMemory, demand.mostMemory));
}

function resize(taskDefinition: TaskDefinition, size: FargateSize, setsCpu: boolean, setsMemory: boolean): Remedy {
  const cpu = set(taskDefinition.value, ['cpu'], String(size.cpu));
  const memory = set(taskDefinition.value, ['memory'], String(size.memory));
  if (!setsMemory) {
    return { title: sentence('Set {.cpu} to {0}', size.cpu), safe: false, changes: () => [cpu] };
  }
  if (!setsCpu) {
    return { title: sentence('Set {.memory} to {0}', size.memory), safe: false, changes: () => [memory] };
  }
  return {
    title: sentence('Set {.cpu} to {0} and {.memory} to {1}', size.cpu, size.memory),
    safe: false,
    changes: () => [cpu, memory],
  };
}
