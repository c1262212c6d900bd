import { sentence } from '../../../text.ts';
import type { Container } from '../../documents/container.ts';
import { dependenciesOf, type Dependency } from '../../documents/dependencies.ts';
import type { TaskDefinition } from '../../documents/task-definition.ts';
import { remove } from '../../syntax/change.ts';
import { defineRule, type Messages, type Report as ReportOf } from '../define-rule.ts';

const messages = {
  cycle: { severity: 'error', text: 'These containers wait for each other: {containers}.' },
  longCycle: { severity: 'error', text: '{count} containers wait for each other: {containers} … "{last}".' },
} as const satisfies Messages;

type Report = ReportOf<typeof messages>;

/**
 * Containers that wait for each other never start, and ECS refuses them.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDependency.html
 */
export const dependencyCycle = defineRule({
  id: 'task/dependency-cycle',
  on: 'task-definition',
  speaksOf: ['dependsOn'],
  messages,
  check({ taskDefinition, report }) {
    for (const cycle of cycles(taskDefinition)) {
      reportCycle(cycle, report);
    }
  },
});

/** A cycle of more containers has not all of them named. ECS allows ten in a task. */
const MOST_NAMED = 10;
/** Of a longer one, the first so many are. */
const FIRST_NAMED = 3;
/** In a list, a name is cut after so many UTF-16 code units. */
const LONGEST_LABEL = 64;

function reportCycle({ first, length, last }: Cycle, report: Report): void {
  const at = last.value.get('containerName');
  const containers = first
    .map(({ label }) => `"${label.length > LONGEST_LABEL ? `${label.slice(0, LONGEST_LABEL)}…` : label}"`)
    .join(', ');
  const fixes = [
    {
      title: sentence('Do not wait for "{0}" here', last.target.label),
      safe: false,
      changes: () => [remove(last.value)],
    },
  ];
  if (length > first.length) {
    const values = { count: length, containers, last: last.container.label };
    report({ at, message: 'longCycle', values, fixes });
  } else {
    report({ at, message: 'cycle', values: { containers }, fixes });
  }
}

/** Containers of which each waits for the next. */
interface Cycle {
  /** All of them, if there are few. */
  readonly first: readonly Container[];
  readonly length: number;
  /** What the last has to do with the first. */
  readonly last: Dependency & { readonly container: Container };
}

/** A container on the way, and what of its dependencies has not been followed yet. */
interface Step {
  readonly container: Container;
  readonly left: Dependency[];
}

/** The cycles that a walk along all dependencies runs into; it leaves no container twice. */
function cycles(taskDefinition: TaskDefinition): readonly Cycle[] {
  const found: Cycle[] = [];
  const left = new Set<Container>();
  /** Where on the way a container is. */
  const places = new Map<Container, number>();
  for (const start of taskDefinition.containers) {
    const way: Step[] = [];
    const go = (container: Container): void => {
      places.set(container, way.length);
      way.push(enter(taskDefinition, container));
    };
    if (!left.has(start)) {
      go(start);
    }
    for (let step = way.at(-1); step !== undefined; step = way.at(-1)) {
      const next = step.left.pop();
      if (next === undefined) {
        left.add(step.container);
        places.delete(step.container);
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

function cycleOf(way: readonly Step[], from: number, last: Dependency): Cycle {
  const length = way.length - from;
  const first = way.slice(from, from + (length > MOST_NAMED ? FIRST_NAMED : length)).map(({ container }) => container);
  return { first, length, last: { ...last, container: way.at(-1)?.container ?? last.target } };
}

function enter(taskDefinition: TaskDefinition, container: Container): Step {
  return { container, left: dependenciesOf(taskDefinition, container).toReversed() };
}
