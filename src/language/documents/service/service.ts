import type { Origin, Range } from '../../api.ts';
import { UNKNOWN } from '../../syntax/node.ts';
import type { Value } from '../../syntax/value.ts';
import { type Deviations, deviationsFrom } from '../deviations.ts';
import type { ServiceForm } from './form.ts';
import { type NamedTaskDefinition, readNamedTaskDefinition } from './named-task-definition.ts';

/** Where the name of a service stands, or else of what it runs. */
const NAMES = ['serviceName', 'service', 'taskDefinition'] as const;

/**
 * A service, or a run of tasks, which takes much of what a service takes: both have ECS start tasks of a task
 * definition.
 */
export class Service {
  readonly value: Value;
  readonly origin: Origin;
  readonly form: ServiceForm;
  /** Where it departs from what ECS takes. */
  readonly deviations: Deviations;
  #named: { readonly taskDefinition: NamedTaskDefinition | undefined } | undefined;

  constructor(value: Value, origin: Origin, form: ServiceForm) {
    this.value = value;
    this.origin = origin;
    this.form = form;
    // First of all: what counts as there or absent follows from it.
    this.deviations = deviationsFrom(value, this.isRun ? 'TaskRun' : 'Service');
  }

  get isRun(): boolean {
    return this.form === 'run';
  }

  get isDescribed(): boolean {
    return this.origin === 'described';
  }

  /** Whether all of it is here. What an update leaves out stays as it is. */
  get isWhole(): boolean {
    return this.form === 'create' || this.form === 'run' || this.form === 'described';
  }

  /** The value at the end of a path of property names. What a part of a service lacks is unknown. */
  get(name: string, inner?: string, innermost?: string): Value {
    const value = this.value.get(name, inner, innermost);
    return !this.isWhole && value.isAbsent ? UNKNOWN : value;
  }

  /** The shortest place that stands for the whole of it. */
  get place(): Range {
    const name = NAMES.map((each) => this.value.get(each)).find(({ key }) => key !== undefined);
    const { start } = this.value;
    return name ?? this.value.children[0]?.key ?? { start, end: start + 1 };
  }

  /** What says that its tasks run on Fargate, if they are known to. */
  get fargate(): Value | undefined {
    const launchType = this.value.get('launchType');
    if (launchType.is('FARGATE')) {
      return launchType;
    }
    return this.value
      .get('capacityProviderStrategy')
      .items.map((item) => item.get('capacityProvider'))
      .find((provider) => provider.is('FARGATE') || provider.is('FARGATE_SPOT'));
  }

  /** The task definition that it names. */
  get named(): NamedTaskDefinition | undefined {
    return (this.#named ??= { taskDefinition: namedIn(this.value) }).taskDefinition;
  }

  /** Whether it says nothing of its task definition, so that another file does. */
  get isNameless(): boolean {
    return this.value.get('taskDefinition').isAbsent;
  }
}

function namedIn(value: Value): NamedTaskDefinition | undefined {
  const { scalar } = value.get('taskDefinition');
  return typeof scalar === 'string' ? readNamedTaskDefinition(scalar) : undefined;
}
