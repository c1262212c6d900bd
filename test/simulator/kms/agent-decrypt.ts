import { randomUUID } from 'node:crypto';
import { AwsError } from '../aws/error.ts';
import { faultError, type Faults } from '../aws/faults.ts';
import { Parameters } from '../aws/parameters.ts';
import type { ContainerInfo, DecryptRequest } from '../gateway/api.ts';
import type { Keys } from '../world/keys.ts';
import { decryptDataKey } from './data-keys.ts';
import { kms } from './service.ts';

/**
 * The call of `kms:Decrypt` with which an agent gets its session's data key. Faults of that operation strike it as
 * they strike calls that come over the network. It throws errors as the agent's SDK words them.
 */
export function agentDecrypt(world: Keys, faults: Faults): (request: DecryptRequest) => Buffer {
  const service = kms(world);
  return ({ kmsKeyId, ciphertext, context, container }) => {
    const call = { operation: 'Decrypt', input: new Parameters({ KeyId: kmsKeyId }) };
    try {
      const fault = faults.take(call);
      if (fault === 'reset') {
        throw new AwsError('RequestError', 'send request failed');
      }
      if (fault !== undefined) {
        throw faultError(fault, service, call, roleSession(container));
      }
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

/** ARN of the task role's session that the container's credentials belong to. */
function roleSession({ taskRoleArn = '', taskArn }: ContainerInfo): string {
  const taskId = taskArn.slice(taskArn.lastIndexOf('/') + 1);
  return `${taskRoleArn.replace(':iam:', ':sts:').replace(':role/', ':assumed-role/')}/${taskId}`;
}
