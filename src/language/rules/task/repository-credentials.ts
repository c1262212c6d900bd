import { text } from '../../../text.ts';
import { isArn, isPartition, mayBeAccount, parseArn } from '../../documents/arn.ts';
import type { OldRule } from '../rule.ts';

/**
 * "The Amazon Resource Name (ARN) of the secret containing the private repository credentials." In the same region,
 * its name is enough.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RepositoryCredentials.html
 */
export const repositoryCredentials: OldRule = {
  id: 'task/repository-credentials',
  severity: 'warning',
  check(taskDefinition, report) {
    for (const container of taskDefinition.containers) {
      const parameter = container.get('repositoryCredentials', 'credentialsParameter');
      const reference = parameter.string;
      if (reference === undefined || !isArn(reference) || isSecret(reference)) {
        continue;
      }
      report({
        at: parameter,
        message: text('Credentials for an image are a secret in Secrets Manager, and this is not the ARN of one.'),
      });
    }
  },
};

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
