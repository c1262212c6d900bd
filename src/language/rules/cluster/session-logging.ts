import { sentence } from '../../../text.ts';
import { set } from '../../syntax/change.ts';
import type { Value } from '../../syntax/value.ts';
import { defineRule } from '../define-rule.ts';
import { removeIt } from '../remove-it.ts';
import type { Remedy } from '../rule.ts';

/**
 * "A CloudWatch log group name or S3 bucket name must be specified when overriding the default log configuration" and
 * "You must set logging to 'OVERRIDE' when you supply a log configuration": CreateCluster's answers. Where nothing is
 * said, logging is DEFAULT.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ExecuteCommandConfiguration.html
 */
export const sessionLogging = defineRule({
  id: 'cluster/session-logging',
  on: 'cluster',
  messages: {
    noTarget: {
      severity: 'error',
      text: 'Logging "OVERRIDE" needs {.cloudWatchLogGroupName} or {.s3BucketName} in {.logConfiguration}.',
    },
    notOverridden: {
      severity: 'error',
      text: 'ECS refuses {.logConfiguration} here: it goes with logging "OVERRIDE" only.',
    },
  },
  check({ cluster: { exec, isDescribed }, report }) {
    if (isDescribed || exec.kind !== 'object') {
      return;
    }
    const logging = exec.get('logging');
    const configuration = exec.get('logConfiguration');
    const targets = [configuration.get('cloudWatchLogGroupName'), configuration.get('s3BucketName')];
    const hasTarget = targets.some((target) => !isNothing(target));
    if (logging.is('OVERRIDE') && !hasTarget) {
      report({ at: logging, message: 'noTarget' });
    } else if ((logging.isAbsent || logging.is('DEFAULT') || logging.is('NONE')) && configuration.kind === 'object') {
      const override: Remedy = {
        title: sentence('Set logging to "OVERRIDE"'),
        safe: false,
        changes: () => [set(exec, ['logging'], 'OVERRIDE')],
      };
      report({
        at: configuration.key ?? configuration,
        message: 'notOverridden',
        fixes: [...(hasTarget ? [override] : []), removeIt(configuration)],
      });
    }
  },
});

function isNothing(value: Value): boolean {
  return value.isAbsent || value.is('');
}
