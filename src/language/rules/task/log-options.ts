import { lacksLogOption } from '../../documents/log-options.ts';
import { defineRule } from '../define-rule.ts';

/** The options that a log driver cannot do without. Those of awslogs depend on where the task runs. */
const REQUIRED = [
  { name: 'splunk', option: 'splunk-token', message: 'missing' },
  { name: 'splunk', option: 'splunk-url', message: 'missing' },
  { name: 'gelf', option: 'gelf-address', message: 'missingForDocker' },
] as const;

/**
 * "Log driver splunk requires options: splunk-token", answers RegisterTaskDefinition:
 * https://github.com/hashicorp/terraform-provider-aws/issues/8596. The token there was among the secrets of the
 * container; it has to be in `options` or `secretOptions`. "gelf-address is a required parameter", says Docker.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_LogConfiguration.html
 */
export const logOptions = defineRule({
  id: 'task/log-options',
  on: 'task-definition',
  speaksOf: ['logConfiguration'],
  messages: {
    missing: {
      severity: 'error',
      text: 'The log driver "{driver}" of container "{container}" needs the option "{option}".',
    },
    missingForDocker: {
      severity: 'warning',
      text: 'Container "{container}" cannot start: the log driver "{driver}" needs the option "{option}".',
    },
  },
  check({ taskDefinition, report }) {
    for (const container of taskDefinition.containers) {
      const driver = container.get('logConfiguration', 'logDriver');
      for (const { name, option, message } of REQUIRED) {
        if (driver.is(name) && lacksLogOption(container, option)) {
          report({ at: driver, message, values: { driver: name, container: container.label, option } });
        }
      }
    }
  },
});
