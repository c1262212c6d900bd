import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { ClusterDescription } from '../../src/aws/api/details.ts';
import type { KeyDescription } from '../../src/aws/api/keys.ts';
import { scopeOfCluster } from '../../src/live/policy-scope.ts';
import { UNKNOWN_SCOPE } from '../../src/policies/scope.ts';
import { scopeOfText } from '../../src/policies/scope-of-text.ts';

suite('what policies are made for', () => {
  test('a task definition tells its account, its region and its containers', () => {
    const text = `{
      "taskRoleArn": "arn:aws-cn:iam::111122224444:role/shop",
      "executionRoleArn": "arn:aws-cn:iam::111122224444:role/other",
      "containerDefinitions": [{ "logConfiguration": { "options": { "awslogs-region" : "cn-north-1" } } }]
    }`;
    assert.deepEqual(scopeOfText(text, ['web']), {
      ...UNKNOWN_SCOPE,
      partition: 'aws-cn',
      account: '111122224444',
      region: 'cn-north-1',
      containers: ['web'],
    });
  });

  test('what it tells in two ways, it does not tell', () => {
    const text = `arn:aws:iam::111122224444:role/a arn:aws:iam::555566667777:role/b
      "awslogs-region": "eu-west-1", "awslogs-region": "us-east-1", "awslogs-region": "\${region}"`;
    assert.deepEqual(scopeOfText(text, []), { ...UNKNOWN_SCOPE, partition: 'aws' });
  });

  test('a cluster tells where its sessions are logged', async () => {
    const { sessions, ...where } = await scopeOf({
      logging: 'OVERRIDE',
      logConfiguration: { s3BucketName: 'logs', s3KeyPrefix: 'exec/', s3EncryptionEnabled: true },
    });
    assert.deepEqual(where, {
      partition: 'aws-us-gov',
      region: 'us-gov-west-1',
      account: '123456789012',
      cluster: 'shop',
      task: undefined,
      containers: ['web'],
    });
    assert.deepEqual(sessions, {
      keyArn: undefined,
      logGroup: undefined,
      bucket: { name: 'logs', prefix: 'exec/', isEncrypted: true },
    });
  });

  test('a place for logs that is not in use is none', async () => {
    const logConfiguration = { cloudWatchLogGroupName: '/exec' };
    assert.equal((await scopeOf({ logging: 'OVERRIDE', logConfiguration })).sessions.logGroup, '/exec');
    assert.equal((await scopeOf({ logging: 'NONE', logConfiguration })).sessions.logGroup, undefined);
  });

  test('the key of an alias is asked for, and left open where it cannot be told', async () => {
    const arn = 'arn:aws-us-gov:kms:us-gov-west-1:123456789012:key/1234';
    const key = async (kmsKeyId: string, answer: () => Promise<KeyDescription | undefined>) =>
      (await scopeOf({ kmsKeyId }, answer)).sessions.keyArn;
    assert.equal(await key(arn, () => assert.fail('It is known.')), arn);
    assert.equal(await key('alias/exec', () => Promise.resolve({ arn, state: 'Enabled', usage: undefined })), arn);
    assert.equal(await key('alias/exec', () => Promise.resolve(undefined)), '');
    assert.equal(await key('alias/exec', () => Promise.reject(new Error('denied'))), '');
  });
});

function scopeOf(
  executeCommandConfiguration: NonNullable<ClusterDescription['configuration']>['executeCommandConfiguration'],
  describe: () => Promise<KeyDescription | undefined> = () => assert.fail('No key is asked for.'),
) {
  const gateway = {
    connection: { profile: 'default', credentials: undefined, region: 'us-gov-west-1', endpoint: undefined },
    details: { cluster: () => Promise.resolve({ configuration: { executeCommandConfiguration } }) },
    keys: { describe },
  };
  const clusterArn = 'arn:aws-us-gov:ecs:us-gov-west-1:123456789012:cluster/shop';
  return scopeOfCluster({ clusterArn, task: undefined, containers: ['web'] }, gateway as never);
}
