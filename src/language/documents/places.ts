import type { SymbolKind } from '../api.ts';
import type { Value } from '../syntax/value.ts';
import { linkedName } from './container-reference.ts';
import type { TaskDefinition } from './task-definition.ts';

/** Where names of a kind stand in a document. */
export interface Place {
  readonly kind: SymbolKind;
  /** Whether the name is given to something here; else it refers to that. */
  readonly isDefinition: boolean;
  /** The property names that lead there from the task definition; `[]` stands for each element of an array. */
  readonly steps: readonly string[];
}

/**
 * A task definition itself, and a service or a run of tasks, parts of which may stand in its file.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RegisterTaskDefinition.html,
 * API_CreateService.html and API_RunTask.html
 */
export const PLACES: readonly Place[] = [
  definition('container', 'containerDefinitions[].name'),
  reference('container', 'containerDefinitions[].dependsOn[].containerName'),
  reference('container', 'containerDefinitions[].links[]'),
  reference('container', 'containerDefinitions[].volumesFrom[].sourceContainer'),
  reference('container', 'proxyConfiguration.containerName'),
  reference('container', 'loadBalancers[].containerName'),
  reference('container', 'serviceRegistries[].containerName'),
  reference('container', 'containerOverrides[].name'),
  reference('container', 'overrides.containerOverrides[].name'),

  definition('volume', 'volumes[].name'),
  reference('volume', 'containerDefinitions[].mountPoints[].sourceVolume'),
  reference('volume', 'volumeConfigurations[].name'),

  definition('port', 'containerDefinitions[].portMappings[].name'),
  reference('port', 'serviceConnectConfiguration.services[].portName'),
  reference('port', 'vpcLatticeConfigurations[].portName'),
];

/** What names stand in: for a task definition, the containers may be all that there is of it. */
export type Named = Pick<TaskDefinition, 'value' | 'containers'>;

/** The values at a place. */
export function valuesAt({ value, containers }: Named, { steps }: Place): readonly Value[] {
  const [first, second, ...rest] = steps;
  return first === 'containerDefinitions' && second === '[]'
    ? containers.flatMap((container) => follow(container.value, rest))
    : follow(value, steps);
}

/** What of a string at a place is the name: all but the alias of a link. */
export function nameIn(string: string, { steps }: Place): string {
  return steps.includes('links') ? linkedName(string) : string;
}

function follow(start: Value, steps: readonly string[]): readonly Value[] {
  let values = [start];
  for (const step of steps) {
    values = values.flatMap((value) => {
      if (step !== '[]') {
        return [value.get(step)];
      }
      return value.kind === 'array' ? value.children : [];
    });
  }
  return values;
}

function definition(kind: SymbolKind, path: string): Place {
  return { kind, isDefinition: true, steps: stepsOf(path) };
}

function reference(kind: SymbolKind, path: string): Place {
  return { kind, isDefinition: false, steps: stepsOf(path) };
}

function stepsOf(path: string): readonly string[] {
  return path.split(/\.|(?=\[\])/);
}
