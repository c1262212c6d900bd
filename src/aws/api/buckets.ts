/** Questions to S3 about a bucket. All of them only read. */
export interface Buckets {
  /** Undefined where there is no bucket of this name. */
  bucket(name: string, signal?: AbortSignal): Promise<Bucket | undefined>;
}

export interface Bucket {
  readonly name: string;
  /** Code of the region that it is in. */
  readonly region: string;
  /** How its objects are encrypted unless they say: `AES256`, `aws:kms` …; undefined where they are not. */
  readonly encryption: string | undefined;
}
