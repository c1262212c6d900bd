import { defineRule } from '../define-rule.ts';
import { lacksTaskRole } from '../task-role-of.ts';

/**
 * "The service couldn't be updated because a valid taskRoleArn is not being used. Specify a valid task role in your
 * task definition and try again.": UpdateService's answer, for tasks on EC2 too. Of RunTask: "the task definition must
 * have a task role, or you must provide one as an override".
 * Source: https://github.com/aws/aws-cli/issues/6242,
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RunTask.html
 */
export const execWithoutRole = defineRule({
  id: 'service/exec-without-role',
  on: 'service',
  messages: {
    service: {
      severity: 'error',
      text: 'ECS refuses to turn on ECS Exec: task definition "{family}" has no {.taskRoleArn}.',
    },
    run: {
      severity: 'error',
      text: 'ECS refuses to turn on ECS Exec: neither task definition "{family}" nor {.overrides} has {.taskRoleArn}.',
    },
  },
  check({ service, taskDefinition, report }) {
    const exec = service.value.get('enableExecuteCommand');
    if (exec.is(true) && !service.isDescribed && lacksTaskRole(service, taskDefinition)) {
      const values = { family: taskDefinition.label };
      report({ at: exec, message: service.isRun ? 'run' : 'service', values });
    }
  },
});
