import type { Value } from '../syntax/value.ts';

const UNITS_PER_VCPU = 1024;
const MEBIBYTES_PER_GB = 1024;
/** In vCPUs: AWS has no larger instances. */
const MOST_VCPUS = 192;
/** In GB: what is as much as this, and has no unit, is more likely MiB. */
const MOST_GB = 256;

/** A digit can stand in one place of the pattern only, so that a hostile string takes no longer than a long one. */
const QUANTITY = /^(\d+(?:\.\d*)?|\.\d+)\s*([a-z]*)$/i;
const INTEGER = /^\d+$/;

/** What begins like a number. Anything else may be the name of what a script puts there. */
const NUMERIC = /^[-+.]?\d/;

/** What stands for the `cpu` or the `memory` of a task. */
export interface TaskAmount {
  /** In CPU units, or in MiB; undefined where it is not certain what is meant. */
  readonly amount: number | undefined;
  /** Whether it is an amount to ECS. */
  readonly isValid: boolean;
  /** Of what is not, what it is likely to mean, as ECS can read it. */
  readonly meant: string | undefined;
}

/** A number without its unit, as it is written. */
interface Count {
  readonly text: string;
  readonly number: number;
}

/**
 * The `cpu` of a task: in CPU units, of which a vCPU has 1,024, or in vCPUs: `"512"`, `".5 vCPU"` and `"0.5 vcpu"` are
 * the same. Undefined for what is missing, unknown, or not like a number.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_definition_parameters.html#task_size
 */
export function taskCpu(value: Value): TaskAmount | undefined {
  return read(value, (count, unit) => {
    switch (unit) {
      case 'vcpu':
        return { amount: count.number * UNITS_PER_VCPU, isValid: true, meant: undefined };
      case 'vcpus':
        return { amount: count.number * UNITS_PER_VCPU, isValid: false, meant: `${count.text} vCPU` };
      case '':
        return count.number > MOST_VCPUS ? INVALID : perhaps(`${count.text} vCPU`);
      case 'cpu':
      case 'cpus':
      case 'core':
      case 'cores':
        return perhaps(`${count.text} vCPU`);
      case 'm':
        // Kubernetes has a thousand of these to a CPU.
        return perhaps(count.number % 250 === 0 ? `${count.number / 1000} vCPU` : count.text);
      case 'unit':
      case 'units':
        return perhaps(count.text);
      default:
        return INVALID;
    }
  });
}

/** The `memory` of a task: `"1024"`, `"1GB"` and `"1 GB"` are the same. Undefined as with {@link taskCpu}. */
export function taskMemory(value: Value): TaskAmount | undefined {
  return read(value, (count, unit) => {
    switch (unit) {
      case 'gb':
        return { amount: count.number * MEBIBYTES_PER_GB, isValid: true, meant: undefined };
      case 'gi':
      case 'gib':
        return { amount: count.number * MEBIBYTES_PER_GB, isValid: false, meant: `${count.text} GB` };
      case 'mi':
      case 'mib':
        return INTEGER.test(count.text) ? { amount: count.number, isValid: false, meant: count.text } : INVALID;
      case 'm':
      case 'mb':
        return INTEGER.test(count.text) ? perhaps(count.text) : INVALID;
      case '':
        return count.number < MOST_GB ? perhaps(`${count.text} GB`) : INVALID;
      case 'g':
        return perhaps(`${count.text} GB`);
      default:
        return INVALID;
    }
  });
}

/** The `cpu` of a task in CPU units, where that is known. */
export function cpuUnits(value: Value): number | undefined {
  return taskCpu(value)?.amount;
}

/** The `memory` of a task in MiB, where that is known. */
export function mebibytes(value: Value): number | undefined {
  return taskMemory(value)?.amount;
}

const INVALID: TaskAmount = { amount: undefined, isValid: false, meant: undefined };

function perhaps(meant: string): TaskAmount {
  return { ...INVALID, meant };
}

/** Reads what is not simply a whole number by its unit, which is in small letters. */
function read(value: Value, byUnit: (count: Count, unit: string) => TaskAmount): TaskAmount | undefined {
  const text = value.number === undefined ? value.string : String(value.number);
  // Whether ECS minds a space at an end is not known.
  if (text === undefined || !NUMERIC.test(text) || text.endsWith(' ')) {
    return undefined;
  }
  if (INTEGER.test(text)) {
    return { amount: Number(text), isValid: Number(text) > 0, meant: undefined };
  }
  const [, digits, unit] = QUANTITY.exec(text) ?? [];
  if (digits === undefined || unit === undefined) {
    return INVALID;
  }
  return byUnit({ text: digits.replace(/^\./, '0.'), number: Number(digits) }, unit.toLowerCase());
}
