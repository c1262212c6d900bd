import { Spelling } from '../../documents/closest.ts';
import { portNamesOf } from '../../documents/service/targets.ts';
import type { TaskDefinition } from '../../documents/task-definition.ts';
import { defineRule } from '../define-rule.ts';
import { meantNames } from '../meant-names.ts';

/**
 * "portName(x) does not refer to any named PortMapping in the container definitions": the answer of CreateService and
 * UpdateService. "The portName must match the name of one of the portMappings from all the containers in the task
 * definition of this Amazon ECS service."
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceConnectService.html
 */
export const namedPort = defineRule({
  id: 'service/named-port',
  on: 'service',
  messages: {
    unknown: {
      severity: 'error',
      text: 'No port in task definition "{family}" has the name "{port}".',
    },
  },
  check({ service, taskDefinition, report }) {
    const names = taskDefinition === undefined ? undefined : portNamesIn(taskDefinition);
    if (taskDefinition === undefined || names === undefined || service.isDescribed) {
      return;
    }
    const spelling = new Spelling();
    const known = new Set(names);
    for (const named of portNamesOf(service)) {
      const port = named.string;
      if (port !== undefined && port !== '' && !known.has(port)) {
        report({
          at: named,
          message: 'unknown',
          values: { port, family: taskDefinition.label },
          fixes: meantNames(named, [...known], spelling),
        });
      }
    }
  },
});

/** The names of all ports, where there can be no others; undefined otherwise. */
function portNamesIn(taskDefinition: TaskDefinition): readonly string[] | undefined {
  if (!taskDefinition.hasAllContainers) {
    return undefined;
  }
  const mappings = taskDefinition.containers.flatMap((container) => container.get('portMappings').items);
  const names = mappings.map((mapping) => mapping.get('name')).filter(({ isAbsent }) => !isAbsent);
  return names.every(({ string }) => string !== undefined) ? names.flatMap(({ string }) => string ?? []) : undefined;
}
