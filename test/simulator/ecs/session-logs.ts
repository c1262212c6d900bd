import { randomBytes, randomUUID } from 'node:crypto';
import { accessDenied } from '../iam/enforce.ts';
import { groupKey } from '../world/log-groups.ts';
import type { World, WorldCluster, WorldTask } from '../world/world.ts';
import { roleMay, taskPath } from './connection.ts';
import { taskRole } from './task-role.ts';

/** The agent's own sentences: agent/session/config and the shell plugin of aws/amazon-ssm-agent. */
const GROUP_NOT_ENCRYPTED =
  "We couldn't start the session because encryption is not set up on the selected CloudWatch Logs log group. Either " +
  'encrypt the log group or choose an option to enable logging without encryption.';
const BUCKET_NOT_ENCRYPTED =
  "We couldn't start the session because encryption is not set up on the selected Amazon S3 bucket. Either encrypt " +
  'the bucket or choose an option to enable logging without encryption.';
const BUCKET_UNKNOWN =
  "Couldn't start the session because we are unable to validate encryption on Amazon S3 bucket. Error: ";

/**
 * What the agent says where the log of a session must be encrypted and it cannot make sure that it is; undefined where
 * the session may start. A log that need not be encrypted never keeps a session from starting: it is just not written.
 */
export function refusalOfSessionLogs(world: World, cluster: WorldCluster, task: WorldTask): string | undefined {
  const { logging, logConfiguration } = cluster.description.configuration?.executeCommandConfiguration ?? {};
  if (logging !== 'OVERRIDE' || logConfiguration === undefined) {
    return undefined;
  }
  const { cloudWatchEncryptionEnabled, cloudWatchLogGroupName: group } = logConfiguration;
  if (cloudWatchEncryptionEnabled === true && group !== undefined && !isGroupEncrypted(world, task, group)) {
    return GROUP_NOT_ENCRYPTED;
  }
  const { s3EncryptionEnabled, s3BucketName: bucket } = logConfiguration;
  return s3EncryptionEnabled === true && bucket !== undefined ? refusalOfBucket(world, task, bucket) : undefined;
}

/** A group that cannot be looked up is as good as one that is not encrypted. */
function isGroupEncrypted(world: World, task: WorldTask, name: string): boolean {
  const role = taskRole(world, task.description)?.role;
  return (
    role !== undefined &&
    roleMay(world, role, 'logs:DescribeLogGroups').decision === 'allowed' &&
    taskPath(world, task, 'logs').isOpen &&
    world.logs.get(groupKey(world.region, name))?.kmsKeyId !== undefined
  );
}

function refusalOfBucket(world: World, task: WorldTask, name: string): string | undefined {
  const found = taskRole(world, task.description);
  const arn = `arn:aws:s3:::${name}`;
  const action = 's3:GetEncryptionConfiguration';
  if (!taskPath(world, task, 's3').isOpen) {
    return `${BUCKET_UNKNOWN}RequestError: send request failed`;
  }
  const authorization = found && roleMay(world, found.role, action, arn);
  if (found !== undefined && authorization !== undefined && authorization.decision !== 'allowed') {
    const taskId = task.description.taskArn?.split('/').at(-1) ?? '';
    const session = `arn:aws:sts::${world.account}:assumed-role/${found.role.name}/${taskId}`;
    const need = { action, resources: [arn], called: `"${arn}"` };
    return failed('AccessDenied', accessDenied(session, need, arn, authorization).message, 403);
  }
  const bucket = world.buckets.get(name);
  if (bucket === undefined) {
    return failed('NoSuchBucket', 'The specified bucket does not exist', 404);
  }
  return bucket.encryption === undefined ? BUCKET_NOT_ENCRYPTED : undefined;
}

/** An error of S3 as the agent's SDK words it. */
function failed(code: string, message: string, status: number): string {
  const host = randomBytes(48).toString('base64');
  return `${BUCKET_UNKNOWN}${code}: ${message}\n\tstatus code: ${status}, request id: ${randomUUID()}, host id: ${host}`;
}
