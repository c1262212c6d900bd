import { sentence } from '../../../text.ts';
import { hoist } from '../../syntax/change.ts';
import { defineRule } from '../define-rule.ts';

/**
 * Terraform's `container_definitions` takes the list of container definitions. With a whole task definition in it, ECS
 * answers "Container.name should not be null or empty."; with nothing around the task definition, Terraform says
 * "cannot unmarshal object into Go value of type []*ecs.ContainerDefinition".
 * Source: https://github.com/hashicorp/terraform/issues/2888, https://github.com/hashicorp/terraform/issues/5467
 */
export const listedTaskDefinition = defineRule({
  id: 'task/listed-task-definition',
  on: 'task-definition',
  messages: {
    listed: {
      severity: 'error',
      text: 'A whole task definition is not an element of a list: only its {.containerDefinitions} are in one.',
    },
  },
  check({ taskDefinition: { value }, report }) {
    const list = value.parent;
    const containers = value.get('containerDefinitions');
    if (list?.kind !== 'array' || containers.key === undefined) {
      return;
    }
    const isAlone = list.children.length === 1;
    report({
      at: containers.key,
      message: 'listed',
      fixes: isAlone
        ? [
            {
              title: sentence('Keep only the container definitions'),
              safe: false,
              changes: () => [hoist(list, containers)],
            },
            {
              title: sentence('Remove the list around the task definition'),
              safe: false,
              changes: () => [hoist(list, value)],
            },
          ]
        : [],
    });
  },
});
