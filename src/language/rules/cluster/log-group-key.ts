import { defineRule } from '../define-rule.ts';

/**
 * Where `cloudWatchEncryptionEnabled` is true, the agent checks that a customer managed key encrypts the log group, and
 * ends the session otherwise. That key is the log group's own: `kmsKeyId` is for what goes between client and
 * container. Whoever has set the one probably knows of the other.
 * Source: https://github.com/aws-containers/amazon-ecs-exec-checker/issues/79
 */
export const logGroupKey = defineRule({
  id: 'cluster/log-group-key',
  on: 'cluster',
  messages: {
    withoutKey: {
      severity: 'information',
      text: 'ECS Exec ends sessions unless a KMS key of yours encrypts the log group: check that it has one.',
    },
  },
  check({ cluster: { exec }, report }) {
    const encrypted = exec.get('logConfiguration', 'cloudWatchEncryptionEnabled');
    if (encrypted.is(true) && exec.kind === 'object' && exec.get('kmsKeyId').isAbsent) {
      report({ at: encrypted, message: 'withoutKey' });
    }
  },
});
