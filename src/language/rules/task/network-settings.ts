import { networkSettingsRefused } from '../../documents/network-settings.ts';
import { defineRule } from '../define-rule.ts';
import { writtenName } from '../name-of.ts';
import { removeIt } from '../remove-it.ts';

/**
 * "Links are not supported when networkMode=awsvpc", "Extra hosts are not supported on container when
 * networkMode=awsvpc", and so on for what awsvpc does not let a container have: RegisterTaskDefinition's answers.
 * Links are "only supported if the network mode of a task definition is bridge", and with `none` "you can't specify
 * port mappings": https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html
 */
export const networkSettings = defineRule({
  id: 'task/network-settings',
  on: 'task-definition',
  messages: {
    refused: { severity: 'error', text: 'Containers cannot have "{property}" with network mode "{mode}".' },
  },
  check({ taskDefinition, platform, report }) {
    const mode = platform.networkMode;
    for (const value of networkSettingsRefused(taskDefinition.containers, mode)) {
      if (value.key === undefined) {
        continue;
      }
      report({
        at: value.key,
        message: 'refused',
        values: { property: writtenName(value.key), mode },
        fixes: [removeIt(value)],
      });
    }
  },
});
