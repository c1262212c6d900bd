import { text } from '../../../text.ts';
import type { OldRule } from '../rule.ts';

/**
 * "You can't run ECS Exec against Microsoft Nano Server containers."
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html
 */
export const nanoServer: OldRule = {
  id: 'exec/nano-server',
  severity: 'information',
  check(taskDefinition, report) {
    for (const container of taskDefinition.containers) {
      const image = container.get('image');
      if (image.string?.includes('nanoserver') !== true || taskDefinition.platform.operatingSystem === 'linux') {
        continue;
      }
      report({ at: image, message: text('ECS Exec does not work in containers of Microsoft Nano Server.') });
    }
  },
};
