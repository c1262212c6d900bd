import { UNKNOWN } from '../syntax/node.ts';
import type { Path, Value } from '../syntax/value.ts';
import { Container } from './container.ts';
import { type Deviations, deviationsFrom } from './deviations.ts';
import { type NetworkMode, networkMode } from './network-mode.ts';
import { type OperatingSystem, operatingSystem } from './operating-system.ts';
import { type PortMapping, portMappings } from './port-mapping.ts';

/** What `requiresCompatibilities` can list: where the task is to run. */
export type LaunchType = 'EC2' | 'EXTERNAL' | 'FARGATE' | 'MANAGED_INSTANCES';

/** A task definition, or as much of it as a document holds. */
export class TaskDefinition {
  /** The object itself; unknown for a bare array of containers, whose task definition is elsewhere. */
  readonly value: Value;
  /** The objects among the container definitions. */
  readonly containers: readonly Container[];
  readonly #isFragment: boolean;
  #os: OperatingSystem | undefined;
  #network: NetworkMode | undefined;
  #ports: readonly PortMapping[] | undefined;
  #names: ReadonlyMap<string, Container> | undefined;
  #namesAll: boolean | undefined;
  #hasAll: boolean | undefined;
  readonly #required = new Map<LaunchType, Value | undefined>();
  #shapeDeviations: Deviations | undefined;

  constructor(value: Value, containers: readonly Value[]) {
    this.value = value;
    this.containers = containers.flatMap((container, index) =>
      container.kind === 'object' ? [new Container(container, index)] : [],
    );
    this.#isFragment = !value.has('family');
  }

  /**
   * The value at the end of a path of property names. Without a family, which ECS demands, a script completes
   * the task definition, and what is missing now is unknown.
   */
  get(...path: Path): Value {
    const value = this.value.get(...path);
    return this.#isFragment && value.isAbsent ? UNKNOWN : value;
  }

  /** The place that says that the task shall run there, if it is known to. */
  requires(launchType: LaunchType): Value | undefined {
    if (!this.#required.has(launchType)) {
      this.#required.set(
        launchType,
        this.get('requiresCompatibilities').items.find((item) => item.is(launchType)),
      );
    }
    return this.#required.get(launchType);
  }

  /** What its containers run on, as far as that can be told. */
  get operatingSystem(): OperatingSystem {
    return (this.#os ??= operatingSystem(this.value, this.containers));
  }

  /** Whether ECS has printed it: then it is no input for anything, and all in it is as ECS wants it. */
  get isDescribed(): boolean {
    return this.value.parent !== undefined;
  }

  /** Where it departs from the shape of a task definition, or where its containers do when that is all there is. */
  get deviations(): Deviations {
    return (this.#shapeDeviations ??=
      this.value.kind === 'object'
        ? deviationsFrom('TaskDefinition', [this.value])
        : deviationsFrom(
            'ContainerDefinition',
            this.containers.map(({ value }) => value),
          ));
  }

  /** The network that its containers get, as far as that can be told. */
  get networkMode(): NetworkMode {
    return (this.#network ??= networkMode(
      this.get('networkMode'),
      this.get('requiresCompatibilities').items,
      () => this.operatingSystem,
    ));
  }

  /** The port mappings of all containers, in their order. */
  get portMappings(): readonly PortMapping[] {
    return (this.#ports ??= portMappings(this.containers));
  }

  /** The container of a name; the first, if several have it. */
  containerNamed(name: string): Container | undefined {
    return this.containersByName.get(name);
  }

  /** By their names, as far as they are known. */
  get containersByName(): ReadonlyMap<string, Container> {
    return (this.#names ??= namesOf(this.containers));
  }

  /** Whether all containers are here and known by name, so that there is no other. */
  get namesAllContainers(): boolean {
    return (this.#namesAll ??= this.hasAllContainers && this.containers.every(({ value }) => isNamed(value)));
  }

  /** Whether all containers are here, so that what no one of them has, there is not. */
  get hasAllContainers(): boolean {
    return (this.#hasAll ??=
      !this.#isFragment && this.value.get('containerDefinitions').items.length === this.containers.length);
  }
}

function namesOf(containers: readonly Container[]): ReadonlyMap<string, Container> {
  const names = new Map<string, Container>();
  for (const container of containers) {
    const name = container.value.get('name').string;
    if (name !== undefined && !names.has(name)) {
      names.set(name, container);
    }
  }
  return names;
}

function isNamed(container: Value): boolean {
  return container.get('name').string !== undefined;
}
