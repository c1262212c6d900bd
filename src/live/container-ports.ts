import type { TaskDefinition } from '../aws/api/task-definitions.ts';

/** The TCP ports that a task definition says a container listens on; in its order. */
export function tcpPorts({ containerDefinitions = [] }: TaskDefinition, container: string): readonly number[] {
  const { portMappings = [] } = containerDefinitions.find(({ name }) => name === container) ?? {};
  return portMappings.flatMap(({ containerPort, protocol }) =>
    containerPort === undefined || protocol === 'udp' ? [] : [containerPort],
  );
}
