import { EC2Client } from '@aws-sdk/client-ec2';
import { IAMClient } from '@aws-sdk/client-iam';
import { S3Client } from '@aws-sdk/client-s3';
import { STSClient } from '@aws-sdk/client-sts';
import type { clientConfig } from '../configuration/client-config.ts';
import type { CredentialStore } from '../credentials/store.ts';
import type { Pace } from './pace.ts';

/** What a client of each service is made with. */
export type AroundConfigs = Readonly<Record<'iam' | 'sts' | 'ec2' | 's3', ReturnType<typeof clientConfig>>>;

/** The clients of one connection for what is around a task, one for each service, made when first used. */
export class AroundClients {
  readonly #configs: AroundConfigs;
  readonly #pace: Pace;
  readonly #credentials: (() => ReturnType<CredentialStore['held']>) & { readonly memoized: true };
  #iam: IAMClient | undefined;
  #sts: STSClient | undefined;
  #ec2: EC2Client | undefined;
  #s3: S3Client | undefined;

  constructor(configs: AroundConfigs, store: CredentialStore, pace: Pace) {
    this.#configs = configs;
    this.#pace = pace;
    this.#credentials = Object.assign(() => store.held(), { memoized: true } as const);
  }

  /** IAM is one for all regions of a partition: the SDK knows where it is asked, and as what region. */
  get iam(): IAMClient {
    return (this.#iam ??= this.#pace.hold(new IAMClient({ ...this.#configs.iam, credentials: this.#credentials })));
  }

  get sts(): STSClient {
    return (this.#sts ??= new STSClient({ ...this.#configs.sts, credentials: this.#credentials }));
  }

  get ec2(): EC2Client {
    return (this.#ec2 ??= this.#pace.hold(new EC2Client({ ...this.#configs.ec2, credentials: this.#credentials })));
  }

  get s3(): S3Client {
    return (this.#s3 ??= new S3Client({
      ...this.#configs.s3,
      credentials: this.#credentials,
      // A cluster may name a bucket of another region.
      followRegionRedirects: true,
      // What stands in for AWS has one name, before which no bucket's can be put.
      forcePathStyle: this.#configs.s3.endpoint !== undefined,
    }));
  }

  /** Frees sockets. A client can be used all the same. */
  destroy(): void {
    this.#iam?.destroy();
    this.#sts?.destroy();
    this.#ec2?.destroy();
    this.#s3?.destroy();
  }
}
