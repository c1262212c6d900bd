import type { Value } from '../syntax/value.ts';

const UNITS_PER_VCPU = 1024;
const MEBIBYTES_PER_GB = 1024;
/** A digit can stand in one place of the pattern only, so that a hostile string takes no longer than a long one. */
const VCPU = /^(\d+|\d*\.\d+) ?vcpu$/i;
const GB = /^(\d+|\d*\.\d+) ?gb$/i;
const INTEGER = /^\d+$/;

/**
 * The `cpu` of a task in CPU units, of which a vCPU has 1,024: `"512"`, `".5 vCPU"` and `"0.5 vcpu"` are the same.
 * Undefined for what is missing, unknown, or written in another way.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_definition_parameters.html#task_size
 */
export function cpuUnits(value: Value): number | undefined {
  return amount(value, VCPU, UNITS_PER_VCPU);
}

/** The `memory` of a task in MiB: `"1024"`, `"1GB"` and `"1 GB"` are the same. Undefined as with {@link cpuUnits}. */
export function mebibytes(value: Value): number | undefined {
  return amount(value, GB, MEBIBYTES_PER_GB);
}

function amount(value: Value, unit: RegExp, factor: number): number | undefined {
  if (value.number !== undefined) {
    return value.number;
  }
  const { string } = value;
  if (string === undefined) {
    return undefined;
  }
  if (INTEGER.test(string)) {
    return Number(string);
  }
  const [, count] = unit.exec(string) ?? [];
  return count === undefined ? undefined : Number(count) * factor;
}
