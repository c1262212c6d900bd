import { text } from '../../../text.ts';
import type { Container } from '../../documents/container.ts';
import type { TaskDefinition } from '../../documents/task-definition.ts';
import type { Value } from '../../syntax/value.ts';
import type { OldRule, Report } from '../rule.ts';

/**
 * "When awsfirelens log driver is specified in log configuration, a firelens configuration object must be specified"
 * and "Fargate launch type does not support FirelensConfiguration config file from 's3'": RegisterTaskDefinition's
 * answers.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using_firelens.html
 */
export const firelens: OldRule = {
  id: 'task/firelens',
  severity: 'error',
  check(taskDefinition, report) {
    let first: Container | undefined;
    let isMissing = true;
    for (const container of taskDefinition.containers) {
      const configuration = container.get('firelensConfiguration');
      isMissing &&= configuration.isAbsent;
      if (configuration.kind !== 'object' || configuration.key === undefined) {
        continue;
      }
      checkFileType(taskDefinition, configuration, report);
      if (first === undefined) {
        first = container;
      } else {
        report({
          at: configuration.key,
          // AWS's CDK insists on one; whether ECS does is not known.
          severity: 'information',
          message: text('A task should have one container with firelensConfiguration, and "{0}" has one.', first.label),
        });
      }
    }
    if (isMissing) {
      checkDrivers(taskDefinition, report);
    }
  },
};

function checkFileType(taskDefinition: TaskDefinition, configuration: Value, report: Report): void {
  const type = configuration.get('options', 'config-file-type');
  if (type.string === undefined || type.is('file') || taskDefinition.platform.requires('FARGATE') === undefined) {
    return;
  }
  report({
    at: type,
    message: text('On Fargate, the type of FireLens\'s configuration file must be "file", not "{0}".', type.string),
  });
}

/** Without a router, nobody can use one. */
function checkDrivers(taskDefinition: TaskDefinition, report: Report): void {
  for (const container of taskDefinition.containers) {
    const driver = container.get('logConfiguration', 'logDriver');
    if (!driver.is('awsfirelens') || !taskDefinition.hasAllContainers) {
      continue;
    }
    report({
      at: driver,
      message: text('The log driver "awsfirelens" needs a container with firelensConfiguration in the same task.'),
    });
  }
}
