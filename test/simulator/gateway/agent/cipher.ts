import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { ProtocolError } from '../protocol-error.ts';

const ALGORITHM = 'aes-256-gcm';
/** What AES-256 takes, in bytes. A data key is two of them. */
const KEY_LENGTH = 32;
const NONCE_LENGTH = 12;
const TAG_LENGTH = 16;

/** How many bytes encryption adds. */
export const ENCRYPTION_OVERHEAD = NONCE_LENGTH + TAG_LENGTH;

/**
 * The encryption of one session: nonce, ciphertext and tag in one piece, without additional data. The first half of
 * the data key is for what the agent sends, the second for what the client sends (agent/session/crypto/blockcipher.go
 * of aws/amazon-ssm-agent).
 */
export class SessionCipher {
  readonly #agentKey: Buffer;
  readonly #clientKey: Buffer;

  /** Throws a {@link ProtocolError} for a data key that is not 64 bytes long. */
  constructor(dataKey: Buffer) {
    if (dataKey.length !== 2 * KEY_LENGTH) {
      throw new ProtocolError(`The data key is ${dataKey.length} bytes long.`);
    }
    this.#agentKey = dataKey.subarray(0, KEY_LENGTH);
    this.#clientKey = dataKey.subarray(KEY_LENGTH);
  }

  encrypt(plaintext: Buffer): Buffer {
    const nonce = randomBytes(NONCE_LENGTH);
    const cipher = createCipheriv(ALGORITHM, this.#agentKey, nonce);
    return Buffer.concat([nonce, cipher.update(plaintext), cipher.final(), cipher.getAuthTag()]);
  }

  /** Undefined for what the client's half of the key did not encrypt. */
  decrypt(wire: Buffer): Buffer | undefined {
    if (wire.length < ENCRYPTION_OVERHEAD) {
      return undefined;
    }
    const cipher = createDecipheriv(ALGORITHM, this.#clientKey, wire.subarray(0, NONCE_LENGTH));
    cipher.setAuthTag(wire.subarray(-TAG_LENGTH));
    try {
      return Buffer.concat([cipher.update(wire.subarray(NONCE_LENGTH, -TAG_LENGTH)), cipher.final()]);
    } catch {
      return undefined;
    }
  }
}
