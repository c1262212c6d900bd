import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { AwsError } from '../aws/error.ts';
import { findKey, type Keys, kmsArn, parseKeyName, type WorldKey } from '../world/keys.ts';

/** Who may decrypt is bound to it: nobody can with another context than that of encryption. */
export type EncryptionContext = Readonly<Record<string, string>>;

export interface DataKey {
  readonly key: WorldKey;
  readonly plaintext: Buffer;
  /** The plaintext, encrypted with the key. Names the key. */
  readonly ciphertext: Buffer;
}

const VERSION = 1;
const ID_LENGTH = 16;
const NONCE_LENGTH = 12;
const TAG_LENGTH = 16;
const ALGORITHM = 'aes-256-gcm';

/** `kms:GenerateDataKey`. Throws an {@link AwsError}. */
export function generateDataKey(world: Keys, keyId: string, bytes: number, context: EncryptionContext): DataKey {
  const key = useKey(world, keyId);
  const plaintext = randomBytes(bytes);
  return { key, plaintext, ciphertext: encrypt(key, plaintext, context) };
}

/**
 * `kms:Decrypt`; with a key id, only what that key has encrypted. Throws an {@link AwsError}, as KMS without a word
 * about what is wrong with a ciphertext.
 */
export function decryptDataKey(
  world: Keys,
  ciphertext: Buffer,
  context: EncryptionContext,
  keyId?: string,
): { key: WorldKey; plaintext: Buffer } {
  const key = keyOfCiphertext(world, ciphertext);
  if (ciphertext.length < 1 + ID_LENGTH + NONCE_LENGTH + TAG_LENGTH || ciphertext[0] !== VERSION || key === undefined) {
    throw new AwsError('InvalidCiphertextException', '');
  }
  refuseUnusable(key);
  if (keyId !== undefined && useKey(world, keyId) !== key) {
    const message = 'The key ID in the request does not identify a CMK that can perform this operation.';
    throw new AwsError('IncorrectKeyException', message);
  }
  return { key, plaintext: decrypt(key, ciphertext.subarray(1 + ID_LENGTH), context) };
}

/** The key that has encrypted something, as that says; undefined where it says nothing that makes sense. */
export function keyOfCiphertext(world: Keys, ciphertext: Buffer): WorldKey | undefined {
  return world.keys.get(formatId(ciphertext.subarray(1, 1 + ID_LENGTH)));
}

/** The key of that name; throws an {@link AwsError} in KMS's words where it cannot be used. */
export function useKey(world: Keys, keyId: string): WorldKey {
  const key = knownKey(world, keyId);
  refuseUnusable(key);
  return key;
}

/** The key of that name, whatever its state; throws an {@link AwsError} in KMS's words where there is none. */
export function knownKey(world: Keys, keyId: string): WorldKey {
  const key = findKey(world, keyId);
  if (key === undefined) {
    throw new AwsError('NotFoundException', missing(world, keyId));
  }
  return key;
}

function refuseUnusable({ arn, enabled, deletionDate, usage }: WorldKey): void {
  if (deletionDate !== undefined) {
    throw new AwsError('KMSInvalidStateException', `${arn} is pending deletion.`);
  }
  if (!enabled) {
    throw new AwsError('DisabledException', `${arn} is disabled.`);
  }
  if (usage !== 'ENCRYPT_DECRYPT') {
    throw new AwsError(
      'InvalidKeyUsageException',
      `${arn} key usage is ${usage} which is not valid for this operation.`,
    );
  }
}

function missing(world: Keys, keyId: string): string {
  const name = parseKeyName(world, keyId);
  switch (name.kind) {
    case 'id':
      return `Key '${kmsArn(world, `key/${name.id}`)}' does not exist`;
    case 'alias':
      return `Alias ${kmsArn(world, name.alias)} is not found.`;
    case 'elsewhere':
      return `Invalid arn ${name.region}`;
    case 'none':
      return `Invalid keyId '${keyId}'`;
  }
}

function encrypt(key: WorldKey, plaintext: Buffer, context: EncryptionContext): Buffer {
  const nonce = randomBytes(NONCE_LENGTH);
  const cipher = createCipheriv(ALGORITHM, key.material, nonce).setAAD(canonical(context));
  const body = Buffer.concat([cipher.update(plaintext), cipher.final()]);
  const id = Buffer.from(key.id.replaceAll('-', ''), 'hex');
  return Buffer.concat([Buffer.of(VERSION), id, nonce, body, cipher.getAuthTag()]);
}

function decrypt(key: WorldKey, envelope: Buffer, context: EncryptionContext): Buffer {
  const nonce = envelope.subarray(0, NONCE_LENGTH);
  const cipher = createDecipheriv(ALGORITHM, key.material, nonce)
    .setAAD(canonical(context))
    .setAuthTag(envelope.subarray(-TAG_LENGTH));
  try {
    return Buffer.concat([cipher.update(envelope.subarray(NONCE_LENGTH, -TAG_LENGTH)), cipher.final()]);
  } catch {
    throw new AwsError('InvalidCiphertextException', '');
  }
}

/** The order of a context's members does not count. */
function canonical(context: EncryptionContext): Buffer {
  return Buffer.from(JSON.stringify(Object.entries(context).sort(([a], [b]) => (a < b ? -1 : 1))));
}

function formatId(bytes: Buffer): string {
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
