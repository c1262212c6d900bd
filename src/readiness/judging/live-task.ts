import { lastPart } from '../../arn.ts';
import type { ContainerDescription, ServiceDescription, TaskDescription } from '../../aws/api/details.ts';
import type { Fact } from '../model/fact.ts';
import type { Place } from '../model/facts.ts';
import type { Mend } from '../model/mend.ts';

/** The task's id as people know it. */
export function idOf({ taskArn }: Place): string {
  return lastPart(taskArn).slice(0, 8);
}

export function containerOf(task: TaskDescription, { container }: Place): ContainerDescription | undefined {
  return task.containers?.find(({ name }) => name === container);
}

/** As `agentState` and `lifeOf` take it. */
export function asContainer({ name = '', image, lastStatus = 'UNKNOWN', managedAgents }: ContainerDescription): {
  readonly name: string;
  readonly image: string | undefined;
  readonly lastStatus: string;
  readonly execAgent: { readonly status: string; readonly reason: string | undefined } | undefined;
} {
  const agent = managedAgents?.find((each) => each.name === 'ExecuteCommandAgent');
  return {
    name,
    image,
    lastStatus,
    execAgent: agent && { status: agent.lastStatus ?? 'UNKNOWN', reason: agent.reason },
  };
}

export function asTask({ lastStatus = 'UNKNOWN', desiredStatus = 'UNKNOWN' }: TaskDescription): {
  readonly lastStatus: string;
  readonly desiredStatus: string;
} {
  return { lastStatus, desiredStatus };
}

export function isOnFargate({ launchType, capacityProviderName }: TaskDescription): boolean {
  return launchType === undefined ? /^FARGATE/.test(capacityProviderName ?? '') : launchType === 'FARGATE';
}

/** Replaces the tasks of the service that started the task; none where it is not known, or there is none. */
export function replaceTasks(service: Fact<ServiceDescription | undefined>, { clusterArn }: Place): readonly Mend[] {
  const serviceArn = service.state === 'known' ? service.value?.serviceArn : undefined;
  return serviceArn === undefined ? [] : [{ kind: 'force-new-deployment', clusterArn, serviceArn }];
}

/** The task's containers that have a running exec agent, but this. */
export function otherContainers(task: TaskDescription, { container }: Place): readonly Mend[] {
  return (task.containers ?? [])
    .map(asContainer)
    .filter(({ name, execAgent }) => name !== container && name !== '' && execAgent?.status === 'RUNNING')
    .map(({ name }) => ({ kind: 'other-container', container: name }));
}
