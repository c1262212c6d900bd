import { sentence } from '../../../text.ts';
import type { TaskDefinition } from '../../documents/task-definition.ts';
import { set } from '../../syntax/change.ts';
import { defineRule } from '../define-rule.ts';
import type { Remedy } from '../rule.ts';
import { lacksTaskRole } from '../task-role-of.ts';

/**
 * "Determines whether the execute command functionality is turned on for the service": it is off where nobody turns it
 * on, and that "doesn't trigger a new service deployment". An update leaves it as it is.
 * Most services without it are meant to be: nothing is said of them, unless their task definition or its role is made
 * for ECS Exec.
 * "The service couldn't be updated because a valid taskRoleArn is not being used" is the answer where there is no role.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html,
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_UpdateService.html,
 * https://github.com/aws/aws-cli/issues/6242
 */
export const enableExecuteCommand = defineRule({
  id: 'service/enable-execute-command',
  on: 'service',
  messages: {
    off: {
      severity: 'information',
      text: 'ECS Exec is off: nobody can open a shell in the tasks while {.enableExecuteCommand} is false.',
    },
    missing: {
      severity: 'information',
      text: 'ECS Exec stays off without {.enableExecuteCommand}: nobody can open a shell in the tasks.',
    },
    offWithoutRole: {
      severity: 'information',
      text: 'ECS Exec is off. Before you turn it on, add {.taskRoleArn} to task definition "{family}".',
    },
  },
  check({ service, taskDefinition, taskRole, report }) {
    const exec = service.value.get('enableExecuteCommand');
    const isMissing = exec.isAbsent && service.form !== 'update' && !service.isDescribed;
    const isMeant = exec.kind === 'null' || isMadeForExec(taskDefinition) || taskRole?.hasAllChannels === true;
    if (!exec.is(false) && !(isMissing && isMeant)) {
      return;
    }
    const at = exec.is(false) || exec.kind === 'null' ? exec : service.place;
    if (lacksTaskRole(service, taskDefinition)) {
      report({ at, message: 'offWithoutRole', values: { family: taskDefinition.label } });
      return;
    }
    const turnOn: Remedy = {
      title: sentence('Set {.enableExecuteCommand} to true'),
      safe: false,
      changes: () => [set(service.value, ['enableExecuteCommand'], true)],
    };
    report({ at, message: isMissing ? 'missing' : 'off', fixes: service.isDescribed ? [] : [turnOn] });
  },
});

/**
 * Whether a container has the init process that AWS advises for ECS Exec, and nothing else needs. Many tasks that
 * nobody opens a shell in have a role.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html
 */
function isMadeForExec(taskDefinition: TaskDefinition | undefined): boolean {
  return (
    taskDefinition?.containers.some((container) => container.get('linuxParameters', 'initProcessEnabled').is(true)) ===
    true
  );
}
