import { text } from '../../../text.ts';
import type { Container } from '../../documents/container.ts';
import { type ContainerReference, reference } from '../../documents/container-reference.ts';
import { endsTask, isNeverHealthy, type Waiting, waitingFor, waitingIn } from '../../documents/dependencies.ts';
import type { TaskDefinition } from '../../documents/task-definition.ts';
import { remove } from '../../syntax/change.ts';
import type { Value } from '../../syntax/value.ts';
import { Spelling } from '../closest.ts';
import type { OldRule, Report } from '../rule.ts';
import { isUnknownContainer, meantContainer } from '../unknown-container.ts';

/**
 * "Cannot depend on container x because it does not exist": RegisterTaskDefinition's answer.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDependency.html
 */
export const dependsOn: OldRule = {
  id: 'task/depends-on',
  severity: 'error',
  check(taskDefinition, report) {
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
          reportUnknown(taskDefinition, dependency, target, spelling, waitsFor, report);
        }
      }
    }
  },
};

function reportSelf(dependency: Value, target: ContainerReference, report: Report): void {
  report({
    at: target.value,
    message: text('Container "{0}" cannot wait for itself.', target.name),
    fixes: [{ title: text('Remove this dependency'), safe: true, changes: () => [remove(dependency)] }],
  });
}

function reportUnknown(
  taskDefinition: TaskDefinition,
  dependency: Value,
  target: ContainerReference,
  spelling: Spelling,
  waitsForThis: (other: Container) => boolean,
  report: Report,
): void {
  const condition = dependency.get('condition');
  report({
    at: target.value,
    message: text('There is no container "{0}" to wait for.', target.name),
    fixes: meantContainer(
      taskDefinition,
      target,
      spelling,
      (other) => !waitsForThis(other) && !isNeverHealthy(other, condition) && !endsTask(other, condition),
    ),
  });
}
