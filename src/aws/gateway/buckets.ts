import { GetBucketEncryptionCommand, GetBucketLocationCommand, type S3Client } from '@aws-sdk/client-s3';
import { isProblem } from '../../problem.ts';
import type { Bucket, Buckets } from '../api/buckets.ts';
import type { Asker } from './asker.ts';

/** What S3 answers for a bucket without default encryption (API reference, GetBucketEncryption). */
const NOT_ENCRYPTED = 'ServerSideEncryptionConfigurationNotFoundError';
/** Regions that S3 calls by the names they had once (API reference, GetBucketLocation). */
const OLD_NAMES: Readonly<Record<string, string>> = { '': 'us-east-1', EU: 'eu-west-1' };

/** Questions to S3, put through AWS's SDK. */
export class SdkBuckets implements Buckets {
  readonly #asker: Asker;
  readonly #clients: { readonly s3: S3Client };

  constructor(asker: Asker, clients: { readonly s3: S3Client }) {
    this.#asker = asker;
    this.#clients = clients;
  }

  async bucket(name: string, about: 'region' | 'encryption', signal?: AbortSignal): Promise<Bucket | undefined> {
    try {
      return about === 'region'
        ? { name, region: await this.#region(name, signal), encryption: undefined }
        : { name, region: undefined, encryption: await this.#encryption(name, signal) };
    } catch (error) {
      if (isProblem(error) && error.code === 'bucket-not-found') {
        return undefined;
      }
      throw error;
    }
  }

  #region(name: string, signal: AbortSignal | undefined): Promise<string> {
    return this.#asker.ask(
      'GetBucketLocation',
      signal,
      async (options) => {
        const answer = await this.#clients.s3.send(new GetBucketLocationCommand({ Bucket: name }), options);
        const place = answer.LocationConstraint ?? '';
        return OLD_NAMES[place] ?? place;
      },
      { service: 's3', resource: name },
    );
  }

  #encryption(name: string, signal: AbortSignal | undefined): Promise<string | undefined> {
    return this.#asker.ask(
      'GetBucketEncryption',
      signal,
      async (options) => {
        try {
          const answer = await this.#clients.s3.send(new GetBucketEncryptionCommand({ Bucket: name }), options);
          const configuration = answer.ServerSideEncryptionConfiguration;
          const [rule] = this.#asker.known(answer, configuration, 's3')?.Rules ?? [];
          return rule?.ApplyServerSideEncryptionByDefault?.SSEAlgorithm;
        } catch (error) {
          if (error instanceof Error && error.name === NOT_ENCRYPTED) {
            return undefined;
          }
          throw error;
        }
      },
      { service: 's3', resource: name },
    );
  }
}
