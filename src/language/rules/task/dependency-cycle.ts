import { text } from '../../../text.ts';
import type { Container } from '../../model/container.ts';
import { dependenciesOf, type Dependency } from '../../model/dependencies.ts';
import type { TaskDefinition } from '../../model/task-definition.ts';
import { remove } from '../../syntax/change.ts';
import type { Rule } from '../rule.ts';

/**
 * Containers that wait for each other never start, and ECS refuses them.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDependency.html
 */
export const dependencyCycle: Rule = {
  id: 'task/dependency-cycle',
  severity: 'error',
  check(taskDefinition, report) {
    for (const { containers, last } of cycles(taskDefinition)) {
      const names = containers.map(({ label }) => `"${label}"`).join(', ');
      report({
        at: last.value.get('containerName'),
        message: text('These containers wait for each other: {0}.', names),
        fixes: [
          {
            title: text('Do not wait for "{0}" here', last.target.label),
            safe: false,
            changes: () => [remove(last.value)],
          },
        ],
      });
    }
  },
};

/** Containers of which each waits for the next. */
interface Cycle {
  readonly containers: readonly Container[];
  /** What the last has to do with the first. */
  readonly last: Dependency;
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
  for (const start of taskDefinition.containers) {
    const way: Step[] = left.has(start) ? [] : [enter(taskDefinition, start)];
    for (let step = way.at(-1); step !== undefined; step = way.at(-1)) {
      const next = step.left.pop();
      if (next === undefined) {
        left.add(step.container);
        way.pop();
        continue;
      }
      const before = way.findIndex(({ container }) => container === next.target);
      if (before >= 0) found.push({ containers: way.slice(before).map(({ container }) => container), last: next });
      else if (!left.has(next.target)) way.push(enter(taskDefinition, next.target));
    }
  }
  return found;
}

function enter(taskDefinition: TaskDefinition, container: Container): Step {
  return { container, left: dependenciesOf(taskDefinition, container).toReversed() };
}
