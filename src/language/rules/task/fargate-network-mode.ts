import { defineRule } from '../define-rule.ts';
import { useAwsvpc } from '../use-awsvpc.ts';

/**
 * "Fargate only supports network mode 'awsvpc'", also when it is left out: RegisterTaskDefinition's answer.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html
 */
export const fargateNetworkMode = defineRule({
  id: 'task/fargate-network-mode',
  on: 'task-definition',
  alsoReportedBy: ['cfn-lint E3048'],
  messages: {
    refused: {
      severity: 'error',
      text: 'Fargate supports only network mode "awsvpc", so ECS refuses "{mode}".',
    },
    missing: {
      severity: 'error',
      text: 'Fargate supports only network mode "awsvpc", so ECS refuses a task definition without {.networkMode}.',
    },
  },
  check({ taskDefinition, platform, report }) {
    const fargate = platform.requires('FARGATE');
    if (fargate === undefined) {
      return;
    }
    const mode = taskDefinition.get('networkMode');
    // If the task may also run elsewhere, one can as well give up Fargate.
    const isOnlyWay = platform.launchTypes.length === 1;
    const fixes = () => [useAwsvpc(taskDefinition, isOnlyWay)];
    if (mode.is('bridge') || mode.is('host') || mode.is('none')) {
      report({ at: mode, message: 'refused', values: { mode: mode.string ?? '' }, fixes: fixes() });
    } else if (mode.isAbsent) {
      report({ at: fargate, message: 'missing', fixes: fixes() });
    }
  },
});
