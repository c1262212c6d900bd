import { lastPart } from '../../arn.ts';
import type { Container, Task } from '../../aws/api/tasks.ts';
import type { LogSubject } from '../../live/logs/sources.ts';
import type { Connections } from '../connections/connections.ts';
import type { OpenLogs } from '../memory/open-things.ts';
import type { LogRequest } from './log-terminal.ts';

/** What the next window has to know to show the same logs. */
export function keptOf({ key, name, title, subject, connection }: LogRequest): OpenLogs {
  const shown = { connection: connection.key, key, name, title };
  if (subject.kind === 'service') {
    const { clusterArn: cluster, service: of } = subject;
    return { ...shown, cluster, of, definition: undefined, containers: [], isStopped: false };
  }
  const { task, containers } = subject;
  return {
    ...shown,
    cluster: task.clusterArn,
    of: task.arn,
    definition: task.definition,
    containers: containers.map((container) => container.name),
    isStopped: task.lastStatus === 'STOPPED',
  };
}

/** The request of which that was kept; undefined where its connection is not known any more. */
export function requestOfKept(kept: OpenLogs, connections: Connections): LogRequest | undefined {
  const connection = connections.again(kept.connection);
  const { key, name, title, containers } = kept;
  const isService = kept.definition === undefined;
  return (
    connection && {
      key,
      name,
      title,
      subject: subjectOf(kept),
      style: { withTask: isService, withContainer: isService || containers.length > 1 },
      connection,
    }
  );
}

function subjectOf({ cluster, of, definition, containers, isStopped }: OpenLogs): LogSubject {
  if (definition === undefined) {
    return { kind: 'service', clusterArn: cluster, service: of };
  }
  const status = isStopped ? 'STOPPED' : 'UNKNOWN';
  const those = containers.map((name) => unknownContainer(name, status));
  return { kind: 'task', task: unknownTask({ arn: of, cluster, definition, status }, those), containers: those };
}

/** A task of which no more is known: AWS is asked for it, and may have forgotten it. */
function unknownTask(
  { arn, cluster, definition, status }: Readonly<Record<'arn' | 'cluster' | 'definition' | 'status', string>>,
  containers: readonly Container[],
): Task {
  return {
    arn,
    id: lastPart(arn),
    clusterArn: cluster,
    group: undefined,
    definition,
    lastStatus: status,
    desiredStatus: status,
    launchType: undefined,
    capacityProvider: undefined,
    platformFamily: undefined,
    createdAt: undefined,
    startedAt: undefined,
    zone: undefined,
    health: 'UNKNOWN',
    startedBy: undefined,
    execEnabled: false,
    containers,
  };
}

function unknownContainer(name: string, lastStatus: string): Container {
  return { arn: '', name, image: undefined, lastStatus, health: 'UNKNOWN', execAgent: undefined };
}
