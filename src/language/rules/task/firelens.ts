import type { Range } from '../../api.ts';
import type { Container } from '../../documents/container.ts';
import type { Platform } from '../../documents/platform.ts';
import { isObjectInS3, objectAtUrl } from '../../documents/s3-object.ts';
import type { TaskDefinition } from '../../documents/task-definition.ts';
import type { Value } from '../../syntax/value.ts';
import { changeTo } from '../change-to.ts';
import { defineRule, type Messages, type Report as ReportOf } from '../define-rule.ts';
import { removeIt } from '../remove-it.ts';

const messages = {
  missing: {
    severity: 'error',
    text: 'The log driver "awsfirelens" needs a container with {.firelensConfiguration} in the same task.',
  },
  refusedFileType: {
    severity: 'error',
    text: 'On Fargate, the type of the FireLens configuration file must be "file", not "{type}".',
  },
  notInS3: {
    severity: 'error',
    text: 'A configuration file of type "s3" must be the ARN of an object, such as "arn:aws:s3:::bucket/name.conf".',
  },
  unused: {
    severity: 'error',
    text: 'No container sends its logs to "{container}". At least one needs the log driver "awsfirelens".',
  },
  tooMany: {
    severity: 'information',
    text: 'Container "{container}" already has {.firelensConfiguration}. A task should have only one such container.',
  },
} as const satisfies Messages;
type Report = ReportOf<typeof messages>;

/**
 * RegisterTaskDefinition's answers: "When awsfirelens log driver is specified in log configuration, a firelens
 * configuration object must be specified", "When a firelensConfiguration object is specified, at least one container
 * has to be configured with the awsfirelens log driver"
 * (https://github.com/aws/amazon-cloudwatch-logs-for-fluent-bit/issues/20), "Fargate launch type does not support FirelensConfiguration config file from 's3'", and "Invalid arn syntax"
 * (https://github.com/aws/aws-cli/issues/7147).
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
        checkUse(taskDefinition, container, configuration, configuration.key, report);
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
  if (type.string === undefined || type.is('file')) {
    return;
  }
  if (platform.isOnFargate) {
    report({ at: type, message: 'refusedFileType', values: { type: type.string } });
  } else if (type.is('s3')) {
    checkFile(configuration.get('options', 'config-file-value'), report);
  }
}

function checkFile(value: Value, report: Report): void {
  const place = value.string;
  // An empty string is like none.
  if (place === undefined || place === '' || isObjectInS3(place)) {
    return;
  }
  const arn = objectAtUrl(place);
  report({ at: value, message: 'notInS3', fixes: arn === undefined ? [] : [changeTo(value, arn)] });
}

/** A router that gets no logs. What a script may add, and a driver that is not known, may use it. */
function checkUse(
  taskDefinition: TaskDefinition,
  router: Container,
  configuration: Value,
  at: Range,
  report: Report,
): void {
  if (!taskDefinition.hasAllContainers || !taskDefinition.containers.every(usesAnotherDriver)) {
    return;
  }
  report({ at, message: 'unused', values: { container: router.label }, fixes: [removeIt(configuration)] });
}

function usesAnotherDriver(container: Container): boolean {
  const driver = container.get('logConfiguration', 'logDriver');
  return driver.isAbsent || (driver.string !== undefined && !driver.is('awsfirelens'));
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
