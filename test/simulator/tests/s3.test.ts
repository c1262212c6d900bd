import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { Sha256 } from '@aws-crypto/sha256-js';
import {
  GetBucketEncryptionCommand,
  GetBucketLocationCommand,
  HeadBucketCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { SignatureV4 } from '@smithy/signature-v4';
import { everythingBut, type Scenario, type Simulator, startSimulator } from '../index.ts';
import { settings } from './client.ts';
import { send } from './request.ts';

const scenario: Scenario = {
  clusters: [
    {
      name: 'shop',
      configuration: {
        executeCommandConfiguration: { logging: 'OVERRIDE', logConfiguration: { s3BucketName: 'of-the-cluster' } },
      },
    },
  ],
  buckets: {
    plain: { encryption: false },
    'with-key': { encryption: 'aws:kms', keyId: 'arn:aws:kms:eu-central-1:123456789012:key/it' },
    american: { region: 'us-east-1' },
    theirs: { owner: '210987654321' },
  },
};

function connect(simulator: Simulator): S3Client {
  return new S3Client({ ...settings(simulator), forcePathStyle: true });
}

suite('S3', () => {
  test('says where a bucket is', async () => {
    await using simulator = await startSimulator({ scenario });
    const s3 = connect(simulator);
    const locations = await Promise.all(
      ['of-the-cluster', 'american'].map(async (Bucket) => {
        const { LocationConstraint } = await s3.send(new GetBucketLocationCommand({ Bucket }));
        return LocationConstraint;
      }),
    );
    // Empty, as the SDK reads it: the region that was the first.
    assert.deepEqual(locations, ['eu-central-1', locations[1]]);
    assert.ok(!locations[1]);
  });

  test('says how a bucket is encrypted', async () => {
    await using simulator = await startSimulator({ scenario });
    const s3 = connect(simulator);
    const standard = async (Bucket: string) => {
      const answer = await s3.send(new GetBucketEncryptionCommand({ Bucket }));
      return answer.ServerSideEncryptionConfiguration?.Rules?.[0]?.ApplyServerSideEncryptionByDefault;
    };
    assert.deepEqual(await standard('of-the-cluster'), { SSEAlgorithm: 'AES256' });
    assert.deepEqual(await standard('with-key'), {
      SSEAlgorithm: 'aws:kms',
      KMSMasterKeyID: 'arn:aws:kms:eu-central-1:123456789012:key/it',
    });
    await assert.rejects(standard('plain'), {
      name: 'ServerSideEncryptionConfigurationNotFoundError',
      message: 'The server side encryption configuration was not found',
    });
    await assert.rejects(standard('american'), { name: 'PermanentRedirect' });
  });

  test('refuses what is not there, what is not ours, and what it does not do', async () => {
    await using simulator = await startSimulator({ scenario });
    const s3 = connect(simulator);
    await assert.rejects(s3.send(new GetBucketLocationCommand({ Bucket: 'nowhere' })), {
      name: 'NoSuchBucket',
      message: 'The specified bucket does not exist',
    });
    await assert.rejects(s3.send(new GetBucketLocationCommand({ Bucket: 'theirs' })), { name: 'AccessDenied' });
    await assert.rejects(s3.send(new GetBucketLocationCommand({ Bucket: 'Not_A_Name' })), {
      name: 'InvalidBucketName',
    });
    await assert.rejects(
      s3.send(new GetBucketLocationCommand({ Bucket: 'plain', ExpectedBucketOwner: '111122223333' })),
      { name: 'AccessDenied' },
    );
    await assert.rejects(s3.send(new HeadBucketCommand({ Bucket: 'nowhere' })), { name: 'NotFound' });
    await s3.send(new HeadBucketCommand({ Bucket: 'plain' }));
    await assert.rejects(s3.send(new PutObjectCommand({ Bucket: 'plain', Key: 'a', Body: 'b' })), {
      name: 'NotImplemented',
    });
  });

  test('has permissions of other names than its operations, and refuses in its own words', async () => {
    await using simulator = await startSimulator({
      scenario,
      permissions: everythingBut('s3:GetEncryptionConfiguration'),
    });
    const s3 = connect(simulator);
    await s3.send(new GetBucketLocationCommand({ Bucket: 'plain' }));
    await assert.rejects(s3.send(new GetBucketEncryptionCommand({ Bucket: 'plain' })), {
      name: 'AccessDenied',
      message:
        'User: arn:aws:iam::123456789012:user/test is not authorized to perform: s3:GetEncryptionConfiguration on ' +
        'resource: "arn:aws:s3:::plain" because no identity-based policy allows the ' +
        's3:GetEncryptionConfiguration action',
    });
  });

  test('takes the bucket from the host’s name, too, and no other names', async () => {
    await using simulator = await startSimulator({ scenario });
    const ask = async (host: string) => {
      const signer = new SignatureV4({
        service: 's3',
        region: simulator.world.region,
        credentials: simulator.credentials,
        sha256: Sha256,
        uriEscapePath: false,
      });
      const request = await signer.sign({
        method: 'GET',
        protocol: 'http:',
        hostname: host,
        path: '/',
        query: { location: '' },
        headers: { host },
      });
      return send(simulator, { method: 'GET', path: '/?location=', headers: request.headers });
    };
    const answer = await ask('of-the-cluster.localhost');
    assert.equal(answer.status, 200);
    assert.match(answer.body, /<LocationConstraint [^>]*>eu-central-1</);
    assert.equal((await ask('of-the-cluster.example.com')).status, 403);
  });

  test('answers only what is signed', async () => {
    await using simulator = await startSimulator({ scenario });
    assert.equal((await send(simulator, { method: 'GET', path: '/plain?location' })).status, 404);
    const stranger = new S3Client({
      ...settings(simulator),
      credentials: { accessKeyId: 'stranger', secretAccessKey: 'none' },
      forcePathStyle: true,
    });
    await assert.rejects(stranger.send(new GetBucketLocationCommand({ Bucket: 'plain' })), {
      name: 'InvalidAccessKeyId',
    });
  });
});
