import type { Container, Task } from '@aws-sdk/client-ecs';
import { AwsError } from '../aws/error.ts';
import type { ContainerImage, ContainerInfo } from '../gateway/api.ts';
import type { World, WorldImage, WorldTask } from '../world/world.ts';
import { taskRole } from './task-role.ts';

/** Whether the container's exec agent is up. */
export function isReady(task: Task, { lastStatus, managedAgents = [] }: Container): boolean {
  const agent = managedAgents.find(({ name }) => name === 'ExecuteCommandAgent');
  const running = [task.lastStatus, lastStatus, agent?.lastStatus].every((status) => status === 'RUNNING');
  return running && task.enableExecuteCommand === true;
}

/** What the gateway has to know of the container that a session is for. */
export function containerInfo(world: World, { description, images }: WorldTask, container: Container): ContainerInfo {
  const { clusterArn = '', taskArn = '', taskDefinitionArn = '' } = description;
  const { containerArn = '', name = '', runtimeId = '' } = container;
  const { containerDefinitions } = world.taskDefinitions.get(taskDefinitionArn)?.description ?? {};
  const definition = containerDefinitions?.find((candidate) => candidate.name === name);
  const variables = (definition?.environment ?? []).map(
    (variable) => [variable.name ?? '', variable.value ?? ''] as const,
  );
  const environment = Object.fromEntries(variables);
  return {
    clusterArn,
    taskArn,
    containerArn,
    name,
    runtimeId,
    environment,
    taskRoleArn: taskRole(world, description)?.role.arn,
    image: findImage(world, images.get(name)),
  };
}

function findImage({ shells }: World, { shell, programs }: WorldImage = {}): ContainerImage {
  if (shell === undefined || shell === false) {
    return { shell, programs };
  }
  const program = shells.get(shell);
  if (program === undefined) {
    throw new AwsError('ServerException', `The simulator has no ${shell} on this machine.`, 500);
  }
  return { shell: program, programs };
}
