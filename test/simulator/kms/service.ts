import { AwsError } from '../aws/error.ts';
import { awsJson } from '../aws/json-protocol.ts';
import type { Parameters } from '../aws/parameters.ts';
import type { Service } from '../aws/protocol.ts';
import { required } from '../aws/required.ts';
import { findKey, type Keys } from '../world/keys.ts';
import { decryptDataKey, generateDataKey, keyOfCiphertext, knownKey } from './data-keys.ts';
import { describeKey, encryptionContext } from './describe.ts';

/** The most bytes that a data key may have. */
const MAX_BYTES = 1024;
/** The most characters that a ciphertext has in base64: 6144 bytes. */
const MAX_CIPHERTEXT = 8192;
const KEY_SPECS: ReadonlyMap<string, number> = new Map([
  ['AES_128', 16],
  ['AES_256', 32],
]);

/** What AWS KMS offers for encrypted sessions. `onDataKey` hears of each data key that it makes, in base64. */
export function kms(world: Keys, onDataKey: (plaintext: string) => void = () => undefined): Service {
  return {
    signingName: 'kms',
    protocol: awsJson('TrentService'),
    operations: {
      GenerateDataKey(input) {
        const context = input.textMap('EncryptionContext') ?? {};
        const { key, plaintext, ciphertext } = generateDataKey(
          world,
          required(input, 'KeyId', 2048),
          length(input),
          context,
        );
        onDataKey(plaintext.toString('base64'));
        return {
          KeyId: key.arn,
          Plaintext: plaintext.toString('base64'),
          CiphertextBlob: ciphertext.toString('base64'),
        };
      },
      DescribeKey: (input) => ({ KeyMetadata: describeKey(world, knownKey(world, required(input, 'KeyId', 2048))) }),
      GetKeyPolicy(input) {
        const key = knownKey(world, required(input, 'KeyId', 2048));
        const name = input.text('PolicyName') ?? 'default';
        if (name !== 'default') {
          throw new AwsError('NotFoundException', `No such policy exists`);
        }
        return { Policy: key.policy, PolicyName: name };
      },
      Decrypt(input) {
        required(input, 'CiphertextBlob', MAX_CIPHERTEXT);
        const ciphertext = input.blob('CiphertextBlob') ?? Buffer.alloc(0);
        const context = input.textMap('EncryptionContext') ?? {};
        const { key, plaintext } = decryptDataKey(world, ciphertext, context, input.text('KeyId'));
        return { KeyId: key.arn, Plaintext: plaintext.toString('base64'), EncryptionAlgorithm: 'SYMMETRIC_DEFAULT' };
      },
    },
    needs: ({ operation, input }) => {
      const ciphertext = operation === 'Decrypt' && input.text('KeyId') === undefined;
      const key = ciphertext
        ? keyOfCiphertext(world, input.blob('CiphertextBlob') ?? Buffer.alloc(0))
        : findKey(world, input.text('KeyId') ?? '');
      const context = encryptionContext(input.textMap('EncryptionContext'));
      return [{ action: `kms:${operation}`, resources: [key?.arn ?? '*'], context, resourcePolicy: key?.policy }];
    },
    resource: ({ input }) => findKey(world, input.text('KeyId') ?? '')?.arn ?? '*',
  };
}

/** How many bytes the data key is to have. */
function length(input: Parameters): number {
  const spec = input.text('KeySpec');
  const number = input.number('NumberOfBytes');
  if ((spec === undefined) === (number === undefined)) {
    throw invalid('Please specify either number of bytes or key spec.');
  }
  const bytes = spec === undefined ? number : KEY_SPECS.get(spec);
  if (bytes !== undefined && bytes >= 1 && bytes <= MAX_BYTES) {
    return bytes;
  }
  throw invalid(
    `1 validation error detected: KeySpec must be one of ${[...KEY_SPECS.keys()].join(', ')}, NumberOfBytes from 1 to ${MAX_BYTES}`,
  );
}

function invalid(message: string): AwsError {
  return new AwsError('ValidationException', message);
}
