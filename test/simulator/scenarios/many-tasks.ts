import type { Scenario } from '../world/scenario.ts';

/** One cluster with this many running tasks, spread evenly over its services. */
export function manyTasks(count: number, services = 20): Scenario {
  const before = (index: number): number => Math.floor((count * index) / services);
  return {
    clusters: [
      {
        name: 'many',
        services: Array.from({ length: services }, (_, index) => ({
          name: `service-${String(index + 1).padStart(3, '0')}`,
          taskDefinition: 'many',
          tasks: before(index + 1) - before(index),
        })),
      },
    ],
  };
}
