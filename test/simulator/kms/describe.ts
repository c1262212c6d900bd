import type { Place } from '../world/arn.ts';
import type { WorldKey } from '../world/keys.ts';

/** What KMS says of a key. */
export function describeKey({ account }: Place, { id, arn, enabled, deletionDate, usage }: WorldKey): object {
  const isSymmetric = usage === 'ENCRYPT_DECRYPT';
  return {
    AWSAccountId: account,
    KeyId: id,
    Arn: arn,
    Enabled: enabled && deletionDate === undefined,
    KeyState: deletionDate !== undefined ? 'PendingDeletion' : enabled ? 'Enabled' : 'Disabled',
    DeletionDate: deletionDate,
    KeyUsage: usage,
    KeySpec: isSymmetric ? 'SYMMETRIC_DEFAULT' : 'RSA_2048',
    EncryptionAlgorithms: isSymmetric ? ['SYMMETRIC_DEFAULT'] : undefined,
    SigningAlgorithms: isSymmetric ? undefined : ['RSASSA_PSS_SHA_256'],
    Description: '',
    KeyManager: 'CUSTOMER',
    Origin: 'AWS_KMS',
    MultiRegion: false,
  };
}

/** The condition keys that a call's encryption context is. */
export function encryptionContext(context: Readonly<Record<string, string>> = {}): Record<string, string> {
  return Object.fromEntries(Object.entries(context).map(([name, value]) => [`kms:EncryptionContext:${name}`, value]));
}
