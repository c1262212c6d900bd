import type { Container, Task } from '@aws-sdk/client-ecs';
import type { ContainerInfo } from '../gateway/api.ts';
import type { World } from '../world/world.ts';

/** Whether the container's exec agent is up. */
export function isReady(task: Task, { lastStatus, managedAgents = [] }: Container): boolean {
  const agent = managedAgents.find(({ name }) => name === 'ExecuteCommandAgent');
  const running = [task.lastStatus, lastStatus, agent?.lastStatus].every((status) => status === 'RUNNING');
  return running && task.enableExecuteCommand === true;
}

/** What the gateway has to know of the container that a session is for. */
export function containerInfo(world: World, task: Task, container: Container): ContainerInfo {
  const { clusterArn = '', taskArn = '', taskDefinitionArn = '' } = task;
  const { containerArn = '', name = '', runtimeId = '' } = container;
  const { taskRoleArn, containerDefinitions } = world.taskDefinitions.get(taskDefinitionArn)?.description ?? {};
  const definition = containerDefinitions?.find((candidate) => candidate.name === name);
  const variables = (definition?.environment ?? []).map((variable) => [variable.name ?? '', variable.value ?? ''] as const);
  return { clusterArn, taskArn, containerArn, name, runtimeId, environment: Object.fromEntries(variables), taskRoleArn };
}
