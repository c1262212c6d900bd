import { sentence } from '../text.ts';
import type { Policy, Statement } from './policy.ts';
import type { BucketSettings, Places, Scope } from './scope.ts';
import { allow, EVERYTHING } from './statements.ts';

/**
 * What the role of a task needs: the four channels, the key, and where sessions are logged.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html
 */
export function taskRolePolicy({ sessions: { keyArn, logGroup, bucket } }: Scope, places: Places): Policy {
  return {
    id: 'task-role',
    title: sentence('task role: what the exec agent needs'),
    remark: undefined,
    statements: [
      allow('EcsExecChannels', CHANNELS, EVERYTHING),
      ...(keyArn === undefined ? [] : [allow('EcsExecDecrypt', ['kms:Decrypt'], [places.key])]),
      ...(logGroup === undefined ? [] : toLogGroup(logGroup, places)),
      ...(bucket === undefined ? [] : toBucket(bucket, places)),
    ],
  };
}

const CHANNELS = [
  'ssmmessages:CreateControlChannel',
  'ssmmessages:CreateDataChannel',
  'ssmmessages:OpenControlChannel',
  'ssmmessages:OpenDataChannel',
];

function toLogGroup(group: string, places: Places): readonly Statement[] {
  return [
    allow('EcsExecFindLogGroups', ['logs:DescribeLogGroups'], EVERYTHING),
    allow(
      'EcsExecWriteLog',
      ['logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents'],
      [places.logStreams(group)],
    ),
  ];
}

function toBucket({ name, prefix, isEncrypted }: BucketSettings, places: Places): readonly Statement[] {
  return [
    allow('EcsExecFindBucket', ['s3:GetBucketLocation'], EVERYTHING),
    ...(isEncrypted ? [allow('EcsExecReadEncryption', ['s3:GetEncryptionConfiguration'], [places.bucket(name)])] : []),
    allow('EcsExecWriteObjects', ['s3:PutObject'], [places.bucket(`${name}/${prefix}*`)]),
  ];
}
