import { sentence } from '../../../text.ts';
import { Spelling } from '../../documents/closest.ts';
import type { Container } from '../../documents/container.ts';
import { type ContainerReference, reference } from '../../documents/container-reference.ts';
import { type Waiting, waitingFor, waitingIn } from '../../documents/dependencies.ts';
import type { TaskDefinition } from '../../documents/task-definition.ts';
import { remove } from '../../syntax/change.ts';
import type { Value } from '../../syntax/value.ts';
import { defineRule, type Messages, type Report as ReportOf } from '../define-rule.ts';
import { isUnknownContainer, meantContainer } from '../unknown-container.ts';

const messages = {
  self: { severity: 'error', text: 'Container "{container}" cannot wait for itself.' },
  unknown: { severity: 'error', text: 'There is no container "{container}" to wait for.' },
} as const satisfies Messages;

type Report = ReportOf<typeof messages>;

/**
 * "Cannot depend on container x because it does not exist": RegisterTaskDefinition's answer.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDependency.html
 */
export const dependsOn = defineRule({
  id: 'task/depends-on',
  on: 'task-definition',
  speaksOf: ['dependsOn'],
  messages,
  check({ taskDefinition, report }) {
    const spelling = new Spelling();
    let waiting: Waiting | undefined;
    for (const container of taskDefinition.containers) {
      let before: ReadonlySet<Container> | undefined;
      const waitsFor = (other: Container): boolean =>
        (before ??= waitingFor(container, (waiting ??= waitingIn(taskDefinition)))).has(other);
      for (const dependency of container.value.get('dependsOn').children) {
        const target = reference(dependency.get('containerName'));
        if (target === undefined) {
          continue;
        }
        if (target.name === container.label) {
          reportSelf(dependency, target, report);
        } else if (isUnknownContainer(taskDefinition, target.name)) {
          reportUnknown(taskDefinition, target, spelling, waitsFor, report);
        }
      }
    }
  },
});

function reportSelf(dependency: Value, target: ContainerReference, report: Report): void {
  report({
    at: target.value,
    message: 'self',
    values: { container: target.name },
    fixes: [{ title: sentence('Remove this dependency'), safe: true, changes: () => [remove(dependency)] }],
  });
}

function reportUnknown(
  taskDefinition: TaskDefinition,
  target: ContainerReference,
  spelling: Spelling,
  waitsForThis: (other: Container) => boolean,
  report: Report,
): void {
  report({
    at: target.value,
    message: 'unknown',
    values: { container: target.name },
    fixes: meantContainer(taskDefinition, target, spelling, (other) => !waitsForThis(other)),
  });
}
