import { Spelling } from '../../documents/closest.ts';
import { overriddenOf, targetsOf } from '../../documents/service/targets.ts';
import type { Value } from '../../syntax/value.ts';
import { defineRule, type Messages } from '../define-rule.ts';
import { meantNames } from '../meant-names.ts';
import { isUnknownContainer } from '../unknown-container.ts';

const messages = {
  loadBalancers: {
    severity: 'error',
    text: 'There is no container "{container}" in task definition "{family}" for the load balancer.',
  },
  serviceRegistries: {
    severity: 'error',
    text: 'There is no container "{container}" in task definition "{family}" for Cloud Map.',
  },
  overrides: {
    severity: 'error',
    text: 'There is no container "{container}" in task definition "{family}" to override.',
  },
} as const satisfies Messages;

/**
 * "The container X does not exist in the task definition.": CreateService's answer. "Override for container named X is
 * not a container in the TaskDefinition.": that of RunTask.
 * Source: https://github.com/hashicorp/terraform/issues/2888, https://github.com/azavea/django-ecsmanage/issues/21
 */
export const targetContainer = defineRule({
  id: 'service/target-container',
  on: 'service',
  messages,
  check({ service, taskDefinition, report }) {
    if (taskDefinition === undefined || service.isDescribed) {
      return;
    }
    const spelling = new Spelling();
    const family = taskDefinition.label;
    const names = [...taskDefinition.containersByName.keys()];
    const check = (named: Value, message: keyof typeof messages): void => {
      const container = named.string;
      if (container !== undefined && container !== '' && isUnknownContainer(taskDefinition, container)) {
        report({ at: named, message, values: { container, family }, fixes: meantNames(named, names, spelling) });
      }
    };
    targetsOf(service).forEach(({ container, list }) => check(container, list));
    overriddenOf(service).forEach((name) => check(name, 'overrides'));
  },
});
