import { createHash } from 'node:crypto';
import type { ContainerInfo } from '../api.ts';

/**
 * The environment of a process in the container: what an image and ECS would put there, and nothing of the
 * machine that the simulator runs on. `home` stands in for root's home, so that shells read no one's dotfiles.
 */
export function containerEnvironment(
  container: ContainerInfo,
  region: string,
  home: string,
  path: string,
): Record<string, string> {
  return {
    PATH: path,
    LANG: 'C.UTF-8',
    // What a shell shows to root, whoever runs the simulator.
    PS1: '# ',
    ...container.environment,
    ...ecsEnvironment(container, region),
    HOME: home,
    TERM: 'xterm-256color',
  };
}

/** https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-metadata-endpoint-v4-fargate.html */
function ecsEnvironment({ taskArn, runtimeId }: ContainerInfo, region: string): Record<string, string> {
  const digest = createHash('sha256').update(taskArn).digest();
  return {
    HOSTNAME: `ip-10-0-${digest.readUInt8(0)}-${digest.readUInt8(1)}.${region}.compute.internal`,
    AWS_EXECUTION_ENV: 'AWS_ECS_FARGATE',
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    ECS_AGENT_URI: `http://169.254.170.2/api/${runtimeId}`,
    ECS_CONTAINER_METADATA_URI: `http://169.254.170.2/v3/${runtimeId}`,
    ECS_CONTAINER_METADATA_URI_V4: `http://169.254.170.2/v4/${runtimeId}`,
    AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: `/v2/credentials/${digest.toString('hex', 0, 16)}`,
  };
}
