/** Questions to KMS. */
export interface Keys {
  /** A new key of 64 bytes for one session, in clear and encrypted with the KMS key. */
  generateDataKey(
    kmsKeyId: string,
    encryptionContext: Readonly<Record<string, string>>,
    signal?: AbortSignal,
  ): Promise<DataKey>;
  /** A key by its ID, ARN or alias; undefined where there is none. */
  describe(kmsKeyId: string, signal?: AbortSignal): Promise<KeyDescription | undefined>;
  /** The policy of a key, JSON, by the key's ID or ARN and not by an alias; undefined where there is no such key. */
  policy(keyId: string, signal?: AbortSignal): Promise<string | undefined>;
}

export interface KeyDescription {
  readonly arn: string;
  /** `Enabled`, `Disabled`, `PendingDeletion` … */
  readonly state: string | undefined;
  /** `ENCRYPT_DECRYPT` … */
  readonly usage: string | undefined;
}

/** `plaintext` is a secret. */
export interface DataKey {
  readonly plaintext: Uint8Array;
  readonly ciphertext: Uint8Array;
}
