import { sentence } from '../../../text.ts';
import { isSet } from '../../documents/agent-variables.ts';
import { remove } from '../../syntax/change.ts';
import { defineRule } from '../define-rule.ts';

/** From which the AWS SDK for Go, which the SSM agent is written with, takes an access key. */
const CREDENTIALS: ReadonlySet<string> = new Set([
  'AWS_ACCESS_KEY',
  'AWS_ACCESS_KEY_ID',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SECRET_KEY',
]);

/**
 * The SSM agent looks for credentials where every program with an AWS SDK does, and finds an access key in the
 * container's environment before it finds the task role. "If AWS_ACCESS_KEY, AWS_ACCESS_KEY_ID, and
 * AWS_SECRET_ACCESS_KEY are defined in the environment variables and the permissions there do not provide the required
 * permissions for SSM to work, then the execute-command will fail."
 * Source: README of https://github.com/aws-containers/amazon-ecs-exec-checker, and its issue 49
 */
export const credentialsInEnvironment = defineRule({
  id: 'exec/credentials-in-environment',
  on: 'task-definition',
  speaksOf: ['environment', 'secrets'],
  messages: {
    accessKey: {
      severity: 'warning',
      text: 'ECS Exec in container "{container}" uses {variable}, not the task role. That key must allow ssmmessages.',
    },
  },
  check({ taskDefinition, report }) {
    for (const container of taskDefinition.containers) {
      for (const variable of container.agentVariables) {
        const { name, place, entry } = variable;
        if (!CREDENTIALS.has(name) || !isSet(variable)) {
          continue;
        }
        report({
          at: place,
          message: 'accessKey',
          values: { container: container.label, variable: name },
          fixes: [{ title: sentence('Remove {0}', name), safe: false, changes: () => [remove(entry)] }],
        });
      }
    }
  },
});
