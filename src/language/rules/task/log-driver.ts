import { defineRule } from '../define-rule.ts';

const ON_FARGATE = ['awslogs', 'splunk', 'awsfirelens'];
const ON_MANAGED_INSTANCES = [...ON_FARGATE, 'json-file'];

/** What only instances of one's own have. Others, which ECS does not know at all, are reported elsewhere. */
const ON_INSTANCES = ['fluentd', 'gelf', 'journald', 'json-file', 'logentries', 'none', 'sumologic', 'syslog'];

/**
 * "gelf is not a valid log driver", answers RegisterTaskDefinition for Fargate, and "Must be one of
 * [awslogs,splunk,awsfirelens]": https://github.com/aws/containers-roadmap/issues/669,
 * https://github.com/kayac/ecspresso/issues/364. "For tasks on Amazon ECS Managed Instances, the supported log drivers
 * are awslogs, splunk, awsfirelens, and json-file."
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_LogConfiguration.html
 */
export const logDriver = defineRule({
  id: 'task/log-driver',
  on: 'task-definition',
  speaksOf: ['logConfiguration'],
  messages: {
    refusedOnFargate: {
      severity: 'error',
      text: 'Fargate does not support the log driver "{driver}". Use one of: {drivers}.',
    },
    unsupportedOnManagedInstances: {
      severity: 'warning',
      text: 'Managed instances do not support the log driver "{driver}". Use one of: {drivers}.',
    },
  },
  alsoReportedBy: ['cfn-lint E3048', 'cfn-lint E3713'],
  check({ taskDefinition, platform, report }) {
    const { isOnFargate } = platform;
    if (!isOnFargate && platform.requires('MANAGED_INSTANCES') === undefined) {
      return;
    }
    const supported = isOnFargate ? ON_FARGATE : ON_MANAGED_INSTANCES;
    for (const container of taskDefinition.containers) {
      const driver = container.get('logConfiguration', 'logDriver');
      const name = driver.string;
      if (name === undefined || supported.includes(name) || !ON_INSTANCES.includes(name)) {
        continue;
      }
      report({
        at: driver,
        message: isOnFargate ? 'refusedOnFargate' : 'unsupportedOnManagedInstances',
        values: { driver: name, drivers: supported.join(', ') },
      });
    }
  },
});
