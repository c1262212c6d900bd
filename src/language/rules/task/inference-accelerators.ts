import { text } from '../../../text.ts';
import type { Range } from '../../api.ts';
import type { Value } from '../../syntax/value.ts';
import { removeIt } from '../remove-it.ts';
import type { OldRule, Report } from '../rule.ts';

/**
 * "Unsupported field 'inferenceAccelerators'", answers RegisterTaskDefinition: Elastic Inference is no more.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-inference.html
 */
export const inferenceAccelerators: OldRule = {
  id: 'task/inference-accelerators',
  severity: 'error',
  check(taskDefinition, report) {
    const accelerators = taskDefinition.get('inferenceAccelerators');
    if (accelerators.key !== undefined && accelerators.children.length > 0) {
      reportAt(accelerators.key, accelerators, report);
    }
    for (const container of taskDefinition.containers) {
      for (const requirement of container.get('resourceRequirements').children) {
        const type = requirement.get('type');
        if (type.is('InferenceAccelerator')) {
          reportAt(type, requirement, report);
        }
      }
    }
  },
};

function reportAt(at: Range, value: Value, report: Report): void {
  report({
    at,
    message: text('ECS no longer accepts inference accelerators: AWS has ended Elastic Inference.'),
    fixes: [removeIt(value)],
  });
}
