import { defineRule } from '../define-rule.ts';

/**
 * "You can't run ECS Exec against Microsoft Nano Server containers."
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html
 */
export const nanoServer = defineRule({
  id: 'exec/nano-server',
  on: 'task-definition',
  messages: {
    nanoServer: {
      severity: 'information',
      text: 'ECS Exec does not work in container "{container}": its image is of Microsoft Nano Server.',
    },
  },
  check({ taskDefinition, platform, report }) {
    for (const container of taskDefinition.containers) {
      const image = container.get('image');
      if (image.string?.includes('nanoserver') === true && platform.operatingSystem !== 'linux') {
        report({ at: image, message: 'nanoServer', values: { container: container.label } });
      }
    }
  },
});
