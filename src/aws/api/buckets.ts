/** Questions to S3 about a bucket. All of them only read. */
export interface Buckets {
  /** Where a bucket is, or how it is encrypted: one call. Undefined where there is no bucket of this name. */
  bucket(name: string, about: 'region' | 'encryption', signal?: AbortSignal): Promise<Bucket | undefined>;
}

export interface Bucket {
  readonly name: string;
  /** Code of the region that it is in; undefined where it was not asked for. */
  readonly region: string | undefined;
  /**
   * How its objects are encrypted unless they say: `AES256`, `aws:kms` …; undefined where they are not, or it was not
   * asked for.
   */
  readonly encryption: string | undefined;
}
