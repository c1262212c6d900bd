import { text } from '../../../text.ts';
import type { Value } from '../../syntax/value.ts';
import { removeIt } from '../remove-it.ts';
import type { OldRule, Report } from '../rule.ts';

/**
 * "Tasks using the Fargate launch type do not support pidMode 'host'", and "Fargate compatible task definitions do not
 * support ipcMode": RegisterTaskDefinition's answers.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RegisterTaskDefinition.html
 */
export const processNamespace: OldRule = {
  id: 'task/process-namespace',
  severity: 'error',
  check(taskDefinition, report) {
    const pidMode = taskDefinition.get('pidMode');
    const ipcMode = taskDefinition.get('ipcMode');
    const hasIpcMode = ipcMode.is('host') || ipcMode.is('task') || ipcMode.is('none');
    if (!pidMode.is('host') && !hasIpcMode) {
      return;
    }
    if (taskDefinition.platform.requires('FARGATE') === undefined) {
      return;
    }
    if (pidMode.is('host')) {
      refuse(pidMode, 'pidMode', false, report);
    }
    // Nothing is shared with others on Fargate, so that without `none` it is the same.
    if (hasIpcMode) {
      refuse(ipcMode, 'ipcMode', ipcMode.is('none'), report);
    }
  },
};

function refuse(mode: Value, name: string, isNeedless: boolean, report: Report): void {
  report({
    at: mode,
    message: text('Fargate does not support {0} "{1}".', name, mode.string ?? ''),
    fixes: [removeIt(mode, isNeedless)],
  });
}
