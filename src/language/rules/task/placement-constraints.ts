import { defineRule } from '../define-rule.ts';
import { removeIt } from '../remove-it.ts';

/** Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RegisterTaskDefinition.html */
const MOST_CONSTRAINTS = 10;

/**
 * "You can specify a maximum of 10 constraints for each task", and on Fargate there is nothing to place:
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html
 * "constraint.type 'distinctInstance' is not supported", answers RegisterTaskDefinition:
 * https://github.com/aws/aws-cdk/issues/25905
 */
export const placementConstraints = defineRule({
  id: 'task/placement-constraints',
  on: 'task-definition',
  speaksOf: ['placementConstraints'],
  messages: {
    refusedOnFargate: { severity: 'error', text: 'Fargate does not support placement constraints.' },
    distinctInstance: {
      severity: 'error',
      text: 'A task definition cannot have the placement constraint "distinctInstance". Set it in the service.',
    },
    tooMany: { severity: 'error', text: 'There are {count} placement constraints. ECS allows at most {most}.' },
  },
  alsoReportedBy: ['cfn-lint E3048'],
  check({ taskDefinition, platform, report }) {
    const list = taskDefinition.get('placementConstraints');
    if (list.kind !== 'array' || list.children.length === 0 || list.key === undefined) {
      return;
    }
    const surplus = list.children[MOST_CONSTRAINTS];
    if (platform.isOnFargate) {
      report({
        at: list.key,
        message: 'refusedOnFargate',
        // If the task may also run elsewhere, one can as well give up Fargate.
        fixes: [removeIt(list, platform.launchTypes.length === 1)],
      });
      return;
    }
    for (const constraint of list.children) {
      const type = constraint.get('type');
      if (type.is('distinctInstance')) {
        const only = list.children.length === 1 ? list : constraint;
        report({ at: type, message: 'distinctInstance', fixes: [removeIt(only)] });
      }
    }
    if (surplus !== undefined) {
      report({
        at: surplus,
        message: 'tooMany',
        values: { count: list.children.length, most: MOST_CONSTRAINTS },
      });
    }
  },
});
