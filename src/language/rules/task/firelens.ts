import type { Container } from '../../documents/container.ts';
import type { Platform } from '../../documents/platform.ts';
import type { TaskDefinition } from '../../documents/task-definition.ts';
import type { Value } from '../../syntax/value.ts';
import { defineRule, type Messages, type Report as ReportOf } from '../define-rule.ts';

const messages = {
  missing: {
    severity: 'error',
    text: 'The log driver "awsfirelens" needs a container with {.firelensConfiguration} in the same task.',
  },
  refusedFileType: {
    severity: 'error',
    text: 'On Fargate, the type of the FireLens configuration file must be "file", not "{type}".',
  },
  tooMany: {
    severity: 'information',
    text: 'Container "{container}" already has {.firelensConfiguration}. A task should have only one such container.',
  },
} as const satisfies Messages;
type Report = ReportOf<typeof messages>;

/**
 * "When awsfirelens log driver is specified in log configuration, a firelens configuration object must be specified"
 * and "Fargate launch type does not support FirelensConfiguration config file from 's3'": RegisterTaskDefinition's
 * answers.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using_firelens.html
 */
export const firelens = defineRule({
  id: 'task/firelens',
  on: 'task-definition',
  speaksOf: ['firelensConfiguration', 'logConfiguration'],
  messages,
  check({ taskDefinition, platform, report }) {
    let first: Container | undefined;
    let isMissing = true;
    for (const container of taskDefinition.containers) {
      const configuration = container.get('firelensConfiguration');
      isMissing &&= configuration.isAbsent;
      if (configuration.kind !== 'object' || configuration.key === undefined) {
        continue;
      }
      checkFileType(platform, configuration, report);
      if (first === undefined) {
        first = container;
      } else {
        report({
          at: configuration.key,
          // AWS's CDK insists on one; whether ECS does is not known.
          message: 'tooMany',
          values: { container: first.label },
        });
      }
    }
    if (isMissing) {
      checkDrivers(taskDefinition, report);
    }
  },
});

function checkFileType(platform: Platform, configuration: Value, report: Report): void {
  const type = configuration.get('options', 'config-file-type');
  if (type.string === undefined || type.is('file') || !platform.isOnFargate) {
    return;
  }
  report({ at: type, message: 'refusedFileType', values: { type: type.string } });
}

/** Without a router, nobody can use one. */
function checkDrivers(taskDefinition: TaskDefinition, report: Report): void {
  for (const container of taskDefinition.containers) {
    const driver = container.get('logConfiguration', 'logDriver');
    if (!driver.is('awsfirelens') || !taskDefinition.hasAllContainers) {
      continue;
    }
    report({ at: driver, message: 'missing' });
  }
}
