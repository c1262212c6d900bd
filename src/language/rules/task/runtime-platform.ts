import { changeTo } from '../change-to.ts';
import { defineRule } from '../define-rule.ts';

/**
 * "When you run Windows containers on AWS Fargate, you must have the X86_64 CPU architecture"; ARM64 "is available for
 * tasks that run on Linux Amazon EC2 instances, Amazon ECS Managed Instances, or Linux containers on Fargate".
 * Sources: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RuntimePlatform.html
 */
export const runtimePlatform = defineRule({
  id: 'task/runtime-platform',
  on: 'task-definition',
  speaksOf: ['runtimePlatform'],
  messages: {
    armOnWindows: {
      severity: 'error',
      text: 'Windows containers need the CPU architecture "X86_64", not "ARM64".',
    },
  },
  check({ taskDefinition, platform, report }) {
    const architecture = taskDefinition.get('runtimePlatform', 'cpuArchitecture');
    if (!architecture.is('ARM64') || platform.operatingSystem !== 'windows') {
      return;
    }
    report({
      at: architecture,
      message: 'armOnWindows',
      fixes: [changeTo(architecture, 'X86_64', true)],
    });
  },
});
