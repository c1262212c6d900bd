import { execConfigurationOf } from '../../live/exec-configuration.ts';
import { sentence } from '../../text.ts';
import { couldNotTell, evidence, judged } from '../judging/judgement.ts';
import { arnInS3, reaches, roleMay } from '../judging/session-needs.ts';
import { together } from '../judging/together.ts';
import type { Check, Judgement } from '../model/check.ts';
import type { Facts } from '../model/facts.ts';
import type { Mend } from '../model/mend.ts';

/** Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec-logging.html */
export const s3Log: Check<'cluster' | 'bucket' | 'taskRole' | 'rolePermissions' | 'network'> = {
  id: 's3-log',
  title: sentence('Session logs in S3'),
  needs: ['cluster', 'bucket', 'taskRole', 'rolePermissions', 'network'],
  judge(facts, place) {
    const { cluster } = facts;
    if (cluster.state === 'unknown') {
      return couldNotTell([cluster]);
    }
    const { logging, logConfiguration = {} } = execConfigurationOf(cluster.value);
    const { s3BucketName: name, s3KeyPrefix = '', s3EncryptionEnabled = false } = logConfiguration;
    if (logging !== 'OVERRIDE' || name === undefined || name === '') {
      return judged('not-needed', sentence('The cluster does not name a bucket for its sessions.'));
    }
    const bucket = judgeBucket(facts, name, s3EncryptionEnabled);
    if (bucket.state === 'fail') {
      return bucket;
    }
    return together([
      bucket,
      roleMay(facts, {
        grants: [
          { actions: ['s3:GetBucketLocation'], resource: '*' },
          ...(s3EncryptionEnabled
            ? [{ actions: ['s3:GetEncryptionConfiguration'], resource: arnInS3(place, name) }]
            : []),
          { actions: ['s3:PutObject'], resource: arnInS3(place, `${name}/${s3KeyPrefix}*`) },
        ],
        purpose: sentence('session logs'),
      }),
      reaches(facts, 's3'),
    ]);
  },
};

function judgeBucket({ bucket }: Facts<'bucket'>, name: string, isEncrypted: boolean): Judgement {
  if (bucket.state === 'unknown') {
    return couldNotTell([bucket]);
  }
  const mends: readonly Mend[] = [{ kind: 'console', what: 'bucket', name }];
  const shown = [
    ...evidence(sentence('Bucket of the sessions'), name),
    ...evidence(sentence('Region of the bucket'), bucket.value?.region),
    ...evidence(sentence('Encryption demanded'), isEncrypted),
    ...evidence(sentence('Encryption of the bucket'), bucket.value?.encryption),
  ];
  if (bucket.value === undefined) {
    return judged('fail', sentence('Bucket "{0}", to which the cluster logs sessions, does not exist.', name), {
      evidence: shown,
      mends,
    });
  }
  if (isEncrypted && bucket.value.encryption === undefined) {
    return judged('fail', sentence('Bucket "{0}" is not encrypted, but the cluster demands that it is.', name), {
      evidence: shown,
      mends,
    });
  }
  return judged('pass', sentence('Sessions are logged to bucket "{0}".', name), { evidence: shown });
}
