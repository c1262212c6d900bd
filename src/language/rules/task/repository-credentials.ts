import { isArn, isPartition, mayBeAccount, parseArn } from '../../documents/arn.ts';
import { defineRule } from '../define-rule.ts';

/**
 * "The Amazon Resource Name (ARN) of the secret containing the private repository credentials." In the same region,
 * its name is enough.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RepositoryCredentials.html
 */
export const repositoryCredentials = defineRule({
  id: 'task/repository-credentials',
  on: 'task-definition',
  speaksOf: ['repositoryCredentials'],
  messages: {
    notSecret: {
      severity: 'warning',
      text: '{.credentialsParameter} must be the ARN of a secret in Secrets Manager, or its name.',
    },
  },
  check({ taskDefinition, report }) {
    for (const container of taskDefinition.containers) {
      const parameter = container.get('repositoryCredentials', 'credentialsParameter');
      const reference = parameter.string;
      if (reference === undefined || !isArn(reference) || isSecret(reference)) {
        continue;
      }
      report({ at: parameter, message: 'notSecret' });
    }
  },
});

function isSecret(reference: string): boolean {
  const arn = parseArn(reference);
  return (
    arn?.service === 'secretsmanager' &&
    isPartition(arn.partition) &&
    arn.region !== '' &&
    mayBeAccount(arn.account) &&
    /^secret:[^:]+$/.test(arn.resource)
  );
}
