import type { Value } from '../syntax/value.ts';
import type { Container } from './container.ts';

/** In MiB: what Docker reserves for a container at least. */
export const LEAST_MEMORY = 6;

/** What the containers of a task ask for together, as far as it is known. */
export interface Demand {
  /** The sum of their `cpu`, in CPU units. */
  readonly cpu: number;
  /** The sum of what they reserve, in MiB. */
  readonly reservedMemory: number;
  /** The highest `memory`, in MiB. */
  readonly mostMemory: number;
}

export function demandOf(containers: readonly Container[]): Demand {
  let cpu = 0;
  let reservedMemory = 0;
  let mostMemory = 0;
  for (const { value } of containers) {
    const memory = amount(value.get('memory'));
    cpu += amount(value.get('cpu'));
    reservedMemory += reservedBy(value);
    mostMemory = Math.max(mostMemory, memory);
  }
  return { cpu, reservedMemory, mostMemory };
}

/** What a container definition reserves, in MiB: `memoryReservation`, or `memory` where that is missing. */
export function reservedBy(container: Value): number {
  const reservation = container.get('memoryReservation');
  return amount(reservation.isAbsent ? container.get('memory') : reservation);
}

function amount(value: Value): number {
  return Math.max(0, value.number ?? 0);
}
