import { DescribeKeyCommand, GenerateDataKeyCommand, GetKeyPolicyCommand } from '@aws-sdk/client-kms';
import { isProblem, Problem } from '../../problem.ts';
import { sentence } from '../../text.ts';
import type { DataKey, KeyDescription, Keys } from '../api/keys.ts';
import type { Asker } from './asker.ts';
import type { Clients } from './clients.ts';

/** Bytes of a session's key: 32 for each direction. */
const DATA_KEY_LENGTH = 64;

/** Questions to KMS, put through AWS's SDK. */
export class SdkKeys implements Keys {
  readonly #asker: Asker;
  readonly #clients: Pick<Clients, 'kms'>;

  constructor(asker: Asker, clients: Pick<Clients, 'kms'>) {
    this.#asker = asker;
    this.#clients = clients;
  }

  generateDataKey(
    kmsKeyId: string,
    encryptionContext: Readonly<Record<string, string>>,
    signal?: AbortSignal,
  ): Promise<DataKey> {
    return this.#asker.ask(
      'GenerateDataKey',
      signal,
      async (options) => {
        const request = {
          KeyId: kmsKeyId,
          NumberOfBytes: DATA_KEY_LENGTH,
          EncryptionContext: { ...encryptionContext },
        };
        const answer = await this.#clients.kms.send(new GenerateDataKeyCommand(request), options);
        const { Plaintext, CiphertextBlob } = answer;
        this.#asker.known(answer, Plaintext, 'kms');
        if (Plaintext === undefined || CiphertextBlob === undefined) {
          throw new Problem(
            'kms-no-key',
            sentence('AWS KMS answered without a key.'),
            sentence('Wait a few seconds, then try again.'),
          );
        }
        return { plaintext: Plaintext, ciphertext: CiphertextBlob };
      },
      { service: 'kms', resource: kmsKeyId },
    );
  }

  describe(kmsKeyId: string, signal?: AbortSignal): Promise<KeyDescription | undefined> {
    return unlessNotFound(
      this.#asker.ask(
        'DescribeKey',
        signal,
        async (options) => {
          const answer = await this.#clients.kms.send(new DescribeKeyCommand({ KeyId: kmsKeyId }), options);
          const key = this.#asker.known(answer, answer.KeyMetadata, 'kms');
          return key && { arn: key.Arn ?? kmsKeyId, state: key.KeyState, usage: key.KeyUsage };
        },
        { service: 'kms', resource: kmsKeyId },
      ),
    );
  }

  policy(keyId: string, signal?: AbortSignal): Promise<string | undefined> {
    return unlessNotFound(
      this.#asker.ask(
        'GetKeyPolicy',
        signal,
        async (options) => {
          // A key has one policy, of this name (API reference, GetKeyPolicy).
          const command = new GetKeyPolicyCommand({ KeyId: keyId, PolicyName: 'default' });
          const answer = await this.#clients.kms.send(command, options);
          return this.#asker.known(answer, answer.Policy, 'kms');
        },
        { service: 'kms', resource: keyId },
      ),
    );
  }
}

/** Undefined where KMS knows no such key. */
async function unlessNotFound<Value>(answer: Promise<Value | undefined>): Promise<Value | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (isProblem(error) && error.code === 'kms-key-not-found') {
      return undefined;
    }
    throw error;
  }
}
