import { randomUUID } from 'node:crypto';
import { AwsError } from '../aws/error.ts';
import { faultError, type Faults } from '../aws/faults.ts';
import { Parameters } from '../aws/parameters.ts';
import { taskPath } from '../ecs/connection.ts';
import type { ContainerInfo, DecryptRequest } from '../gateway/api.ts';
import { accessDenied } from '../iam/enforce.ts';
import { policiesOfRole, principalContext } from '../iam/principals.ts';
import { authorizeByResource } from '../iam/resource-policy.ts';
import type { World } from '../world/world.ts';
import { decryptDataKey, keyOfCiphertext } from './data-keys.ts';
import { encryptionContext } from './describe.ts';
import { kms } from './service.ts';

/**
 * The call of `kms:Decrypt` with which an agent gets its session's data key, with the rights of the task role and from
 * where the task is. Faults of that operation strike it as they strike calls that come over the network. It throws
 * errors as the agent's SDK words them.
 */
export function agentDecrypt(world: World, faults: Faults): (request: DecryptRequest) => Buffer {
  const service = kms(world);
  return (request) => {
    const { kmsKeyId, ciphertext, context, container } = request;
    const call = { operation: 'Decrypt', input: new Parameters({ KeyId: kmsKeyId }) };
    try {
      const fault = faults.take(call);
      if (fault === 'reset' || !hasPath(world, container)) {
        throw new AwsError('RequestError', 'send request failed');
      }
      if (fault !== undefined) {
        throw faultError(fault, service, call, roleSession(container));
      }
      refuseForbidden(world, request);
      return decryptDataKey(world, ciphertext, context, kmsKeyId).plaintext;
    } catch (error) {
      if (!(error instanceof AwsError)) {
        throw error;
      }
      throw new Error(`${error.code}: ${error.message}\n\tstatus code: ${error.status}, request id: ${randomUUID()}`, {
        cause: error,
      });
    }
  };
}

function hasPath(world: World, { taskArn }: ContainerInfo): boolean {
  const [clusterName = '', id = ''] = taskArn.split('/').slice(-2);
  const task = world.clusters.get(clusterName)?.tasks.get(id);
  return task === undefined || taskPath(world, task, 'kms').isOpen;
}

/** A role that the world does not know may do what it likes: its rights were looked at when it connected. */
function refuseForbidden(world: World, { ciphertext, context, container }: DecryptRequest): void {
  const role = [...world.iam.roles.values()].find(({ arn }) => arn === container.taskRoleArn);
  const key = keyOfCiphertext(world, ciphertext);
  if (role === undefined || key === undefined) {
    return;
  }
  const need = { action: 'kms:Decrypt', resources: [key.arn] };
  const request = {
    action: need.action,
    resource: key.arn,
    context: principalContext(role.arn, role.id).with({
      'aws:RequestedRegion': world.region,
      ...encryptionContext(context),
    }),
  };
  const authorization = authorizeByResource(policiesOfRole(world.iam, role), key.policy, request, role.arn);
  if (authorization.decision !== 'allowed') {
    throw accessDenied(roleSession(container), need, key.arn, authorization);
  }
}

/** ARN of the task role's session that the container's credentials belong to. */
function roleSession({ taskRoleArn = '', taskArn }: ContainerInfo): string {
  const taskId = taskArn.slice(taskArn.lastIndexOf('/') + 1);
  const session = taskRoleArn.replace(':iam:', ':sts:').replace(/:role\/(.*\/)?/, ':assumed-role/');
  return `${session}/${taskId}`;
}
