import { UNKNOWN } from '../syntax/node.ts';
import type { Path, Value } from '../syntax/value.ts';
import { Container } from './container.ts';
import { operatingSystem, type OperatingSystem } from './operating-system.ts';

/** What `requiresCompatibilities` can list: where the task is to run. */
export type LaunchType = 'EC2' | 'EXTERNAL' | 'FARGATE' | 'MANAGED_INSTANCES';

/** A task definition, or as much of it as a document holds. */
export class TaskDefinition {
  /** The object itself; unknown for a bare array of containers, whose task definition is elsewhere. */
  readonly value: Value;
  /** The objects among the container definitions. */
  readonly containers: readonly Container[];
  private readonly isFragment: boolean;
  private os: OperatingSystem | undefined;

  constructor(value: Value, containers: readonly Value[]) {
    this.value = value;
    this.containers = containers.flatMap((container, index) =>
      container.kind === 'object' ? [new Container(container, index)] : [],
    );
    this.isFragment = !value.has('family');
  }

  /**
   * The value at the end of a path of property names. Without a family, which ECS demands, a script completes
   * the task definition, and what is missing now is unknown.
   */
  get(...path: Path): Value {
    const value = this.value.get(...path);
    return this.isFragment && value.isAbsent ? UNKNOWN : value;
  }

  /** The place that says that the task shall run there, if it is known to. */
  requires(launchType: LaunchType): Value | undefined {
    return this.get('requiresCompatibilities').items.find((item) => item.is(launchType));
  }

  /** What its containers run on, as far as that can be told. */
  get operatingSystem(): OperatingSystem {
    return (this.os ??= operatingSystem(this.value, this.containers));
  }
}
