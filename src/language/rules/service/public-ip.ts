import { changeTo } from '../change-to.ts';
import { defineRule } from '../define-rule.ts';
import { removeIt } from '../remove-it.ts';

/**
 * "Assign public IP is not supported for this launch type.": the answer of CreateService and RunTask for tasks that do
 * not run on Fargate.
 * Source: https://github.com/aws/aws-cdk/issues/13348, https://github.com/aws/containers-roadmap/issues/450
 */
export const publicIp = defineRule({
  id: 'service/public-ip',
  on: 'service',
  messages: {
    notOnFargate: {
      severity: 'error',
      text: 'ECS refuses a public IP address here: only tasks on Fargate get one, and {.launchType} is "{launchType}".',
    },
  },
  check({ service: { value, isDescribed }, report }) {
    const launchType = value.get('launchType');
    const assigned = value.get('networkConfiguration', 'awsvpcConfiguration', 'assignPublicIp');
    if (!isDescribed && assigned.is('ENABLED') && (launchType.is('EC2') || launchType.is('EXTERNAL'))) {
      report({
        at: assigned,
        message: 'notOnFargate',
        values: { launchType: launchType.string ?? '' },
        fixes: [changeTo(assigned, 'DISABLED'), removeIt(assigned)],
      });
    }
  },
});
