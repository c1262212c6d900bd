import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const ALGORITHM = 'aes-256-gcm';
const KEY_LENGTH = 32;
const NONCE_LENGTH = 12;
const TAG_LENGTH = 16;

/** Of the data key that a session needs, in bytes: one key for each direction. */
export const DATA_KEY_LENGTH = 2 * KEY_LENGTH;

/**
 * Encrypts and decrypts payloads, which travel as nonce, ciphertext and tag
 * (`agent/session/crypto` in github.com/aws/amazon-ssm-agent).
 */
export class Cipher {
  readonly #incoming: Buffer;
  readonly #outgoing: Buffer;

  /** Copies the data key, of 64 bytes. */
  constructor(dataKey: Uint8Array) {
    this.#incoming = Buffer.from(dataKey.subarray(0, KEY_LENGTH));
    this.#outgoing = Buffer.from(dataKey.subarray(KEY_LENGTH, DATA_KEY_LENGTH));
  }

  encrypt(plain: Uint8Array): Buffer {
    const nonce = randomBytes(NONCE_LENGTH);
    const cipher = createCipheriv(ALGORITHM, this.#outgoing, nonce);
    return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
  }

  /** Undefined where the payload was not encrypted with this session's key, or was changed. */
  decrypt(payload: Uint8Array): Buffer | undefined {
    if (payload.length < NONCE_LENGTH + TAG_LENGTH) {
      return undefined;
    }
    const tagStart = payload.length - TAG_LENGTH;
    const decipher = createDecipheriv(ALGORITHM, this.#incoming, payload.subarray(0, NONCE_LENGTH), {
      authTagLength: TAG_LENGTH,
    });
    decipher.setAuthTag(payload.subarray(tagStart));
    // In GCM the ciphertext is as long as the plaintext, and `final` yields nothing but the verdict.
    const plain = decipher.update(payload.subarray(NONCE_LENGTH, tagStart));
    try {
      decipher.final();
      return plain;
    } catch {
      return undefined;
    }
  }

  /** Overwrites the keys. Nothing can be encrypted or decrypted after that. */
  destroy(): void {
    this.#incoming.fill(0);
    this.#outgoing.fill(0);
  }
}
