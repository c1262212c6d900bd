import { execConfigurationOf } from '../../live/exec-configuration.ts';
import { sentence } from '../../text.ts';
import { callerMay } from '../judging/caller-access.ts';
import { couldNotTell, evidence, judged } from '../judging/judgement.ts';
import { arnBeside, reaches, roleMay } from '../judging/session-needs.ts';
import { together } from '../judging/together.ts';
import type { Check, Judgement } from '../model/check.ts';
import type { Facts, Place } from '../model/facts.ts';
import type { Mend } from '../model/mend.ts';

/**
 * The key encrypts what goes through a session: whoever asks makes a data key, and the agent decrypts it as the task's
 * role. IAM's simulator knows no key policies, so that of the key is not judged.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html
 */
export const kmsKey: Check<'cluster' | 'key' | 'taskRole' | 'rolePermissions' | 'callerPermissions' | 'network'> = {
  id: 'kms-key',
  title: sentence('The key of the sessions can be used'),
  needs: ['cluster', 'key', 'taskRole', 'rolePermissions', 'callerPermissions', 'network'],
  judge(facts, place) {
    const { cluster, callerPermissions } = facts;
    if (cluster.state === 'unknown') {
      return couldNotTell([cluster]);
    }
    const { kmsKeyId } = execConfigurationOf(cluster.value);
    if (kmsKeyId === undefined || kmsKeyId === '') {
      return judged('not-needed', sentence('The cluster does not name a KMS key for its sessions.'));
    }
    // A key that cannot be used stays so, whoever may use it.
    const key = judgeKey(facts, kmsKeyId);
    if (key.state === 'fail') {
      return key;
    }
    const arn = (facts.key.state === 'known' ? facts.key.value?.arn : undefined) ?? arnOf(kmsKeyId, place);
    // Policies are about keys, never about an alias: without the key behind it, there is nothing to judge.
    if (arn === undefined) {
      return key;
    }
    return together([
      key,
      roleMay(facts, {
        grants: [{ actions: ['kms:Decrypt'], resource: arn }],
        purpose: sentence('encrypted sessions'),
      }),
      callerMay(callerPermissions, {
        action: 'kms:GenerateDataKey',
        grants: [{ actions: ['kms:GenerateDataKey'], resource: arn }],
        allowed: sentence('You are allowed kms:GenerateDataKey.'),
        denied: sentence('You are not allowed kms:GenerateDataKey on key "{0}" of the sessions.', kmsKeyId),
      }),
      reaches(facts, 'kms'),
    ]);
  },
};

function judgeKey({ key }: Facts<'key'>, kmsKeyId: string): Judgement {
  if (key.state === 'unknown') {
    return couldNotTell([key]);
  }
  const page: Mend = { kind: 'console', what: 'key', name: kmsKeyId };
  if (key.value === undefined) {
    return judged('fail', sentence('Key "{0}", which the cluster names for its sessions, does not exist.', kmsKeyId), {
      mends: [page],
    });
  }
  const { arn, state, usage } = key.value;
  const shown = [
    ...evidence(sentence('Key'), arn),
    ...evidence(sentence('State of the key'), state),
    ...evidence(sentence('Use of the key'), usage),
  ];
  const rest = { evidence: shown, mends: [page] };
  if (state !== undefined && state !== 'Enabled') {
    return judged('fail', sentence('Key "{0}" of the sessions cannot be used: it is {1}.', kmsKeyId, state), rest);
  }
  if (usage !== undefined && usage !== 'ENCRYPT_DECRYPT') {
    return judged('fail', sentence('Key "{0}" of the sessions is not for encryption, but {1}.', kmsKeyId, usage), rest);
  }
  return judged('pass', sentence('Key "{0}" can be used. The key\'s own policy was not checked.', kmsKeyId), {
    evidence: shown,
  });
}

function arnOf(kmsKeyId: string, place: Place): string | undefined {
  if (kmsKeyId.includes('alias/')) {
    return undefined;
  }
  return kmsKeyId.startsWith('arn:') ? kmsKeyId : `${arnBeside(place, 'kms')}:key/${kmsKeyId}`;
}
