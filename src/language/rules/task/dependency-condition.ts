import { sentence } from '../../../text.ts';
import type { Container } from '../../documents/container.ts';
import { dependenciesOf, type Dependency, endsTask, isNeverHealthy } from '../../documents/dependencies.ts';
import { set } from '../../syntax/change.ts';
import { defineRule, type Messages, type Report as ReportOf } from '../define-rule.ts';

const messages = {
  essential: {
    severity: 'error',
    text: 'Container "{container}" is essential: the task ends with it, so no other container can wait for its end.',
  },
  neverHealthy: {
    severity: 'error',
    text: 'Container "{container}" does not have a {.healthCheck} here, so it never becomes healthy.',
  },
} as const satisfies Messages;

type Report = ReportOf<typeof messages>;

/**
 * "A dependency container with HEALTHY condition must have health check configured" and "A dependency container with
 * SUCCESS or COMPLETE condition cannot be an essential container": RegisterTaskDefinition's answers.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDependency.html
 */
export const dependencyCondition = defineRule({
  id: 'task/dependency-condition',
  on: 'task-definition',
  speaksOf: ['dependsOn'],
  messages,
  check({ taskDefinition, report }) {
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
});

function reportHealth({ value, condition, target }: Dependency, report: Report): void {
  report({
    at: condition,
    message: 'neverHealthy',
    values: { container: target.label },
    fixes: [
      { title: sentence('Wait for its start only'), safe: false, changes: () => [set(value, ['condition'], 'START')] },
    ],
  });
}

function mayBeEssential(container: Container): boolean {
  return !container.get('essential').is(false);
}

function reportEnd({ condition, target }: Dependency, isOnlyOne: boolean, report: Report): void {
  report({
    at: condition,
    message: 'essential',
    values: { container: target.label },
    fixes: isOnlyOne
      ? []
      : [
          {
            title: sentence('Make container "{0}" not essential', target.label),
            safe: false,
            changes: () => [set(target.value, ['essential'], false)],
          },
        ],
  });
}
