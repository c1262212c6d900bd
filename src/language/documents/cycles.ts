import type { Container } from './container.ts';

/** A step from one container to another. */
export interface Step {
  readonly target: Container;
}

/** Containers of which each leads to the next, and the last to the first. */
export interface Cycle<S extends Step> {
  /** All of them, if there are few, and else the first ones. */
  readonly first: readonly Container[];
  readonly length: number;
  /** What leads from the last to the first. */
  readonly last: S & { readonly container: Container };
}

/** A cycle of more containers has not all of them named. ECS allows ten in a task. */
const MOST_NAMED = 10;
/** Of a longer one, the first so many are. */
const FIRST_NAMED = 3;
/** In a list, a name is cut after so many UTF-16 code units. */
const LONGEST_LABEL = 64;

/** The cycles that a walk along all steps runs into; it leaves no container twice. */
export function cyclesIn<S extends Step>(
  containers: readonly Container[],
  stepsFrom: (container: Container) => readonly S[],
): readonly Cycle<S>[] {
  const found: Cycle<S>[] = [];
  const left = new Set<Container>();
  /** Where on the way a container is. */
  const places = new Map<Container, number>();
  for (const start of containers) {
    const way: Stop<S>[] = [];
    const go = (container: Container): void => {
      places.set(container, way.length);
      way.push({ container, left: stepsFrom(container).toReversed() });
    };
    if (!left.has(start)) {
      go(start);
    }
    for (let stop = way.at(-1); stop !== undefined; stop = way.at(-1)) {
      const next = stop.left.pop();
      if (next === undefined) {
        left.add(stop.container);
        places.delete(stop.container);
        way.pop();
        continue;
      }
      const before = places.get(next.target);
      if (before !== undefined) {
        found.push(cycleOf(way, before, next));
      } else if (!left.has(next.target)) {
        go(next.target);
      }
    }
  }
  return found;
}

/** The containers of a cycle, as a list for a sentence. */
export function namesOf({ first }: Cycle<Step>): string {
  return first
    .map(({ label }) => `"${label.length > LONGEST_LABEL ? `${label.slice(0, LONGEST_LABEL)}…` : label}"`)
    .join(', ');
}

/** A container on the way, and what of its steps has not been gone yet. */
interface Stop<S> {
  readonly container: Container;
  readonly left: S[];
}

function cycleOf<S extends Step>(way: readonly Stop<S>[], from: number, last: S): Cycle<S> {
  const length = way.length - from;
  const first = way.slice(from, from + (length > MOST_NAMED ? FIRST_NAMED : length)).map(({ container }) => container);
  return { first, length, last: { ...last, container: way.at(-1)?.container ?? last.target } };
}
