import { sentence } from '../../text.ts';
import { serverError } from './common.ts';
import { type Explanation, names, oneSentence } from './explanation.ts';
import type { Failure } from './failure.ts';
import type { Question } from './question.ts';

/**
 * What KMS documents for GenerateDataKey
 * (https://docs.aws.amazon.com/kms/latest/APIReference/API_GenerateDataKey.html).
 */
export const KMS = names(
  [['NotFoundException'], keyNotFound],
  [
    ['DisabledException', 'KMSInvalidStateException', 'KeyUnavailableException', 'InvalidKeyUsageException'],
    keyUnusable,
  ],
  [['InvalidGrantTokenException', 'DryRunOperationException'], refused],
  [['KMSInternalException', 'DependencyTimeoutException'], serverError],
);

function keyNotFound(_failure: Failure, { resource = '' }: Question): Explanation {
  return [
    'kms-key-not-found',
    sentence('The KMS key {0}, with which the cluster encrypts its sessions, does not exist.', resource),
    sentence("Set an existing key in the cluster's configuration for ECS Exec."),
  ];
}

function keyUnusable({ message }: Failure, { resource = '' }: Question): Explanation {
  return [
    'kms-key-unusable',
    sentence(
      'The KMS key {0}, with which the cluster encrypts its sessions, cannot be used: {1}',
      resource,
      oneSentence(message),
    ),
    sentence(
      "Enable the key, or set another one in the cluster's configuration for ECS Exec. It must be a " +
        'symmetric encryption key.',
    ),
  ];
}

function refused({ message }: Failure): Explanation {
  return [
    'kms-refused',
    sentence('AWS KMS did not make a key: {0}', oneSentence(message)),
    sentence('See the log for the details, then try again.'),
  ];
}
