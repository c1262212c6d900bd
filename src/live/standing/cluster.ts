import type { Cluster } from '../../aws/api/clusters.ts';
import { sentence, type Text } from '../../text.ts';
import { type Remark, type Standing, standingOf } from './standing.ts';

/** How a cluster is, and how much is in it. */
export function clusterStanding(cluster: Cluster): Standing {
  if (cluster.status === 'MISSING') {
    return standingOf([{ mood: 'bad', text: sentence('does not exist') }]);
  }
  if (cluster.status === 'UNKNOWN') {
    return standingOf([{ mood: 'good', text: sentence('not described') }]);
  }
  const { activeServices, runningTasks, pendingTasks } = cluster;
  const nothing = activeServices + runningTasks + pendingTasks === 0;
  const remarks: readonly (Remark | undefined)[] = [
    statusOf(cluster.status),
    nothing ? { mood: 'idle', text: sentence('empty') } : undefined,
    nothing ? undefined : { mood: 'good', text: sentence('{0} running', runningTasks) },
    pendingTasks === 0 ? undefined : { mood: 'good', text: sentence('{0} pending', pendingTasks) },
    activeServices === 0 ? undefined : { mood: 'good', text: servicesInWords(activeServices) },
  ];
  return standingOf(remarks.filter((remark) => remark !== undefined));
}

function servicesInWords(count: number): Text {
  return count === 1 ? sentence('1 service') : sentence('{0} services', count);
}

/** Source: API reference, Cluster, `status`. */
function statusOf(status: string): Remark | undefined {
  switch (status) {
    case 'ACTIVE':
      return undefined;
    case 'PROVISIONING':
      return { mood: 'busy', text: sentence('provisioning') };
    case 'DEPROVISIONING':
      return { mood: 'warning', text: sentence('deprovisioning') };
    case 'FAILED':
      return { mood: 'bad', text: sentence('capacity providers failed') };
    case 'INACTIVE':
      return { mood: 'warning', text: sentence('deleted') };
    default:
      return { mood: 'warning', text: sentence('{0}', status) };
  }
}
