import type { ClusterDescription, ExecConfiguration } from '../../aws/api/details.ts';
import { sentence } from '../../text.ts';
import { fact, joined, type Line, type Sheet } from './sheet.ts';
import { lowered, strategyInWords } from './words.ts';

/** What there is to read about a cluster. */
export function clusterSheet(cluster: ClusterDescription): Sheet {
  const exec = cluster.configuration?.executeCommandConfiguration;
  return {
    title: sentence('Cluster {0}', cluster.clusterName ?? ''),
    sections: [
      { lines: summary(cluster) },
      { title: sentence('ECS Exec'), lines: execLines(exec) },
      {
        title: sentence('Settings'),
        lines: (cluster.settings ?? []).flatMap(({ name = '', value }) =>
          fact(name === 'containerInsights' ? sentence('Container Insights') : sentence('{0}', name), value),
        ),
      },
    ],
  };
}

function summary(cluster: ClusterDescription): readonly Line[] {
  const { status, activeServicesCount = 0, runningTasksCount = 0, pendingTasksCount = 0 } = cluster;
  const instances = cluster.registeredContainerInstancesCount ?? 0;
  return [
    ...(status === 'ACTIVE' || status === undefined ? [] : fact(sentence('Status'), lowered(status))),
    ...fact(sentence('Services'), activeServicesCount),
    ...fact(sentence('Tasks'), sentence('{0} running, {1} pending', runningTasksCount, pendingTasksCount)),
    ...fact(sentence('Container instances'), instances),
    ...fact(sentence('Capacity providers'), (cluster.capacityProviders ?? []).join(', ')),
    ...fact(sentence('Default strategy'), strategyInWords(cluster.defaultCapacityProviderStrategy)),
    ...fact(sentence('Service Connect namespace'), cluster.serviceConnectDefaults?.namespace),
    ...fact(sentence('ARN'), cluster.clusterArn),
  ];
}

/** Source: API reference, ExecuteCommandConfiguration. */
function execLines({ kmsKeyId, logging = 'DEFAULT', logConfiguration }: ExecConfiguration = {}): readonly Line[] {
  const targets = joined([
    logConfiguration?.cloudWatchLogGroupName === undefined
      ? undefined
      : sentence('log group {0}', logConfiguration.cloudWatchLogGroupName),
    logConfiguration?.s3BucketName === undefined ? undefined : sentence('bucket {0}', logConfiguration.s3BucketName),
  ]);
  return [
    ...fact(
      sentence('Sessions are logged'),
      logging === 'NONE'
        ? sentence('nowhere')
        : logging === 'OVERRIDE' && targets !== undefined
          ? sentence('in {0}', targets)
          : sentence('as the task definition logs each container'),
    ),
    ...fact(
      sentence('Sessions are encrypted'),
      kmsKeyId === undefined ? sentence('by TLS') : sentence('by TLS and the KMS key {0}', kmsKeyId),
    ),
  ];
}
