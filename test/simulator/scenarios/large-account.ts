import type { Scenario } from '../world/scenario.ts';

/** So many clusters, with services and tasks spread evenly over them, and over them. */
export function largeAccount(clusters: number, servicesPerCluster: number, tasksPerService: number): Scenario {
  return {
    clusters: Array.from({ length: clusters }, (_, cluster) => ({
      name: `cluster-${cluster + 1}`,
      services: Array.from({ length: servicesPerCluster }, (_each, service) => ({
        name: `service-${service + 1}`,
        taskDefinition: 'many',
        tasks: tasksPerService,
      })),
    })),
  };
}
