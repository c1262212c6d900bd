import { LONGEST_TEXT, type Origin } from '../api.ts';
import { INPUT } from '../notation/notation.ts';
import type { Value } from '../syntax/value.ts';
import { hasAny, isAllOf } from './all-of.ts';
import { Cluster, isDescribedCluster } from './cluster.ts';
import type { ClusterSubject, Recognizer } from './subject.ts';

/** Beside the name of a cluster, these say that it is one of ECS. */
const TELLING_PROPERTIES = [
  'configuration',
  'settings',
  'capacityProviders',
  'defaultCapacityProviderStrategy',
  'serviceConnectDefaults',
] as const;

/** Clusters: the input of CreateCluster and UpdateCluster, and what DescribeClusters prints. */
export const clusters: Recognizer = {
  kinds: ['cluster'],
  names: ['executeCommandConfiguration', 'clusterName', 'clusters'],
  mayHold: (text) => text.length <= LONGEST_TEXT,
  recognize(root) {
    const described = describedIn(root);
    if (described.length > 0) {
      return described.map((value) => clusterIn(value, 'described'));
    }
    return isCluster(root) ? [clusterIn(root, 'input')] : [];
  },
};

function clusterIn(value: Value, origin: Origin): ClusterSubject {
  return { kind: 'cluster', origin, isWhole: true, notation: INPUT, value, cluster: new Cluster(value, origin) };
}

/** Other services have clusters with a name and a configuration, too, and more that ECS does not know. */
function isCluster(value: Value): boolean {
  if (value.kind !== 'object') {
    return false;
  }
  const hasExec = value.get('configuration', 'executeCommandConfiguration').kind === 'object';
  const isNamed = value.get('clusterName').kind === 'string' && hasAny(value, TELLING_PROPERTIES);
  return (hasExec || isNamed) && isAllOf(value, 'Cluster');
}

/** What DescribeClusters prints, or CreateCluster and UpdateCluster in answer. */
function describedIn(root: Value): readonly Value[] {
  const answer = root.kind === 'object' ? root.get('cluster') : root;
  if (isDescribedCluster(answer)) {
    return [answer];
  }
  const list = root.kind === 'object' ? root.get('clusters') : root;
  return list.kind === 'array' && list.children.every(isDescribedCluster) ? list.children : [];
}
