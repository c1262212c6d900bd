import type { Origin } from '../api.ts';
import type { Value } from '../syntax/value.ts';
import { hasAny } from './all-of.ts';
import { type Deviations, deviationsFrom } from './deviations.ts';

/** A cluster: what makes or changes one, or what ECS tells of it. */
export class Cluster {
  readonly value: Value;
  readonly origin: Origin;
  /** Where it departs from what ECS takes. */
  readonly deviations: Deviations;

  constructor(value: Value, origin: Origin) {
    this.value = value;
    this.origin = origin;
    // First of all: what counts as there or absent follows from it.
    this.deviations = deviationsFrom(value, 'Cluster');
  }

  get isDescribed(): boolean {
    return this.origin === 'described';
  }

  /** How ECS Exec is set up in it. */
  get exec(): Value {
    return this.value.get('configuration', 'executeCommandConfiguration');
  }
}

/** Whether an object is a cluster as DescribeClusters prints it, which may have properties that are newer than this. */
export function isDescribedCluster(value: Value): boolean {
  return (
    value.kind === 'object' &&
    value.has('clusterArn') &&
    value.has('clusterName') &&
    hasAny(value, ['registeredContainerInstancesCount', 'activeServicesCount', 'configuration'])
  );
}
