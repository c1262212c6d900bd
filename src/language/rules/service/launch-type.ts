import { sentence } from '../../../text.ts';
import { remove } from '../../syntax/change.ts';
import type { Value } from '../../syntax/value.ts';
import { defineRule } from '../define-rule.ts';
import type { Remedy } from '../rule.ts';

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
      report({ at: type, message: 'both', fixes: [removal(type, 'launchType'), removal(strategy, STRATEGY)] });
    }
  },
});

const STRATEGY = 'capacityProviderStrategy';

function removal(value: Value, name: string): Remedy {
  return { title: sentence('Remove {0}', name), safe: false, changes: () => [remove(value)] };
}
