import { sentence } from '../../../text.ts';
import { remove } from '../../syntax/change.ts';
import { defineRule } from '../define-rule.ts';

/**
 * "Specifying both a launch type and capacity provider strategy is not supported. Remove one and try again.": the
 * answer of CreateService and RunTask.
 * Source: https://github.com/terraform-linters/tflint-ruleset-aws/issues/349,
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html
 */
export const launchType = defineRule({
  id: 'service/launch-type',
  on: 'service',
  messages: {
    both: {
      severity: 'error',
      text: 'ECS refuses {.launchType} beside {.capacityProviderStrategy}. Remove one of them.',
    },
  },
  check({ service: { value, isDescribed }, report }) {
    const type = value.get('launchType');
    const strategy = value.get('capacityProviderStrategy');
    if (!isDescribed && type.string !== undefined && strategy.kind === 'array' && strategy.children.length > 0) {
      report({
        at: type,
        message: 'both',
        fixes: [
          { title: sentence('Remove {.launchType}'), safe: false, changes: () => [remove(type)] },
          { title: sentence('Remove {.capacityProviderStrategy}'), safe: false, changes: () => [remove(strategy)] },
        ],
      });
    }
  },
});
