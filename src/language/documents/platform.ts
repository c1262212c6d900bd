import type { RunsOn } from '../api.ts';
import type { Value } from '../syntax/value.ts';
import type { Container } from './container.ts';
import { type NetworkMode, networkMode } from './network-mode.ts';
import { type OperatingSystem, operatingSystem } from './operating-system.ts';

/** What `requiresCompatibilities` can list: where the task is to run. */
export type LaunchType = 'EC2' | 'EXTERNAL' | 'FARGATE' | 'MANAGED_INSTANCES';

/** A task definition, as far as it says what it runs on. */
interface Source {
  readonly value: Value;
  readonly containers: readonly Container[];
  get(property: string): Value;
}

/** What the task of a task definition runs on, as far as that can be told. Each answer is worked out once. */
export class Platform {
  readonly #source: Source;
  readonly #told: RunsOn;
  readonly #required = new Map<LaunchType, Value | undefined>();
  #launchTypes: readonly Value[] | undefined;
  #operatingSystem: OperatingSystem | undefined;
  #networkMode: NetworkMode | undefined;

  constructor(source: Source, told: RunsOn = {}) {
    this.#source = source;
    this.#told = told;
  }

  /** What `requiresCompatibilities` lists; of a task that runs, only what it runs on. */
  get launchTypes(): readonly Value[] {
    return (this.#launchTypes ??= this.#listed());
  }

  /** The place that says that the task shall run there, if it is known to. */
  requires(launchType: LaunchType): Value | undefined {
    if (!this.#required.has(launchType)) {
      this.#required.set(
        launchType,
        this.launchTypes.find((item) => item.is(launchType)) ??
          (this.#told.launchType === launchType ? this.#source.value.get('family') : undefined),
      );
    }
    return this.#required.get(launchType);
  }

  get isOnFargate(): boolean {
    return this.requires('FARGATE') !== undefined;
  }

  /** Whether the task's `cpu` and `memory` may have no effect, as they have none for Windows on instances. */
  get ignoresTaskSize(): boolean {
    return this.operatingSystem !== 'linux' && !this.isOnFargate;
  }

  /** What its containers run on. */
  get operatingSystem(): OperatingSystem {
    return (this.#operatingSystem ??=
      this.#told.operatingSystem ?? operatingSystem(this.#source.value, this.#source.containers));
  }

  /** The network that its containers get. */
  get networkMode(): NetworkMode {
    return (this.#networkMode ??= networkMode(
      this.#source.get('networkMode'),
      this.launchTypes,
      () => this.operatingSystem,
    ));
  }

  #listed(): readonly Value[] {
    const { launchType } = this.#told;
    const { items } = this.#source.get('requiresCompatibilities');
    return launchType === undefined ? items : items.filter((item) => item.is(launchType));
  }
}
