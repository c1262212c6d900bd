import type { Facts } from '../../../src/readiness/model/facts.ts';
import { cluster, denied, GROUP, known, network, roleMay, unused } from '../world.ts';
import type { Cases } from './case.ts';

const group = { name: '/ecs-exec/shop', arn: GROUP, kmsKeyId: undefined };

const logged = (change: Partial<Facts> = {}, cloudWatchEncryptionEnabled = false): Partial<Facts> => ({
  cluster: cluster({
    logging: 'OVERRIDE',
    logConfiguration: { cloudWatchLogGroupName: '/ecs-exec/shop', cloudWatchEncryptionEnabled },
  }),
  logGroup: known(group),
  ...change,
});

export const cases: Cases = {
  never: {},
  list: [
    {
      name: 'an endpoint that nothing uses',
      facts: logged(unused('logs')),
      state: 'warn',
      says: /logs/,
      mends: ['text'],
    },
    { name: 'no log group', state: 'not-needed', says: /does not name a log group/ },
    {
      name: 'a log group that is named but not used',
      facts: { cluster: cluster({ logging: 'NONE', logConfiguration: { cloudWatchLogGroupName: 'x' } }) },
      state: 'not-needed',
      says: /does not name/,
    },
    {
      name: 'a log group',
      facts: logged(),
      state: 'pass',
      says: /^Sessions are logged to log group "\/ecs-exec\/shop"\.$/,
      evidence: { 'Log group of the sessions': GROUP },
    },
    {
      name: 'a log group that does not exist',
      facts: logged({ logGroup: known(undefined) }),
      state: 'fail',
      says: /does not exist in eu-central-1/,
      mends: ['text', 'console'],
      mending: /aws logs create-log-group --log-group-name \/ecs-exec\/shop --region eu-central-1/,
    },
    {
      name: 'a log group that does not exist, and is to be encrypted',
      facts: logged({ logGroup: known(undefined) }, true),
      state: 'fail',
      says: /does not exist in eu-central-1/,
      mends: ['text', 'console'],
      mending: /create-log-group --log-group-name \/ecs-exec\/shop --kms-key-id KEY_ARN --region eu-central-1/,
    },
    {
      name: 'encryption is demanded, and there is none',
      facts: logged({}, true),
      state: 'fail',
      says: /does not have a KMS key, but the cluster demands encryption/,
      mends: ['text', 'console'],
      mending: /associate-kms-key/,
    },
    {
      name: 'the role may not find log groups',
      facts: logged({
        rolePermissions: roleMay({
          'logs:DescribeLogGroups': { decision: 'implicitDeny' },
          'logs:PutLogEvents': { decision: 'implicitDeny' },
        }),
      }),
      state: 'fail',
      says: /^No policy allows role "web-task" logs:DescribeLogGroups, logs:PutLogEvents, needed for session logs\.$/,
      mends: ['attach-policy', 'text', 'console'],
      mending: /logs:PutLogEvents.*log-group:\/ecs-exec\/shop:\*/,
    },
    {
      name: 'CloudWatch Logs cannot be reached',
      facts: logged({
        network: known({ ...network, routeTable: known({ id: 'rtb-1', isMain: true, routes: [] }) }),
      }),
      state: 'fail',
      says: /logs/,
      mends: ['text', 'text'],
    },
    {
      name: 'log groups may not be described',
      facts: logged({ logGroup: denied('logs:DescribeLogGroups') }),
      state: 'unknown',
      says: /logs:DescribeLogGroups/,
      permissions: ['logs:DescribeLogGroups'],
    },
    {
      name: 'nothing is known of the role',
      facts: logged({ taskRole: denied('iam:GetInstanceProfile') }),
      state: 'unknown',
      says: /iam:GetInstanceProfile/,
      permissions: ['iam:GetInstanceProfile'],
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
