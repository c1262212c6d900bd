import type { Value } from '../../syntax/value.ts';
import { defineRule } from '../define-rule.ts';

/**
 * "Your task requires a task IAM role with the required permissions for SSM Session Manager. For tasks on Amazon EC2,
 * if no task role is configured, the instance role of the underlying Amazon EC2 instance is used instead."
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html
 */
export const taskRole = defineRule({
  id: 'exec/task-role',
  on: 'task-definition',
  alsoReportedBy: ['checkov CKV_AWS_249'],
  messages: {
    missingOnFargate: {
      severity: 'warning',
      text: 'On Fargate, ECS Exec needs a task role that allows ssmmessages, but there is no {.taskRoleArn}.',
    },
    missingOnInstances: {
      severity: 'information',
      text: 'Without {.taskRoleArn}, ECS Exec works only on EC2 instances whose own role allows ssmmessages.',
    },
    sameAsExecutionRole: {
      severity: 'information',
      text: 'The task role is also the execution role, so sessions can pull images and read secrets, as ECS does.',
    },
  },
  check({ taskDefinition, platform, report }) {
    const role = taskDefinition.get('taskRoleArn');
    if (isSameRole(role, taskDefinition.get('executionRoleArn'))) {
      report({ at: role, message: 'sameAsExecutionRole' });
    }
    if (!role.isAbsent) {
      return;
    }
    const at = role.kind === 'null' ? role : taskDefinition.place;
    if (platform.isOnFargate) {
      report({ at, message: 'missingOnFargate' });
    } else if (platform.launchTypes.every((launchType) => launchType.is('EC2'))) {
      // AWS does not say whether external and managed instances also lend their role.
      report({ at, message: 'missingOnInstances' });
    }
  },
});

function isSameRole(role: Value, other: Value): boolean {
  return role.string !== undefined && role.string !== '' && role.string === other.string;
}
