import type { Value } from '../syntax/value.ts';
import type { Container } from './container.ts';
import { links } from './container-reference.ts';
import type { TaskDefinition } from './task-definition.ts';

/** One container waits for another before it starts. */
export interface Dependency {
  /** The element of `dependsOn` that says so. */
  readonly value: Value;
  readonly condition: Value;
  readonly target: Container;
}

/** The dependencies of a container on others that are there. */
export function dependenciesOf(taskDefinition: TaskDefinition, container: Container): readonly Dependency[] {
  const { children } = container.value.get('dependsOn');
  if (children.length === 0) {
    return [];
  }
  return children.flatMap((value) => {
    const target = taskDefinition.containerNamed(value.get('containerName').string ?? '');
    return target === undefined || target === container ? [] : [{ value, condition: value.get('condition'), target }];
  });
}

/** By container, those that wait for it, each once. */
export type Waiting = ReadonlyMap<Container, ReadonlySet<Container>>;

export function waitingIn(taskDefinition: TaskDefinition): Waiting {
  return turnedRound(taskDefinition.containers, (container) =>
    dependenciesOf(taskDefinition, container).map(({ target }) => target),
  );
}

/** By container, those that are linked to it, each once: they start after it. */
export function linkedIn(taskDefinition: TaskDefinition): Waiting {
  return turnedRound(taskDefinition.containers, (container) =>
    links(container).flatMap(({ name }) => taskDefinition.containerNamed(name) ?? []),
  );
}

function turnedRound(
  containers: readonly Container[],
  targetsOf: (container: Container) => readonly Container[],
): Waiting {
  const waiting = new Map<Container, Set<Container>>();
  for (const container of containers) {
    for (const target of targetsOf(container)) {
      const others = waiting.get(target);
      if (others === undefined) {
        waiting.set(target, new Set([container]));
      } else {
        others.add(container);
      }
    }
  }
  return waiting;
}

/** A container, those that wait for it, those that wait for one of them, and so on. */
export function waitingFor(container: Container, waiting: Waiting): ReadonlySet<Container> {
  const found = new Set([container]);
  for (const one of found) {
    for (const other of waiting.get(one) ?? []) {
      found.add(other);
    }
  }
  return found;
}

/** Whether waiting for a container to be healthy is in vain, because nothing checks its health. */
export function isNeverHealthy(target: Container, condition: Value): boolean {
  return condition.is('HEALTHY') && target.get('healthCheck').isAbsent;
}

/** Whether waiting for a container to end is in vain, because the task ends with it. */
export function endsTask(target: Container, condition: Value): boolean {
  if (!condition.is('SUCCESS') && !condition.is('COMPLETE')) {
    return false;
  }
  const essential = target.get('essential');
  return essential.isAbsent || essential.is(true);
}
