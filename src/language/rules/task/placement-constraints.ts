import { text } from '../../../text.ts';
import { removeIt } from '../remove-it.ts';
import type { OldRule } from '../rule.ts';

/** Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RegisterTaskDefinition.html */
const MOST_CONSTRAINTS = 10;

/**
 * "You can specify a maximum of 10 constraints for each task", and on Fargate there is nothing to place:
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html
 */
export const placementConstraints: OldRule = {
  id: 'task/placement-constraints',
  severity: 'error',
  check(taskDefinition, report) {
    const list = taskDefinition.get('placementConstraints');
    if (list.kind !== 'array' || list.children.length === 0 || list.key === undefined) {
      return;
    }
    const surplus = list.children[MOST_CONSTRAINTS];
    if (taskDefinition.platform.requires('FARGATE') !== undefined) {
      report({
        at: list.key,
        message: text('Fargate does not support placement constraints.'),
        // If the task may run elsewhere too, one can as well give up Fargate.
        fixes: [removeIt(list, taskDefinition.platform.launchTypes.length === 1)],
      });
    } else if (surplus !== undefined) {
      report({
        at: surplus,
        message: text('There are {0} placement constraints; ECS allows {1}.', list.children.length, MOST_CONSTRAINTS),
      });
    }
  },
};
