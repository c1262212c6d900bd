import type { Value } from '../syntax/value.ts';
import type { Container } from './container.ts';

/** In MiB: what Docker reserves for a container at least. */
export const LEAST_MEMORY = 6;

/** What the containers of a task ask for together, as far as it is known. */
export interface Demand {
  /** The sum of their `cpu`, in CPU units. */
  readonly cpu: number;
  /** The sum of their `memoryReservation`, in MiB. ECS does not add up `memory`, which is a limit. */
  readonly reservedMemory: number;
  /** The highest `memory`, in MiB. */
  readonly mostMemory: number;
}

export function demandOf(containers: readonly Container[]): Demand {
  let cpu = 0;
  let reservedMemory = 0;
  let mostMemory = 0;
  for (const { value } of containers) {
    cpu += amount(value.get('cpu'));
    reservedMemory += amount(value.get('memoryReservation'));
    mostMemory = Math.max(mostMemory, amount(value.get('memory')));
  }
  return { cpu, reservedMemory, mostMemory };
}

function amount(value: Value): number {
  return Math.max(0, value.number ?? 0);
}
