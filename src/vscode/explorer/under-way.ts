import type { Service } from '../../aws/api/clusters.ts';
import type { Task } from '../../aws/api/tasks.ts';
import type { ListNode } from './nodes.ts';

/** What changes when the list below a node does. */
export function markOf(node: ListNode): string {
  switch (node.kind) {
    case 'connection':
      return '';
    case 'cluster':
      return String(node.cluster.activeServices);
    case 'service':
      return serviceMark(node.service);
    case 'stopped':
      return markOf(node.parent);
    case 'standalone':
      return `${node.parent.cluster.runningTasks} ${node.parent.cluster.pendingTasks}`;
  }
}

function serviceMark({ running, pending, desired, lastEvent, rollouts }: Service): string {
  return JSON.stringify([running, pending, desired, lastEvent?.id, rollouts.map(({ id, state }) => [id, state])]);
}

/** Whether something is under way in a service. */
export function isServiceBusy({ status, scheduling, desired, running, pending, rollouts }: Service): boolean {
  const isOnTheWay = pending > 0 || (scheduling !== 'DAEMON' && running !== desired);
  return status === 'ACTIVE' && (isOnTheWay || rollouts.some(({ state }) => state === 'IN_PROGRESS'));
}

/** Whether a task starts or stops. */
export function isTaskBusy({ lastStatus, desiredStatus, containers }: Task): boolean {
  return (
    (lastStatus !== 'RUNNING' && lastStatus !== 'STOPPED') ||
    (desiredStatus === 'STOPPED' && lastStatus !== 'STOPPED') ||
    containers.some(({ execAgent }) => execAgent?.status === 'PENDING')
  );
}
