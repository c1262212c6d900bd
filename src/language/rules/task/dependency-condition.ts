import { text } from '../../../text.ts';
import type { Container } from '../../documents/container.ts';
import { dependenciesOf, type Dependency, endsTask, isNeverHealthy } from '../../documents/dependencies.ts';
import { set } from '../../syntax/change.ts';
import type { OldRule, Report } from '../rule.ts';

/**
 * "A dependency container with HEALTHY condition must have health check configured" and "A dependency container with
 * SUCCESS or COMPLETE condition cannot be an essential container": RegisterTaskDefinition's answers.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDependency.html
 */
export const dependencyCondition: OldRule = {
  id: 'task/dependency-condition',
  severity: 'error',
  check(taskDefinition, report) {
    // Counted when first asked for: all that may be essential.
    let essential: number | undefined;
    const isOnlyOne = (target: Container): boolean => {
      essential ??= taskDefinition.containers.filter(mayBeEssential).length;
      return essential === (mayBeEssential(target) ? 1 : 0);
    };
    for (const container of taskDefinition.containers) {
      for (const dependency of dependenciesOf(taskDefinition, container)) {
        const { target, condition } = dependency;
        if (isNeverHealthy(target, condition)) {
          reportHealth(dependency, report);
        } else if (endsTask(target, condition)) {
          reportEnd(dependency, isOnlyOne(target), report);
        }
      }
    }
  },
};

function reportHealth({ value, condition, target }: Dependency, report: Report): void {
  report({
    at: condition,
    message: text('Container "{0}" has no healthCheck here, so that it never is healthy.', target.label),
    fixes: [
      { title: text('Wait for its start only'), safe: false, changes: () => [set(value, ['condition'], 'START')] },
    ],
  });
}

function mayBeEssential(container: Container): boolean {
  return !container.get('essential').is(false);
}

function reportEnd({ condition, target }: Dependency, isOnlyOne: boolean, report: Report): void {
  report({
    at: condition,
    message: text(
      'Container "{0}" is essential: when it ends, the task ends, and nobody can wait for that.',
      target.label,
    ),
    fixes: isOnlyOne
      ? []
      : [
          {
            title: text('Make container "{0}" not essential', target.label),
            safe: false,
            changes: () => [set(target.value, ['essential'], false)],
          },
        ],
  });
}
