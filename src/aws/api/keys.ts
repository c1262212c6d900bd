/** Questions to KMS. */
export interface Keys {
  /** A new key of 64 bytes for one session, in clear and encrypted with the KMS key. */
  generateDataKey(
    kmsKeyId: string,
    encryptionContext: Readonly<Record<string, string>>,
    signal?: AbortSignal,
  ): Promise<DataKey>;
}

/** `plaintext` is a secret. */
export interface DataKey {
  readonly plaintext: Uint8Array;
  readonly ciphertext: Uint8Array;
}
