import { UNKNOWN } from '../syntax/node.ts';
import type { Value } from '../syntax/value.ts';
import { variableName } from './variable-name.ts';

/** An environment variable, as it stands in `environment` or `secrets`. */
export interface Variable {
  readonly name: string;
  /** Where the name stands. */
  readonly place: Value;
  /** The element of the list. */
  readonly entry: Value;
  /** Unknown for a secret. */
  readonly value: Value;
}

/**
 * Of a container's environment variables, those that the SSM agent of ECS Exec heeds, because the AWS SDK and the HTTP
 * client in it do: `AWS_…` and `…_PROXY`. The agent runs inside the container and has the container's environment.
 */
export function agentVariables(environment: Value, secrets: Value): readonly Variable[] {
  return [...variablesIn(environment, (entry) => entry.get('value')), ...variablesIn(secrets, () => UNKNOWN)];
}

/** Whether it has a value, or will when a placeholder is filled in. To a program, an empty variable is like none. */
export function isSet({ value }: Variable): boolean {
  return !value.isAbsent && !value.is('');
}

function variablesIn(list: Value, valueOf: (entry: Value) => Value): Variable[] {
  const found: Variable[] = [];
  for (const entry of list.items) {
    const place = heededName(entry);
    if (place?.string !== undefined) {
      found.push({ name: place.string, place, entry, value: valueOf(entry) });
    }
  }
  return found;
}

function heededName(entry: Value): Value | undefined {
  const name = variableName(entry);
  return typeof name?.scalar === 'string' && isHeeded(name.scalar) ? name : undefined;
}

function isHeeded(name: string): boolean {
  // One character rules out nearly all.
  const last = name.at(-1);
  return (
    name.startsWith('AWS_') || (last === 'Y' && name.endsWith('_PROXY')) || (last === 'y' && name.endsWith('_proxy'))
  );
}
