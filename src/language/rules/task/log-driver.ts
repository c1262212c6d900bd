import { text } from '../../../text.ts';
import type { OldRule } from '../rule.ts';

const ON_FARGATE = ['awslogs', 'splunk', 'awsfirelens'];
const ON_MANAGED_INSTANCES = [...ON_FARGATE, 'json-file'];

/** What runs on instances of one's own only. Others, which ECS does not know at all, are reported elsewhere. */
const ON_INSTANCES = ['fluentd', 'gelf', 'journald', 'json-file', 'syslog'];

/**
 * "X is not a valid log driver. Must be one of [awslogs, splunk, awsfirelens]", answers RegisterTaskDefinition for
 * Fargate. "For tasks on Amazon ECS Managed Instances, the supported log drivers are awslogs, splunk, awsfirelens, and
 * json-file."
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_LogConfiguration.html
 */
export const logDriver: OldRule = {
  id: 'task/log-driver',
  severity: 'error',
  check(taskDefinition, report) {
    const isOnFargate = taskDefinition.platform.requires('FARGATE') !== undefined;
    if (!isOnFargate && taskDefinition.platform.requires('MANAGED_INSTANCES') === undefined) {
      return;
    }
    const supported = isOnFargate ? ON_FARGATE : ON_MANAGED_INSTANCES;
    for (const container of taskDefinition.containers) {
      const driver = container.get('logConfiguration', 'logDriver');
      const name = driver.string;
      if (name === undefined || supported.includes(name) || !ON_INSTANCES.includes(name)) {
        continue;
      }
      report(
        isOnFargate
          ? { at: driver, message: text('Fargate has no log driver "{0}", only {1}.', name, supported.join(', ')) }
          : {
              at: driver,
              severity: 'warning',
              message: text('Managed instances have no log driver "{0}", only {1}.', name, supported.join(', ')),
            },
      );
    }
  },
};
