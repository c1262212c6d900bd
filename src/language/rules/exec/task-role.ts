import { text } from '../../../text.ts';
import type { TaskDefinition } from '../../documents/task-definition.ts';
import type { Value } from '../../syntax/value.ts';
import type { OldRule, Report } from '../rule.ts';

/**
 * "Your task requires a task IAM role with the required permissions for SSM Session Manager. For tasks on Amazon EC2,
 * if no task role is configured, the instance role of the underlying Amazon EC2 instance is used instead."
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html
 */
export const taskRole: OldRule = {
  id: 'exec/task-role',
  severity: 'warning',
  check(taskDefinition, report) {
    const role = taskDefinition.get('taskRoleArn');
    if (role.isAbsent) {
      reportMissing(taskDefinition, role, report);
    } else if (isSameRole(role, taskDefinition.get('executionRoleArn'))) {
      report({
        at: role,
        severity: 'information',
        message: text(
          'The task role is also the execution role, so containers and ECS Exec sessions may do what only ECS has to: pull images and read secrets.',
        ),
      });
    }
  },
};

/** Says nothing of external and managed instances: AWS does not say whether their own role is used instead. */
function reportMissing(taskDefinition: TaskDefinition, role: Value, report: Report): void {
  const at = role.kind === 'null' ? role : taskDefinition.get('family');
  if (taskDefinition.platform.requires('FARGATE') !== undefined) {
    report({
      at,
      message: text('On Fargate, ECS Exec needs a task role that allows ssmmessages, but there is no taskRoleArn.'),
    });
  } else if (taskDefinition.platform.launchTypes.every((launchType) => launchType.is('EC2'))) {
    report({
      at,
      severity: 'information',
      message: text('Without taskRoleArn, ECS Exec works only on EC2 instances whose own role allows ssmmessages.'),
    });
  }
}

function isSameRole(role: Value, other: Value): boolean {
  return role.string !== undefined && role.string !== '' && role.string === other.string;
}
