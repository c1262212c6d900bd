import type { Facts } from '../../../src/readiness/model/facts.ts';
import { sentence } from '../../../src/text.ts';
import {
  callerMay,
  cluster,
  denied,
  KEY,
  keyPolicy,
  known,
  network,
  policyOf,
  ROLE,
  roleMay,
  unused,
} from '../world.ts';
import type { Cases } from './case.ts';

const key = { arn: KEY, state: 'Enabled', usage: 'ENCRYPT_DECRYPT' };

const NOWHERE_ALLOWED = roleMay({ 'kms:Decrypt': { decision: 'implicitDeny' } });
/** For whoever asks, a session of the role `dev`. */
const YOU = 'arn:aws:iam::111122223333:role/teams/dev';
const allows = (AWS: string, Action: string, more: object = {}) => ({
  ...{ Effect: 'Allow', Principal: { AWS }, Action, Resource: '*' },
  ...more,
});
const denies = (AWS: string, Action: string, more: object = {}) => ({ ...allows(AWS, Action, more), Effect: 'Deny' });

const withKey = (change: Partial<Facts> = {}): Partial<Facts> => ({
  cluster: cluster({ kmsKeyId: KEY, logging: 'DEFAULT' }),
  key: known(key),
  keyPolicy: keyPolicy(),
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
      says: /^Key "[^"]+" can be used\.$/,
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
      name: "the key's policy denies it to the role",
      facts: withKey({ keyPolicy: keyPolicy(denies(ROLE, 'kms:Decrypt')) }),
      state: 'fail',
      says: /^The policy of key "[^"]+" denies role "web-task" kms:Decrypt\.$/,
      mends: ['console'],
    },
    {
      name: "the key's policy denies it to the caller",
      facts: withKey({ keyPolicy: keyPolicy(denies(YOU, 'kms:Generate*')) }),
      state: 'fail',
      says: /^The policy of key "[^"]+" denies you kms:GenerateDataKey\.$/,
      mends: ['console'],
    },
    {
      name: "the key's policy allows it neither to the role nor to IAM",
      facts: withKey({ keyPolicy: policyOf(allows(YOU, 'kms:*')) }),
      state: 'fail',
      says: /does not allow role "web-task" kms:Decrypt, nor leaves it to IAM policies\.$/,
      mends: ['text', 'console'],
      mending: new RegExp(`"AWS\\\\": \\\\"${ROLE}`),
    },
    {
      name: "the key's policy allows it neither to the caller nor to IAM",
      facts: withKey({ keyPolicy: policyOf(allows(ROLE, 'kms:Decrypt')) }),
      state: 'fail',
      says: /does not allow you kms:GenerateDataKey, nor leaves it to IAM policies\.$/,
      mends: ['text', 'console'],
      mending: /111122223333:root/,
    },
    {
      name: "the key's policy allows it to both by name, and no other policy does",
      facts: withKey({
        keyPolicy: policyOf(allows(ROLE, 'kms:Decrypt'), allows(YOU, 'kms:GenerateDataKey*')),
        rolePermissions: NOWHERE_ALLOWED,
        callerPermissions: callerMay({ 'kms:GenerateDataKey': { decision: 'implicitDeny' } }),
      }),
      state: 'pass',
      says: /can be used\.$/,
    },
    {
      name: "the key's policy allows it by name, and the permissions boundary does not",
      facts: withKey({
        keyPolicy: keyPolicy(allows(ROLE, 'kms:Decrypt')),
        rolePermissions: roleMay({ 'kms:Decrypt': { decision: 'implicitDeny', allowedByBoundary: false } }),
      }),
      state: 'fail',
      says: /permissions boundary/,
      mends: ['text', 'console'],
    },
    {
      name: "the key's policy allows it on conditions that are not known",
      facts: withKey({
        keyPolicy: policyOf(
          allows(YOU, 'kms:*'),
          allows(ROLE, 'kms:*', { Condition: { StringEquals: { 'aws:SourceVpc': 'vpc-1' } } }),
        ),
      }),
      state: 'unknown',
      says: /because the policy of the key has conditions/,
    },
    {
      name: "no policy of the role allows it, and the key's policy may, on conditions",
      facts: withKey({
        keyPolicy: keyPolicy(allows(ROLE, 'kms:*', { Condition: { StringEquals: { 'aws:SourceVpc': 'vpc-1' } } })),
        rolePermissions: NOWHERE_ALLOWED,
      }),
      state: 'unknown',
      says: /because the policy of the key has conditions/,
    },
    {
      name: "the key's policy cannot be read",
      facts: withKey({ keyPolicy: known('{') }),
      state: 'unknown',
      says: /because the policy of the key could not be read/,
    },
    {
      name: 'the key belongs to another account',
      facts: withKey({ keyPolicy: { state: 'unknown', why: sentence('because of that'), permission: undefined } }),
      state: 'unknown',
      says: /because of that/,
    },
    {
      name: "the key's policy may not be asked for",
      facts: withKey({ keyPolicy: denied('kms:GetKeyPolicy') }),
      state: 'unknown',
      says: /^Could not tell, because you are not allowed kms:GetKeyPolicy\.$/,
      permissions: ['kms:GetKeyPolicy'],
    },
    {
      name: "no policy of the role allows it, and the key's policy may not be asked for",
      facts: withKey({
        keyPolicy: denied('kms:GetKeyPolicy'),
        rolePermissions: NOWHERE_ALLOWED,
        callerPermissions: callerMay({ 'kms:GenerateDataKey': { decision: 'implicitDeny' } }),
      }),
      state: 'warn',
      mayFail: true,
      says: /^No policy of role "web-task" allows kms:Decrypt\. Could not tell whether that of the key does, because you/,
      mends: ['attach-policy', 'text', 'console', 'text'],
      permissions: ['kms:GetKeyPolicy'],
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
