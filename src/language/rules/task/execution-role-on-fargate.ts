import { defineRule } from '../define-rule.ts';

/** The host of a private registry of Amazon ECR, in whatever partition, with IPv4 or dual-stack. */
const ECR_IMAGE = /^\d{12}\.dkr[.-]ecr(-fips)?\.[a-z\d-]+\.[a-z\d.-]+\//;

/**
 * "Fargate requires task definition to have execution role ARN to support log driver awslogs", "… to support ECR
 * images": RegisterTaskDefinition's answers.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_execution_IAM_role.html
 */
export const executionRoleOnFargate = defineRule({
  id: 'task/execution-role-on-fargate',
  on: 'task-definition',
  messages: {
    neededForLogs: {
      severity: 'error',
      text: 'Fargate writes logs of the driver "awslogs" with the execution role. Set {.executionRoleArn}.',
    },
    neededForImages: {
      severity: 'error',
      text: 'Fargate pulls images from Amazon ECR with the execution role. Set {.executionRoleArn}.',
    },
  },
  check({ taskDefinition, platform, report }) {
    if (!platform.isOnFargate || !taskDefinition.get('executionRoleArn').isAbsent) {
      return;
    }
    // One role serves all containers, so only the first is reported.
    for (const container of taskDefinition.containers) {
      const driver = container.get('logConfiguration', 'logDriver');
      if (driver.is('awslogs')) {
        report({ at: driver, message: 'neededForLogs' });
        return;
      }
      const image = container.get('image');
      // The host can be read even if a placeholder follows.
      if (typeof image.scalar === 'string' && ECR_IMAGE.test(image.scalar)) {
        report({ at: image, message: 'neededForImages' });
        return;
      }
    }
  },
});
