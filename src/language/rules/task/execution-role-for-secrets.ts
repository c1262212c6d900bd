import type { Container } from '../../documents/container.ts';
import { secretLists } from '../../documents/secrets.ts';
import type { Key, Value } from '../../syntax/value.ts';
import { defineRule } from '../define-rule.ts';

/**
 * "When you are specifying container secrets, you must also specify a value for 'executionRoleArn'"; "Private
 * repository authentication requires that the task definition specify a value for executionRoleArn"
 * (https://github.com/sil-org/ecs-deploy/issues/188): RegisterTaskDefinition's answers.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_execution_IAM_role.html
 */
export const executionRoleForSecrets = defineRule({
  id: 'task/execution-role-for-secrets',
  on: 'task-definition',
  speaksOf: ['secrets', 'logConfiguration', 'repositoryCredentials'],
  messages: {
    neededForSecrets: {
      severity: 'error',
      text: 'ECS reads secrets with the execution role. Set {.executionRoleArn}.',
    },
    neededForRegistry: {
      severity: 'error',
      text: 'ECS signs in to a private registry with the execution role. Set {.executionRoleArn}.',
    },
  },
  check({ taskDefinition, report }) {
    if (!taskDefinition.get('executionRoleArn').isAbsent) {
      return;
    }
    // One role serves all containers, so only the first is reported.
    for (const container of taskDefinition.containers) {
      const secrets = secretLists(container).find(hasElements)?.key;
      if (secrets !== undefined) {
        report({ at: secrets, message: 'neededForSecrets' });
        return;
      }
      const registry = registryOf(container);
      if (registry !== undefined) {
        report({ at: registry, message: 'neededForRegistry' });
        return;
      }
    }
  },
});

function registryOf(container: Container): Key | undefined {
  const credentials = container.get('repositoryCredentials');
  const { scalar } = credentials.get('credentialsParameter');
  return typeof scalar === 'string' && scalar !== '' ? credentials.key : undefined;
}

function hasElements(list: Value): boolean {
  return list.kind === 'array' && list.children.length > 0;
}
