import type { Facts } from '../../../src/readiness/model/facts.ts';
import { callerMay, cluster, denied, KEY, known, network, roleMay, unused } from '../world.ts';
import type { Cases } from './case.ts';

const key = { arn: KEY, state: 'Enabled', usage: 'ENCRYPT_DECRYPT' };

const withKey = (change: Partial<Facts> = {}): Partial<Facts> => ({
  cluster: cluster({ kmsKeyId: KEY, logging: 'DEFAULT' }),
  key: known(key),
  ...change,
});

export const cases: Cases = {
  never: {},
  list: [
    {
      name: 'an endpoint that nothing uses',
      facts: withKey(unused('kms')),
      state: 'warn',
      says: /kms/,
      mends: ['text'],
    },
    { name: 'no key', state: 'not-needed', says: /does not name a KMS key/ },
    {
      name: 'a key that can be used',
      facts: withKey(),
      state: 'pass',
      says: /can be used\. The key's own policy was not checked\.$/,
      evidence: { 'State of the key': 'Enabled' },
    },
    {
      name: 'a key that does not exist',
      facts: withKey({ key: known(undefined) }),
      state: 'fail',
      says: /does not exist/,
      mends: ['console'],
    },
    {
      name: 'a key that is disabled',
      facts: withKey({ key: known({ ...key, state: 'PendingDeletion' }) }),
      state: 'fail',
      says: /cannot be used: it is PendingDeletion/,
      mends: ['console'],
    },
    {
      name: 'a key for signatures',
      facts: withKey({ key: known({ ...key, usage: 'SIGN_VERIFY' }) }),
      state: 'fail',
      says: /not for encryption, but SIGN_VERIFY/,
      mends: ['console'],
    },
    {
      name: 'the role may not decrypt',
      facts: withKey({ rolePermissions: roleMay({ 'kms:Decrypt': { decision: 'implicitDeny' } }) }),
      state: 'fail',
      says: /^No policy allows role "web-task" kms:Decrypt, needed for encrypted sessions\.$/,
      mends: ['attach-policy', 'text', 'console'],
      mending: new RegExp(`kms:Decrypt.*"Resource\\\\": \\\\"${KEY}`),
    },
    {
      name: 'the caller may not make a data key',
      facts: withKey({ callerPermissions: callerMay({ 'kms:GenerateDataKey': { decision: 'implicitDeny' } }) }),
      state: 'fail',
      says: /^You are not allowed kms:GenerateDataKey on key/,
      mends: ['text'],
    },
    {
      name: 'a known denial counts where the key may not be described',
      facts: withKey({
        key: denied('kms:DescribeKey'),
        rolePermissions: roleMay({ 'kms:Decrypt': { decision: 'implicitDeny' } }),
      }),
      state: 'fail',
      says: /kms:Decrypt/,
      mends: ['attach-policy', 'text', 'console'],
      permissions: ['kms:DescribeKey'],
    },
    {
      name: 'the key may not be described',
      facts: withKey({ key: denied('kms:DescribeKey') }),
      state: 'unknown',
      says: /kms:DescribeKey/,
      permissions: ['kms:DescribeKey'],
    },
    {
      name: 'the key behind an alias may not be described',
      facts: withKey({
        cluster: cluster({ kmsKeyId: 'alias/exec' }),
        key: denied('kms:DescribeKey'),
        rolePermissions: roleMay({ 'kms:Decrypt': { decision: 'implicitDeny' } }),
      }),
      state: 'unknown',
      says: /kms:DescribeKey/,
      permissions: ['kms:DescribeKey'],
    },
    {
      name: 'KMS cannot be reached',
      facts: withKey({
        network: known({ ...network, routeTable: known({ id: 'rtb-1', isMain: true, routes: [] }) }),
      }),
      state: 'fail',
      says: /kms/,
      mends: ['text', 'text'],
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
