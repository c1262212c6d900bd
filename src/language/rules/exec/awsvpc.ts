import { defineRule } from '../define-rule.ts';
import { offerAwsvpc } from '../use-awsvpc.ts';

/**
 * "When you have tasks that run on Amazon EC2 instances, use awsvpc networking mode":
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html
 * Left out, the mode is bridge on Linux instances and the default network on Windows instances:
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RegisterTaskDefinition.html
 */
export const awsvpc = defineRule({
  id: 'exec/awsvpc',
  on: 'task-definition',
  messages: {
    otherMode: {
      severity: 'information',
      text: 'On EC2 instances, AWS recommends network mode "awsvpc" for ECS Exec, not "{mode}".',
    },
    missing: {
      severity: 'information',
      text: 'Without {.networkMode}, EC2 instances use "{mode}". AWS recommends network mode "awsvpc" for ECS Exec.',
    },
  },
  check({ taskDefinition, platform, report }) {
    const ec2 = platform.requires('EC2');
    // External instances do not support awsvpc, and AWS does not say that ECS Exec works on managed ones.
    if (ec2 === undefined ? platform.launchTypes.length > 0 : platform.launchTypes.length > 1) {
      return;
    }
    const mode = taskDefinition.get('networkMode');
    if (mode.is('bridge') || mode.is('host')) {
      report({
        at: mode,
        message: 'otherMode',
        values: { mode: mode.string ?? '' },
        fixes: offerAwsvpc(taskDefinition),
      });
    } else if (mode.isAbsent && platform.operatingSystem !== 'unknown') {
      report({
        at: ec2 ?? taskDefinition.place,
        message: 'missing',
        values: { mode: platform.operatingSystem === 'windows' ? 'default' : 'bridge' },
        fixes: offerAwsvpc(taskDefinition),
      });
    }
  },
});
