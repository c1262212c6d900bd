import { defineRule } from '../define-rule.ts';
import { removeIt } from '../remove-it.ts';

/**
 * "Tasks using the Fargate launch type do not support pidMode 'host'", and "Fargate compatible task definitions do not
 * support ipcMode": RegisterTaskDefinition's answers.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RegisterTaskDefinition.html
 */
export const processNamespace = defineRule({
  id: 'task/process-namespace',
  on: 'task-definition',
  speaksOf: ['ipcMode', 'pidMode'],
  messages: {
    refusedPidMode: { severity: 'error', text: 'Fargate does not support {.pidMode} "host".' },
    refusedIpcMode: { severity: 'error', text: 'Fargate does not support {.ipcMode} "{mode}".' },
  },
  check({ taskDefinition, platform, report }) {
    const pidMode = taskDefinition.get('pidMode');
    const ipcMode = taskDefinition.get('ipcMode');
    if (!platform.isOnFargate) {
      return;
    }
    if (pidMode.is('host')) {
      report({ at: pidMode, message: 'refusedPidMode', fixes: [removeIt(pidMode)] });
    }
    if (ipcMode.is('host') || ipcMode.is('task') || ipcMode.is('none')) {
      report({
        at: ipcMode,
        message: 'refusedIpcMode',
        values: { mode: ipcMode.string ?? '' },
        // Nothing is shared with others on Fargate, so that without "none" it is the same.
        fixes: [removeIt(ipcMode, ipcMode.is('none'))],
      });
    }
  },
});
