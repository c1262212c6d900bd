import { randomBytes } from 'node:crypto';
import { AwsError } from '../aws/error.ts';
import type { Operation } from '../aws/protocol.ts';
import { required } from '../aws/required.ts';
import { whyNotConnected } from '../ecs/connection.ts';
import { containerInfo, isReady } from '../ecs/container-info.ts';
import type { Gateway } from '../gateway/api.ts';
import type { World } from '../world/world.ts';
import { fillDocument } from './documents.ts';
import { findTarget } from './target.ts';

/**
 * Forwards ports of containers. Where no document is named AWS starts a shell; the simulator leaves that to ECS Exec.
 */
export function startSession(world: World, gateway: Gateway): Operation {
  return (input, { host }) => {
    const target = required(input, 'Target', 400);
    const parameters = fillDocument(
      input.text('DocumentName') ?? 'SSM-SessionManagerRunShell',
      input.textsMap('Parameters') ?? {},
    );
    const found = findTarget(world, target);
    if (
      found === undefined ||
      !isReady(found.task.description, found.container) ||
      whyNotConnected(world, found.task, found.container) !== undefined
    ) {
      // The sentence is AWS's own: session-manager-plugin#5.
      throw new AwsError('TargetNotConnected', `${target} is not connected.`);
    }
    const { sessionId, tokenValue, streamUrl } = gateway.open({
      sessionId: `${world.user.slice(world.user.lastIndexOf('/') + 1)}-${randomBytes(9).toString('hex').slice(0, 17)}`,
      purpose: {
        kind: 'port',
        portNumber: parameters.get('portNumber') ?? '',
        localPortNumber: parameters.get('localPortNumber') ?? '',
        host: parameters.get('host'),
      },
      container: containerInfo(world, found.task, found.container),
      hostHeader: host,
    });
    return { SessionId: sessionId, TokenValue: tokenValue, StreamUrl: streamUrl };
  };
}
