import { lastPart } from '../arn.ts';
import type { ExecConfiguration } from '../aws/api/details.ts';
import type { Gateway } from '../aws/api/gateway.ts';
import type { Scope, SessionSettings } from '../policies/scope.ts';
import { execConfigurationOf } from './exec-configuration.ts';

/** What policies are wanted for: a cluster, and what of it. */
export interface PolicySubject {
  readonly clusterArn: string;
  /** The id of a task; undefined for all tasks. */
  readonly task: string | undefined;
  /** Empty for all. */
  readonly containers: readonly string[];
}

/**
 * What is known of a live cluster for its policies. What may not be asked is left open; rejects with a `Problem` where
 * the cluster itself cannot be looked at for another reason.
 */
export async function scopeOfCluster(
  { clusterArn, task, containers }: PolicySubject,
  gateway: Pick<Gateway, 'connection' | 'details' | 'keys'>,
  signal?: AbortSignal,
): Promise<Scope> {
  // A favourite that AWS has not told of is known by its name alone.
  const [, partition, region, account] = /^arn:([a-z-]+):ecs:([a-z0-9-]+):(\d{12}):/.exec(clusterArn) ?? [];
  const cluster = await gateway.details.cluster(clusterArn, signal);
  return {
    partition,
    region: region ?? gateway.connection.region,
    account: account ?? gateway.connection.account,
    cluster: lastPart(clusterArn),
    task,
    containers,
    sessions: await sessionsOf(execConfigurationOf(cluster), gateway, signal),
  };
}

async function sessionsOf(
  { kmsKeyId, logging, logConfiguration }: ExecConfiguration,
  gateway: Pick<Gateway, 'keys'>,
  signal: AbortSignal | undefined,
): Promise<SessionSettings> {
  const target = logging === 'OVERRIDE' ? logConfiguration : undefined;
  const bucket = target?.s3BucketName;
  return {
    keyArn: kmsKeyId === undefined ? undefined : await arnOfKey(kmsKeyId, gateway, signal),
    logGroup: target?.cloudWatchLogGroupName,
    bucket:
      bucket === undefined
        ? undefined
        : { name: bucket, prefix: target?.s3KeyPrefix ?? '', isEncrypted: target?.s3EncryptionEnabled === true },
  };
}

/** An alias or an ID tells no ARN, and a policy for an alias allows nothing. Empty where it cannot be found out. */
async function arnOfKey(
  kmsKeyId: string,
  { keys }: Pick<Gateway, 'keys'>,
  signal: AbortSignal | undefined,
): Promise<string> {
  if (/^arn:[a-z-]+:kms:[^:]*:\d*:key\//.test(kmsKeyId)) {
    return kmsKeyId;
  }
  try {
    const key = await keys.describe(kmsKeyId, signal);
    return key?.arn ?? '';
  } catch {
    signal?.throwIfAborted();
    return '';
  }
}
