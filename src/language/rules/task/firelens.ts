import { text } from '../../../text.ts';
import type { TaskDefinition } from '../../model/task-definition.ts';
import type { Report, Rule } from '../rule.ts';

/**
 * "When awsfirelens log driver is specified in log configuration, a firelens configuration object must be specified"
 * and "Fargate launch type does not support FirelensConfiguration config file from 's3'": RegisterTaskDefinition's
 * answers.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using_firelens.html
 */
export const firelens: Rule = {
  id: 'task/firelens',
  severity: 'error',
  check(taskDefinition, report) {
    const routers = taskDefinition.containers.filter((container) => !container.get('firelensConfiguration').isAbsent);
    if (routers.length === 0) checkThereIsOne(taskDefinition, report);
    else if (taskDefinition.requires('FARGATE') !== undefined) {
      for (const router of routers) {
        const type = router.get('firelensConfiguration', 'options', 'config-file-type');
        if (type.is('s3')) {
          report({ at: type, message: text('On Fargate, FireLens reads its configuration from a file, not from S3.') });
        }
      }
    }
    // AWS's CDK insists on one; whether ECS does is not known.
    const label = routers[0]?.label ?? '';
    for (const { value } of routers.slice(1)) {
      const { key } = value.get('firelensConfiguration');
      if (key !== undefined) {
        report({
          at: key,
          severity: 'information',
          message: text('A task should have one container with firelensConfiguration, and "{0}" has one.', label),
        });
      }
    }
  },
};

function checkThereIsOne(taskDefinition: TaskDefinition, report: Report): void {
  for (const container of taskDefinition.containers) {
    const driver = container.get('logConfiguration', 'logDriver');
    if (!driver.is('awsfirelens') || !taskDefinition.hasAllContainers) continue;
    report({
      at: driver,
      message: text('The log driver "awsfirelens" needs a container with firelensConfiguration in the same task.'),
    });
  }
}
