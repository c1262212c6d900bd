import type { Origin, Range, RunsOn } from '../api.ts';
import { UNKNOWN } from '../syntax/node.ts';
import type { Value } from '../syntax/value.ts';
import { Container } from './container.ts';
import { type Deviations, deviationsIn, deviationsOf } from './deviations.ts';
import { Platform } from './platform.ts';
import { type PortMapping, portMappings } from './port-mapping.ts';

/** What is known of it beside its value. */
interface About {
  readonly origin: Origin;
  /** Whether all of it is here. */
  readonly isWhole: boolean;
  /** Whether all of its containers are here, although not all else is. */
  readonly hasAllContainers?: boolean;
  /** Of that of a task that runs, what is known of the task. */
  readonly runsOn?: RunsOn | undefined;
  /** See Part in subject.ts. */
  readonly address?: string | undefined;
}

/** A task definition, or as much of it as a document holds. */
export class TaskDefinition {
  /** The object itself; unknown for a bare array of containers, whose task definition is elsewhere. */
  readonly value: Value;
  /** The objects among the container definitions. */
  readonly containers: readonly Container[];
  readonly origin: Origin;
  /** Whether all of it is here; if not, something completes it before ECS sees it. */
  readonly isWhole: boolean;
  /** Where it departs from the shape of a task definition, or where its containers do when that is all there is. */
  readonly deviations: Deviations;
  readonly #runsOn: RunsOn | undefined;
  readonly #address: string | undefined;
  readonly #mayHoldAll: boolean;
  #platform: Platform | undefined;
  #ports: readonly PortMapping[] | undefined;
  #names: ReadonlyMap<string, Container> | undefined;
  #namesAll: boolean | undefined;
  #hasAll: boolean | undefined;
  #propertyNames: ReadonlySet<string> | undefined;

  /** The containers may be those of a task definition that is elsewhere: then its value is unknown. */
  constructor(
    value: Value,
    containers: readonly Value[],
    { origin, isWhole, hasAllContainers, runsOn, address }: About,
  ) {
    this.value = value;
    this.origin = origin;
    this.isWhole = isWhole;
    this.#runsOn = runsOn;
    this.#address = address;
    this.#mayHoldAll = isWhole || hasAllContainers === true;
    const objects = containers.filter(({ kind }) => kind === 'object');
    // First of all: what counts as there or absent follows from it.
    this.deviations = value.kind === 'object' ? deviationsOf(value, isWhole) : deviationsIn(objects);
    this.containers = containers.flatMap((container, index) =>
      container.kind === 'object' ? [new Container(container, index)] : [],
    );
  }

  /** The value at the end of a path of property names. What a fragment lacks is unknown. */
  get(name: string, inner?: string): Value {
    const value = this.value.get(name, inner);
    return !this.isWhole && value.isAbsent ? UNKNOWN : value;
  }

  /** What a message calls it: its family, or what its template calls it, which may say no family that is known. */
  get label(): string {
    return this.value.get('family').string ?? this.#address ?? NAMELESS;
  }

  /** The shortest place that stands for the whole of it. */
  get place(): Range {
    const family = this.value.get('family');
    return family.key === undefined ? (this.value.get('containerDefinitions').key ?? this.#firstName) : family;
  }

  /** In a template, the lines of a whole resource would be too much. */
  get #firstName(): Range {
    return (this.origin === 'template' ? this.value.children[0]?.key : undefined) ?? this.value;
  }

  /** What it runs on, as far as that can be told. */
  get platform(): Platform {
    return (this.#platform ??= new Platform(this, this.#runsOn));
  }

  /** Whether ECS has printed it: then it is no input for anything, and all in it is as ECS needs it. */
  get isDescribed(): boolean {
    return this.origin === 'described' || this.origin === 'live';
  }

  /** The names of the properties that it has, or that one of its containers has. */
  get propertyNames(): ReadonlySet<string> {
    return (this.#propertyNames ??= namesIn([this.value, ...this.containers.map(({ value }) => value)]));
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
    return (this.#hasAll ??= this.#mayHoldAll && isAll(this.value.get('containerDefinitions'), this.containers));
  }
}

/** Something adds the family before ECS sees it. */
const NAMELESS = '?';

/** Whether a list is there, and holds these containers and nothing else. */
function isAll(list: Value, containers: readonly Container[]): boolean {
  return list.isAbsent ? false : list.items.length === containers.length;
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

function namesIn(objects: readonly Value[]): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { children } of objects) {
    for (const { key } of children) {
      if (key !== undefined) {
        names.add(key.name);
      }
    }
  }
  return names;
}

function isNamed(container: Value): boolean {
  return container.get('name').string !== undefined;
}
