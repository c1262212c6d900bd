import type { Range } from '../../api.ts';
import type { Value } from '../../syntax/value.ts';
import { defineRule, type Messages, type Report as ReportOf } from '../define-rule.ts';
import { removeIt } from '../remove-it.ts';

const messages = {
  ended: {
    severity: 'error',
    text: 'ECS no longer accepts inference accelerators: AWS has ended Elastic Inference.',
  },
} as const satisfies Messages;

/**
 * "Unsupported field 'inferenceAccelerators'", answers RegisterTaskDefinition: AWS has ended Elastic Inference.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-inference.html
 */
export const inferenceAccelerators = defineRule({
  id: 'task/inference-accelerators',
  on: 'task-definition',
  speaksOf: ['inferenceAccelerators', 'resourceRequirements'],
  messages,
  check({ taskDefinition, report }) {
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
});

function reportAt(at: Range, value: Value, report: ReportOf<typeof messages>): void {
  report({ at, message: 'ended', fixes: [removeIt(value)] });
}
