import { text } from '../../../text.ts';
import { networkSettingsRefused } from '../../documents/network-settings.ts';
import { removeIt } from '../remove-it.ts';
import type { OldRule } from '../rule.ts';

/**
 * "Links are not supported when networkMode=awsvpc", "Extra hosts are not supported on container when
 * networkMode=awsvpc", and so on for what awsvpc does not let a container have: RegisterTaskDefinition's answers.
 * Links are "only supported if the network mode of a task definition is bridge", and with `none` "you can't specify
 * port mappings": https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html
 */
export const networkSettings: OldRule = {
  id: 'task/network-settings',
  severity: 'error',
  check(taskDefinition, report) {
    const mode = taskDefinition.platform.networkMode;
    for (const value of networkSettingsRefused(taskDefinition.containers, mode)) {
      if (value.key === undefined) {
        continue;
      }
      const { name } = value.key;
      report({
        at: value.key,
        message: text('Containers cannot have {0} with network mode "{1}".', name, mode),
        fixes: [removeIt(value)],
      });
    }
  },
};
