import type { Container } from './container.ts';

/** What the containers of a task ask for together, as far as it is known. */
export interface Demand {
  /** The sum of their `cpu`, in CPU units. */
  readonly cpu: number;
  /** The sum of what they reserve, in MiB: `memoryReservation`, or `memory` where that is missing. */
  readonly reservedMemory: number;
  /** The highest `memory`, in MiB. */
  readonly mostMemory: number;
}

export function demandOf(containers: readonly Container[]): Demand {
  let cpu = 0;
  let reservedMemory = 0;
  let mostMemory = 0;
  for (const { value } of containers) {
    const reservation = value.get('memoryReservation');
    const memory = value.get('memory').number ?? 0;
    cpu += value.get('cpu').number ?? 0;
    reservedMemory += reservation.isAbsent ? memory : (reservation.number ?? 0);
    mostMemory = Math.max(mostMemory, memory);
  }
  return { cpu, reservedMemory, mostMemory };
}
