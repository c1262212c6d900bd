import type { Container, ExecuteCommandCommandOutput, Task } from '@aws-sdk/client-ecs';
import { AwsError } from '../aws/error.ts';
import type { Operation } from '../aws/protocol.ts';
import type { ContainerInfo, Gateway } from '../gateway/api.ts';
import type { World, WorldCluster } from '../world/world.ts';
import { whyNotConnected } from './connection.ts';
import { containerInfo, isReady } from './container-info.ts';
import { findCluster, nameTask } from './identifiers.ts';
import { refusalOfSessionLogs } from './session-logs.ts';

/** AWS's own sentence (aws-cli#8080). */
const NOT_CONNECTED = 'The execute command failed due to an internal error. Try again later.';

/** AWS's own sentence, with its typographic apostrophe (keidarcy/e1s#206). */
const NOT_ENABLED =
  'The execute command failed because execute command was not enabled when the task was run or the execute command ' +
  'agent isn’t running. Wait and try again or run a new task with execute command enabled and try again.';

export function executeCommand(world: World, gateway: Gateway): Operation {
  return (input, { host }) => {
    const cluster = findCluster(world, input.text('cluster'));
    const command = input.text('command');
    if (!command) {
      throw invalid('Command can not be blank.');
    }
    // The sentence is AWS's own: boto3#2822.
    if (input.flag('interactive') !== true) {
      throw invalid('Interactive is the only mode supported currently.');
    }
    const { found } = nameTask(world, cluster, input.text('task') ?? '');
    // AWS's own sentences for an unknown task and for an unknown, or a missing, container are not on record.
    if (found === undefined) {
      throw invalid('The specified task was not found.');
    }
    const { description: task } = found;
    const container = findContainer(task, input.text('container'));
    if (!isReady(task, container)) {
      throw invalid(NOT_ENABLED);
    }
    if (whyNotConnected(world, found, container) !== undefined) {
      throw new AwsError('TargetNotConnectedException', NOT_CONNECTED);
    }
    const info = containerInfo(world, found, container);
    refuseTooMany(gateway, info);
    return {
      clusterArn: task.clusterArn,
      taskArn: task.taskArn,
      containerArn: container.containerArn,
      containerName: container.name,
      interactive: true,
      session: gateway.open({
        purpose: {
          kind: 'command',
          command,
          kmsKeyId: kmsKeyOf(cluster),
          refusal: refusalOfSessionLogs(world, cluster, found),
        },
        container: info,
        hostHeader: host,
      }),
    } satisfies Omit<ExecuteCommandCommandOutput, '$metadata'>;
  };
}

function findContainer({ containers = [] }: Task, name: string | undefined): Container {
  if (name === undefined && containers.length > 1) {
    throw invalid('A container name is required for a task with more than one container.');
  }
  const container = name === undefined ? containers[0] : containers.find((candidate) => candidate.name === name);
  if (container === undefined) {
    throw invalid(`The container ${name ?? ''} was not found in the task.`);
  }
  return container;
}

function kmsKeyOf({ description }: WorldCluster): string | undefined {
  return description.configuration?.executeCommandConfiguration?.kmsKeyId;
}

/** A session counts from its client's arrival to its end, with or without a client. The sentence is AWS's own. */
function refuseTooMany({ agent, sessions }: Gateway, { containerArn }: ContainerInfo): void {
  const limit = agent.sessionsPerContainer;
  const running = [...sessions.values()].filter(
    ({ container, state }) => container.containerArn === containerArn && state !== 'waiting' && state !== 'ended',
  );
  if (running.length >= limit) {
    throw new AwsError(
      'ClientException',
      `Unable to start new execute sessions because the maximum session limit of ${limit} has been reached.`,
    );
  }
}

function invalid(message: string): AwsError {
  return new AwsError('InvalidParameterException', message);
}
