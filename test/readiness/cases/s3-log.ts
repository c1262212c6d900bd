import type { Facts } from '../../../src/readiness/model/facts.ts';
import { cluster, denied, known, roleMay, unused } from '../world.ts';
import type { Cases } from './case.ts';

const logged = (change: Partial<Facts> = {}, s3EncryptionEnabled = false, encryption?: string): Partial<Facts> => ({
  cluster: cluster({
    logging: 'OVERRIDE',
    logConfiguration: { s3BucketName: 'session-logs', s3KeyPrefix: 'exec/', s3EncryptionEnabled },
  }),
  bucket: known({ name: 'session-logs', region: 'eu-central-1', encryption }),
  ...change,
});

export const cases: Cases = {
  never: {},
  list: [
    {
      name: 'an endpoint that nothing uses',
      facts: logged(unused('s3')),
      state: 'warn',
      says: /s3/,
      mends: ['text'],
    },
    { name: 'no bucket', state: 'not-needed', says: /does not name a bucket/ },
    { name: 'a bucket', facts: logged(), state: 'pass', says: /^Sessions are logged to bucket "session-logs"\.$/ },
    {
      name: 'a bucket that is encrypted',
      facts: logged({}, true, 'AES256'),
      state: 'pass',
      says: /logged/,
      evidence: { 'Encryption of the bucket': 'AES256' },
    },
    {
      name: 'a bucket that does not exist',
      facts: logged({ bucket: known(undefined) }),
      state: 'fail',
      says: /does not exist/,
      mends: ['console'],
    },
    {
      name: 'encryption is demanded, and there is none',
      facts: logged({}, true),
      state: 'fail',
      says: /is not encrypted, but the cluster demands/,
      mends: ['console'],
    },
    {
      name: 'the role may not write',
      facts: logged({ rolePermissions: roleMay({ 's3:PutObject': { decision: 'implicitDeny' } }) }),
      state: 'fail',
      says: /^No policy allows role "web-task" s3:PutObject, needed for session logs\.$/,
      mends: ['attach-policy', 'text', 'console'],
      mending: /arn:aws:s3:::session-logs\/exec\/\*/,
    },
    {
      name: 'who needs no encryption need not look for it',
      facts: logged({ rolePermissions: roleMay({ 's3:GetEncryptionConfiguration': { decision: 'implicitDeny' } }) }),
      state: 'pass',
      says: /logged/,
    },
    {
      name: 'the bucket may not be described',
      facts: logged({ bucket: denied('s3:GetBucketLocation') }),
      state: 'unknown',
      says: /s3:GetBucketLocation/,
      permissions: ['s3:GetBucketLocation'],
    },
    {
      name: 'the cluster may not be described',
      facts: { cluster: denied('ecs:DescribeClusters') },
      state: 'unknown',
      says: /ecs:DescribeClusters/,
      permissions: ['ecs:DescribeClusters'],
    },
  ],
};
