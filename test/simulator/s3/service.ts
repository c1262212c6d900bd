import { AwsError } from '../aws/error.ts';
import type { Parameters } from '../aws/parameters.ts';
import type { Service } from '../aws/protocol.ts';
import type { WorldBucket } from '../world/buckets.ts';
import type { World } from '../world/world.ts';
import { s3Protocol } from './protocol.ts';

/** The permission that an operation needs, which S3 names otherwise than its operations. */
const ACTIONS: Readonly<Record<string, string>> = {
  GetBucketEncryption: 's3:GetEncryptionConfiguration',
  HeadBucket: 's3:ListBucket',
};

/** What Amazon S3 says of buckets that logs of sessions may go to. */
export function s3(world: World): Service {
  return {
    signingName: 's3',
    protocol: s3Protocol,
    inEveryRegion: true,
    operations: {
      GetBucketLocation(input) {
        const { region } = bucketOf(world, input);
        // The region that was the first has no name here.
        return { LocationConstraint: region === 'us-east-1' ? '' : region };
      },
      GetBucketEncryption(input, { region }) {
        const bucket = bucketOf(world, input);
        refuseElsewhere(bucket, region);
        const { name, encryption } = bucket;
        if (encryption === undefined) {
          throw new AwsError(
            'ServerSideEncryptionConfigurationNotFoundError',
            'The server side encryption configuration was not found',
            404,
            { BucketName: name },
          );
        }
        return {
          ServerSideEncryptionConfiguration: {
            Rule: {
              ApplyServerSideEncryptionByDefault: {
                SSEAlgorithm: encryption.algorithm,
                KMSMasterKeyID: encryption.keyId,
              },
              BucketKeyEnabled: false,
            },
          },
        };
      },
      HeadBucket(input, { region }) {
        refuseElsewhere(bucketOf(world, input), region);
        return {};
      },
    },
    resource: ({ input }) => `arn:aws:s3:::${input.text('Bucket') ?? ''}`,
    needs({ operation, input }) {
      const arn = `arn:aws:s3:::${input.text('Bucket') ?? ''}`;
      return [{ action: ACTIONS[operation] ?? `s3:${operation}`, resources: [arn], called: `"${arn}"` }];
    },
  };
}

function bucketOf({ buckets, account }: World, input: Parameters): WorldBucket {
  const name = input.text('Bucket') ?? '';
  if (!/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(name)) {
    throw new AwsError('InvalidBucketName', 'The specified bucket is not valid.', 400, { BucketName: name });
  }
  const bucket = buckets.get(name);
  if (bucket === undefined) {
    throw new AwsError('NoSuchBucket', 'The specified bucket does not exist', 404, { BucketName: name });
  }
  const owner = input.text('ExpectedBucketOwner');
  if (bucket.owner !== account || (owner !== undefined && owner !== bucket.owner)) {
    throw new AwsError('AccessDenied', 'Access Denied', 403);
  }
  return bucket;
}

/** A bucket answers in its own region; others say where that is. */
function refuseElsewhere({ name, region }: WorldBucket, asked: string): void {
  if (region !== asked) {
    throw new AwsError(
      'PermanentRedirect',
      'The bucket you are attempting to access must be addressed using the specified endpoint. Please send all ' +
        'future requests to this endpoint.',
      301,
      { Bucket: name, Endpoint: `${name}.s3.${region}.amazonaws.com` },
    );
  }
}
