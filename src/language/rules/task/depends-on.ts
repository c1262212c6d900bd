import { text } from '../../../text.ts';
import { reference, type ContainerReference } from '../../model/container-reference.ts';
import type { Container } from '../../model/container.ts';
import { endsTask, isNeverHealthy, waitsFor } from '../../model/dependencies.ts';
import type { TaskDefinition } from '../../model/task-definition.ts';
import { remove } from '../../syntax/change.ts';
import type { Value } from '../../syntax/value.ts';
import type { Report, Rule } from '../rule.ts';
import { isUnknownContainer, meantContainer } from '../unknown-container.ts';

/**
 * "Cannot depend on container x because it does not exist": RegisterTaskDefinition's answer.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDependency.html
 */
export const dependsOn: Rule = {
  id: 'task/depends-on',
  severity: 'error',
  check(taskDefinition, report) {
    for (const container of taskDefinition.containers) {
      for (const dependency of container.value.get('dependsOn').children) {
        const target = reference(dependency.get('containerName'));
        if (target === undefined) continue;
        if (target.name === container.label) reportSelf(dependency, target, report);
        else if (isUnknownContainer(taskDefinition, target.name)) {
          reportUnknown(taskDefinition, container, dependency, target, report);
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
  container: Container,
  dependency: Value,
  target: ContainerReference,
  report: Report,
): void {
  const condition = dependency.get('condition');
  report({
    at: target.value,
    message: text('There is no container "{0}" to wait for.', target.name),
    fixes: meantContainer(
      taskDefinition,
      target,
      (other) =>
        !waitsFor(taskDefinition, other, container) && !isNeverHealthy(other, condition) && !endsTask(other, condition),
    ),
  });
}
