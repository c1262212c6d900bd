import type { Place } from './arn.ts';
import type { BucketScenario, Scenario } from './scenario.ts';

/** A bucket of Amazon S3. A test may change it, or take it out of the world. */
export interface WorldBucket {
  readonly name: string;
  readonly region: string;
  /** Account. */
  readonly owner: string;
  /** Undefined where it says nothing of encryption, as only old buckets do. */
  encryption: { readonly algorithm: 'AES256' | 'aws:kms'; readonly keyId?: string } | undefined;
}

/** The buckets of a scenario, and one for every cluster that names a bucket which is not among them. */
export function buildBuckets(
  { region, account }: Place,
  { buckets = {}, clusters }: Scenario,
): Map<string, WorldBucket> {
  const named = clusters.flatMap(
    ({ configuration }) => configuration?.executeCommandConfiguration?.logConfiguration?.s3BucketName ?? [],
  );
  // `false` says that there is none.
  const all: Readonly<Record<string, BucketScenario | false>> = {
    ...Object.fromEntries(named.map((name) => [name, {}] as const)),
    ...buckets,
  };
  return new Map(
    Object.entries(all).flatMap(([name, bucket]): [string, WorldBucket][] => {
      if (bucket === false) {
        return [];
      }
      const { encryption = 'AES256', keyId } = bucket;
      return [
        [
          name,
          {
            name,
            region: bucket.region ?? region,
            owner: bucket.owner ?? account,
            encryption: encryption === false ? undefined : { algorithm: encryption, keyId },
          },
        ],
      ];
    }),
  );
}
