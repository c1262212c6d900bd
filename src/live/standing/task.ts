import type { Service } from '../../aws/api/clusters.ts';
import type { Task } from '../../aws/api/tasks.ts';
import { sentence, type Text } from '../../text.ts';
import { age } from './age.ts';
import { hasSeveralRevisions } from './service.ts';
import { type Remark, type Standing, standingOf } from './standing.ts';

/**
 * How a task is, and what tells it from the others of its service: its age, its revision where there are several, its
 * zone. Of a standalone task, whose service is undefined, what it is.
 */
export function taskStanding(task: Task, service: Service | undefined, now: Date): Standing {
  const since = task.startedAt ?? task.createdAt;
  const remarks: readonly (Remark | undefined)[] = [
    stateOf(task),
    task.health === 'UNHEALTHY' ? { mood: 'bad', text: sentence('unhealthy') } : undefined,
    task.execEnabled ? undefined : { mood: 'off', text: sentence('exec off') },
    ...[
      service === undefined ? sentence('{0}', task.definition) : undefined,
      service === undefined ? groupOf(task) : undefined,
      since && age(since, now),
      service && revisionAmong(task, service),
      task.zone === undefined ? undefined : sentence('{0}', shortZone(task.zone)),
      isSpot(task) ? sentence('Spot') : undefined,
    ].map((text): Remark | undefined => text && { mood: 'good', text }),
  ];
  return standingOf(remarks.filter((remark) => remark !== undefined));
}

/** The group that whoever ran it has named; ECS itself names it after its family. */
function groupOf({ group, definition }: Task): Text | undefined {
  const [family = ''] = definition.split(':');
  return group === undefined || group === `family:${family}` ? undefined : sentence('{0}', group);
}

/** The zone as people say it in its region: `1a` of `eu-central-1a`, `2-lax-1a` of `us-west-2-lax-1a`. */
function shortZone(zone: string): string {
  return zone.replace(/^[a-z]+(-[a-z]+)+-(?=\d)/, '');
}

/** Whether AWS may take back what the task runs on. Of providers of one's own the names tell nothing. */
function isSpot({ capacityProvider }: Pick<Task, 'capacityProvider'>): boolean {
  return capacityProvider === 'FARGATE_SPOT';
}

/** Source: AmazonECS developer guide, "task lifecycle". */
function stateOf({ lastStatus, desiredStatus }: Task): Remark | undefined {
  const isEnding = desiredStatus === 'STOPPED';
  switch (lastStatus) {
    case 'RUNNING':
      return isEnding ? { mood: 'busy', text: sentence('stopping') } : undefined;
    case 'PROVISIONING':
    case 'PENDING':
    case 'ACTIVATING':
      return { mood: 'busy', text: isEnding ? sentence('stopping') : inWords(lastStatus) };
    case 'DEACTIVATING':
    case 'STOPPING':
    case 'DEPROVISIONING':
      return { mood: 'busy', text: inWords(lastStatus) };
    default:
      return { mood: 'idle', text: inWords(lastStatus) };
  }
}

function inWords(status: string): Text {
  switch (status) {
    case 'PROVISIONING':
      return sentence('provisioning');
    case 'PENDING':
      return sentence('pending');
    case 'ACTIVATING':
      return sentence('activating');
    case 'DEACTIVATING':
      return sentence('deactivating');
    case 'STOPPING':
      return sentence('stopping');
    case 'DEPROVISIONING':
      return sentence('deprovisioning');
    case 'STOPPED':
      return sentence('stopped');
    default:
      return sentence('{0}', status);
  }
}

/** The revision, where tasks of several run, or where it is not the service's. */
function revisionAmong({ definition }: Task, service: Service): Text | undefined {
  const differs = service.definition !== undefined && service.definition !== definition;
  return differs || hasSeveralRevisions(service)
    ? sentence('revision {0}', definition.slice(definition.lastIndexOf(':') + 1))
    : undefined;
}
