import type { Range } from '../../api.ts';
import type { Service } from '../../documents/service/service.ts';
import type { TaskDefinition } from '../../documents/task-definition.ts';
import type { Value } from '../../syntax/value.ts';
import { defineRule } from '../define-rule.ts';
import { removeIt } from '../remove-it.ts';

/**
 * "Network Configuration must be provided when networkMode 'awsvpc' is specified." and "Network Configuration is not
 * valid for the given networkMode of this task definition.": the answers of CreateService and RunTask. Fargate has no
 * other network mode.
 * Source: https://github.com/aws-actions/amazon-ecs-deploy-task-definition/issues/802,
 * https://github.com/aws-actions/amazon-ecs-deploy-task-definition/issues/616
 */
export const networkConfiguration = defineRule({
  id: 'service/network-configuration',
  on: 'service',
  messages: {
    missing: {
      severity: 'error',
      text: 'Network mode "awsvpc" needs {.networkConfiguration}, with the subnets for the tasks.',
    },
    missingOnFargate: {
      severity: 'error',
      text: 'Tasks on Fargate need {.networkConfiguration}, with the subnets for them.',
    },
    otherMode: {
      severity: 'error',
      text: 'ECS refuses {.networkConfiguration} here: task definition "{family}" has network mode "{mode}".',
    },
  },
  alsoReportedBy: ['cfn-lint E3052'],
  check({ service, taskDefinition, report }) {
    if (service.isDescribed) {
      return;
    }
    const { value, fargate } = service;
    const configuration = value.get('networkConfiguration');
    const mode = fargate === undefined ? (taskDefinition?.platform.networkMode ?? 'unknown') : 'awsvpc';
    const awsvpc = value.get('networkConfiguration', 'awsvpcConfiguration');
    if (mode === 'awsvpc') {
      if (awsvpc.isAbsent && isAllThereIs(service, taskDefinition)) {
        report({
          at: placeOf(service, configuration),
          message: fargate === undefined ? 'missing' : 'missingOnFargate',
        });
      }
    } else if (mode !== 'unknown' && taskDefinition !== undefined && awsvpc.kind === 'object') {
      report({
        at: configuration.key ?? configuration,
        message: 'otherMode',
        values: { family: taskDefinition.label, mode },
        fixes: [removeIt(configuration)],
      });
    }
  },
});

/** Whether what is not here is nowhere: what has no name may still get more. */
function isAllThereIs({ isWhole, form }: Service, taskDefinition: TaskDefinition | undefined): boolean {
  return isWhole || (form === 'nameless' && taskDefinition !== undefined);
}

function placeOf(service: Service, configuration: Value): Range {
  return configuration.key === undefined
    ? (service.fargate ?? service.place)
    : configuration.kind === 'null'
      ? configuration
      : configuration.key;
}
