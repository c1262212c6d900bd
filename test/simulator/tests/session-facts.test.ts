import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { CloudWatchLogsClient, DescribeLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { DescribeTasksCommand, ExecuteCommandCommand, ListTasksCommand, StopTaskCommand } from '@aws-sdk/client-ecs';
import { DescribeKeyCommand, GenerateDataKeyCommand, GetKeyPolicyCommand, KMSClient } from '@aws-sdk/client-kms';
import { DescribeSessionsCommand, SSMClient } from '@aws-sdk/client-ssm';
import type { StatementDocument } from '../iam/document.ts';
import { everythingBut, type PolicyDocument, QUICK_AGENT, type Scenario, startSimulator } from '../index.ts';
import { BareClient, CREDENTIALS } from './bare-client.ts';
import { connect, settings } from './client.ts';

const TASK = '0'.repeat(32);
const ACCOUNT = '123456789012';
const USER = `arn:aws:iam::${ACCOUNT}:user/test`;

function policy(...statements: StatementDocument[]): PolicyDocument {
  return { Version: '2012-10-17', Statement: statements };
}

suite('what is asked about a key', () => {
  const scenario: Scenario = {
    clusters: [],
    keys: [
      { alias: 'alias/plain' },
      { alias: 'alias/off', enabled: false },
      { alias: 'alias/leaving', deletedIn: 7 },
      { alias: 'alias/signs', usage: 'SIGN_VERIFY' },
      {
        alias: 'alias/theirs',
        policy: policy({
          Effect: 'Allow',
          Principal: { AWS: `arn:aws:iam::${ACCOUNT}:role/other` },
          Action: 'kms:*',
          Resource: '*',
        }),
      },
      {
        alias: 'alias/mine',
        policy: policy({ Effect: 'Allow', Principal: { AWS: USER }, Action: 'kms:*', Resource: '*' }),
      },
    ],
  };

  test('is its state and its use', async () => {
    await using simulator = await startSimulator({ scenario });
    const kms = new KMSClient(settings(simulator));
    const states = await Promise.all(
      ['plain', 'off', 'leaving', 'signs'].map(async (name) => {
        const { KeyMetadata } = await kms.send(new DescribeKeyCommand({ KeyId: `alias/${name}` }));
        return [KeyMetadata?.KeyState, KeyMetadata?.Enabled, KeyMetadata?.KeyUsage];
      }),
    );
    assert.deepEqual(states, [
      ['Enabled', true, 'ENCRYPT_DECRYPT'],
      ['Disabled', false, 'ENCRYPT_DECRYPT'],
      ['PendingDeletion', false, 'ENCRYPT_DECRYPT'],
      ['Enabled', true, 'SIGN_VERIFY'],
    ]);
    await assert.rejects(kms.send(new DescribeKeyCommand({ KeyId: 'alias/none' })), { name: 'NotFoundException' });
    const use = (name: string) => kms.send(new GenerateDataKeyCommand({ KeyId: `alias/${name}`, NumberOfBytes: 64 }));
    await use('plain');
    await assert.rejects(use('off'), { name: 'DisabledException' });
    await assert.rejects(use('leaving'), { name: 'KMSInvalidStateException', message: /is pending deletion\.$/ });
    await assert.rejects(use('signs'), { name: 'InvalidKeyUsageException' });
  });

  test('is its policy, which must allow what IAM allows', async () => {
    await using simulator = await startSimulator({ scenario });
    const kms = new KMSClient(settings(simulator));
    const { Policy, PolicyName } = await kms.send(new GetKeyPolicyCommand({ KeyId: 'alias/plain' }));
    assert.equal(PolicyName, 'default');
    assert.match(Policy ?? '', /"AWS":"arn:aws:iam::123456789012:root"/);
    await assert.rejects(kms.send(new GetKeyPolicyCommand({ KeyId: 'alias/plain', PolicyName: 'other' })), {
      name: 'NotFoundException',
    });
    const use = (name: string) => kms.send(new GenerateDataKeyCommand({ KeyId: `alias/${name}`, KeySpec: 'AES_256' }));
    await assert.rejects(use('theirs'), {
      name: 'AccessDeniedException',
      message: /because no resource-based policy allows the kms:GenerateDataKey action$/,
    });
    // The key's own permission is enough for whom it names, and the account's leaves it to IAM.
    simulator.world.iam.permissions = everythingBut('kms:*');
    await use('mine');
    await assert.rejects(use('plain'), { message: /because no identity-based policy allows/ });
  });
});

suite('what is asked about sessions', () => {
  const scenario: Scenario = { clusters: [{ name: 'default', tasks: [{ id: TASK, tags: { team: 'web' } }] }] };

  test('is which of them are open in a container', async () => {
    await using simulator = await startSimulator({ scenario, credentials: CREDENTIALS, agent: QUICK_AGENT });
    const ssm = new SSMClient(settings(simulator));
    const ecs = connect(simulator);
    const execute = { task: TASK, command: '/bin/sh', interactive: true };
    const { session } = await ecs.send(new ExecuteCommandCommand(execute));
    const { sessionId = '', streamUrl = '', tokenValue = '' } = session ?? {};
    const { tasks } = await ecs.send(new DescribeTasksCommand({ tasks: [TASK] }));
    const target = `ecs:default_${TASK}_${tasks?.[0]?.containers?.[0]?.runtimeId ?? ''}`;
    const active = async (value = target) => {
      const { Sessions } = await ssm.send(
        new DescribeSessionsCommand({ State: 'Active', Filters: [{ key: 'Target', value }] }),
      );
      return Sessions?.map(({ SessionId, Target, Status, Owner }) => [SessionId, Target, Status, Owner]);
    };
    assert.deepEqual(await active(), []);
    const client = await BareClient.join({ sessionId, streamUrl, tokenValue });
    await client.sees('# ');
    assert.deepEqual(await active(), [[sessionId, target, 'Connected', USER]]);
    assert.deepEqual(await active(`${target}0`), []);
    client.type('exit\r');
    await client.seesEnd();
    assert.deepEqual(await active(), []);
    const { Sessions } = await ssm.send(new DescribeSessionsCommand({ State: 'History' }));
    assert.deepEqual(
      Sessions?.map(({ Status }) => Status),
      ['Terminated'],
    );
  });

  test('has a state, and filters that exist', async () => {
    await using simulator = await startSimulator({ scenario });
    const ssm = new SSMClient(settings(simulator));
    await assert.rejects(ssm.send(new DescribeSessionsCommand({ State: undefined })), { name: 'ValidationException' });
    await assert.rejects(
      ssm.send(
        new DescribeSessionsCommand({ State: 'Active', Filters: [{ key: 'Colour' as 'Target', value: 'red' }] }),
      ),
      { name: 'InvalidFilterKey' },
    );
  });

  test('is by which key their log is encrypted', async () => {
    const configuration = {
      executeCommandConfiguration: {
        logging: 'OVERRIDE' as const,
        logConfiguration: { cloudWatchLogGroupName: '/exec/plain' },
      },
    };
    const kmsKeyId = `arn:aws:kms:eu-central-1:${ACCOUNT}:key/it`;
    await using simulator = await startSimulator({
      scenario: { clusters: [{ name: 'c', configuration }], logs: { '/exec/encrypted': { kmsKeyId } } },
    });
    const { logGroups } = await new CloudWatchLogsClient(settings(simulator)).send(
      new DescribeLogGroupsCommand({ logGroupNamePrefix: '/exec/' }),
    );
    assert.deepEqual(
      logGroups?.map((group) => [group.logGroupName, group.kmsKeyId]),
      [
        ['/exec/encrypted', kmsKeyId],
        ['/exec/plain', undefined],
      ],
    );
  });
});

suite('what a caller may do in ECS', () => {
  const tagged: Scenario = {
    clusters: [{ name: 'default', tags: { team: 'web' }, tasks: [{ id: TASK, tags: { team: 'web' } }] }],
  };
  const others: StatementDocument = { Effect: 'Allow', NotAction: 'ecs:ExecuteCommand', Resource: '*' };
  const exec = (condition: NonNullable<StatementDocument['Condition']>): PolicyDocument =>
    policy(others, { Effect: 'Allow', Action: 'ecs:ExecuteCommand', Resource: '*', Condition: condition });
  const cases: [what: string, permissions: PolicyDocument, isAllowed: boolean][] = [
    ['the tag of both', exec({ StringEquals: { 'aws:ResourceTag/team': 'web' } }), true],
    ['another tag', exec({ StringEquals: { 'aws:ResourceTag/team': 'shop' } }), false],
    ['the container', exec({ StringEquals: { 'ecs:container-name': 'app' } }), true],
    ['another container', exec({ StringEquals: { 'ecs:container-name': 'db' } }), false],
    [
      'the cluster',
      exec({ ArnEquals: { 'ecs:cluster': `arn:aws:ecs:eu-central-1:${ACCOUNT}:cluster/default` } }),
      true,
    ],
    [
      'a key that ExecuteCommand does not have',
      exec({ StringEquals: { 'ecs:enable-execute-command': 'true' } }),
      false,
    ],
    ['the region', exec({ StringEquals: { 'aws:RequestedRegion': 'eu-central-1' } }), true],
  ];
  for (const [what, permissions, isAllowed] of cases) {
    test(`${isAllowed ? 'is' : 'is not'} exec on condition of ${what}`, async () => {
      await using simulator = await startSimulator({ scenario: tagged, permissions });
      const input = { task: TASK, container: 'app', command: '/bin/sh', interactive: true };
      const asked = connect(simulator).send(new ExecuteCommandCommand(input));
      await (isAllowed ? asked : assert.rejects(asked, { name: 'AccessDeniedException' }));
    });
  }

  test('is said by exactly one policy', async () => {
    const permissions = policy({ Effect: 'Allow', Action: 'ecs:ListTasks', Resource: '*' });
    await using simulator = await startSimulator({ scenario: tagged, permissions });
    const ecs = connect(simulator);
    await ecs.send(new ListTasksCommand({}));
    await assert.rejects(ecs.send(new StopTaskCommand({ task: TASK })), {
      name: 'AccessDeniedException',
      message:
        `User: ${USER} is not authorized to perform: ecs:StopTask on resource: ` +
        `arn:aws:ecs:eu-central-1:${ACCOUNT}:task/default/${TASK} because no identity-based policy allows the ` +
        'ecs:StopTask action',
    });
    assert.deepEqual(
      simulator.requests.map(({ operation, error }) => [operation, error]),
      [
        ['ListTasks', undefined],
        ['StopTask', 'AccessDeniedException'],
      ],
    );
  });
});
