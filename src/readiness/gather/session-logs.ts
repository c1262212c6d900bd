import type { Gateway } from '../../aws/api/gateway.ts';
import { execConfigurationOf } from '../../live/exec-configuration.ts';
import { sentence } from '../../text.ts';
import { type Fact, following, known, unknown } from '../model/fact.ts';
import type { FactValues, Place } from '../model/facts.ts';
import type { Asking } from './asking.ts';
import { lazily } from './lazily.ts';
import { targetOf, type TaskFacts } from './task.ts';

/** What the cluster's configuration names for sessions, and the sessions that are open. */
export interface SessionFacts {
  readonly key: () => Promise<Fact<FactValues['key']>>;
  readonly keyPolicy: () => Promise<Fact<FactValues['keyPolicy']>>;
  readonly logGroup: () => Promise<Fact<FactValues['logGroup']>>;
  readonly bucket: () => Promise<Fact<FactValues['bucket']>>;
  readonly openSessions: () => Promise<Fact<FactValues['openSessions']>>;
}

export function sessionFacts(place: Place, gateway: Gateway, asking: Asking, tasks: TaskFacts): SessionFacts {
  const { keys, logs, buckets, sessions } = gateway;
  const configuration = () => following(tasks.cluster(), (cluster) => known(execConfigurationOf(cluster)));
  const key: SessionFacts['key'] = lazily(() =>
    following(configuration(), ({ kmsKeyId }) =>
      isNamed(kmsKeyId)
        ? asking.ask({ action: 'kms:DescribeKey', ask: (signal) => keys.describe(kmsKeyId, signal) })
        : known(undefined),
    ),
  );
  const [, , , , account] = place.clusterArn.split(':');
  const policyOf = (id: string): Fact<string | undefined> | Promise<Fact<string | undefined>> =>
    id.startsWith('arn:') && id.split(':')[4] !== account
      ? // Nobody may read that of another account's key (API reference, GetKeyPolicy).
        unknown(sentence('because the key belongs to another account'))
      : asking.ask({ action: 'kms:GetKeyPolicy', ask: (signal) => keys.policy(id, signal) });
  return {
    key,
    keyPolicy: lazily(() =>
      following(configuration(), ({ kmsKeyId }) =>
        isNamed(kmsKeyId) && !kmsKeyId.includes('alias/')
          ? policyOf(kmsKeyId)
          : following(key(), (found) => (found === undefined ? known(undefined) : policyOf(found.arn))),
      ),
    ),
    logGroup: lazily(() =>
      following(configuration(), ({ logging, logConfiguration }) => {
        const name = logConfiguration?.cloudWatchLogGroupName;
        return logging === 'OVERRIDE' && isNamed(name)
          ? asking.ask({ action: 'logs:DescribeLogGroups', ask: (signal) => logs.group(name, signal) })
          : known(undefined);
      }),
    ),
    bucket: lazily(() =>
      following(configuration(), ({ logging, logConfiguration }) => {
        const name = logConfiguration?.s3BucketName;
        if (logging !== 'OVERRIDE' || !isNamed(name)) {
          return known(undefined);
        }
        // Either tells whether it exists.
        return logConfiguration?.s3EncryptionEnabled === true
          ? asking.ask({
              action: 's3:GetEncryptionConfiguration',
              ask: (signal) => buckets.bucket(name, 'encryption', signal),
            })
          : asking.ask({ action: 's3:GetBucketLocation', ask: (signal) => buckets.bucket(name, 'region', signal) });
      }),
    ),
    openSessions: lazily(() =>
      following(tasks.livingTask(), (task) => {
        const target = targetOf(task, place);
        return target === undefined
          ? known([])
          : asking.ask({ action: 'ssm:DescribeSessions', ask: (signal) => sessions.openSessions(target, signal) });
      }),
    ),
  };
}

function isNamed(name: string | undefined): name is string {
  return name !== undefined && name !== '';
}
