import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import {
  GetInstanceProfileCommand,
  GetPolicyCommand,
  GetPolicyVersionCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  IAMClient,
  ListAttachedRolePoliciesCommand,
  ListRolePoliciesCommand,
  PutRolePolicyCommand,
  SimulatePrincipalPolicyCommand,
  type SimulatePrincipalPolicyCommandInput,
  type SimulatePrincipalPolicyCommandOutput,
  UpdateAssumeRolePolicyCommand,
} from '@aws-sdk/client-iam';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { everythingBut, type Scenario, type Simulator, startSimulator } from '../index.ts';
import { settings } from './client.ts';
import { signedForm } from './request.ts';

const ACCOUNT = 'arn:aws:iam::123456789012';
const CHANNELS = ['CreateControlChannel', 'CreateDataChannel', 'OpenControlChannel', 'OpenDataChannel'].map(
  (name) => `ssmmessages:${name}`,
);

const scenario: Scenario = {
  clusters: [{ name: 'shop', tags: { team: 'web' }, services: [{ name: 'web' }] }],
  policies: {
    'teams/reader': { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: 's3:Get*', Resource: '*' } },
  },
  instanceProfiles: { builders: 'builder' },
  roles: [
    { name: 'plain' },
    {
      name: 'partial',
      path: '/teams/web/',
      policies: {
        channels: {
          Version: '2012-10-17',
          Statement: [
            { Effect: 'Allow', Action: ['ssmmessages:Create*', 'ssmmessages:OpenControlChannel'], Resource: '*' },
            {
              Effect: 'Allow',
              Action: 'ecs:ExecuteCommand',
              Resource: 'arn:aws:ecs:*:*:cluster/shop',
              Condition: { StringEquals: { 'aws:ResourceTag/team': 'web' } },
            },
          ],
        },
      },
      managed: ['teams/reader', 'AmazonSSMManagedInstanceCore'],
    },
    {
      name: 'bounded',
      boundary: { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: 's3:*', Resource: '*' } },
    },
    { name: 'AWSServiceRoleForECS', path: '/aws-service-role/ecs.amazonaws.com/' },
  ],
};

function connect(simulator: Simulator): IAMClient {
  return new IAMClient(settings(simulator));
}

suite('IAM', () => {
  test('describes roles, with their policies percent-encoded', async () => {
    await using simulator = await startSimulator({ scenario });
    const iam = connect(simulator);
    const { Role: role } = await iam.send(new GetRoleCommand({ RoleName: 'partial' }));
    assert.equal(role?.Arn, `${ACCOUNT}:role/teams/web/partial`);
    assert.equal(role.Path, '/teams/web/');
    assert.ok(role.CreateDate instanceof Date);
    assert.deepEqual(JSON.parse(decodeURIComponent(role.AssumeRolePolicyDocument ?? '')), {
      Version: '2012-10-17',
      Statement: { Effect: 'Allow', Principal: { Service: 'ecs-tasks.amazonaws.com' }, Action: 'sts:AssumeRole' },
    });
    assert.match(role.AssumeRolePolicyDocument ?? '', /^%7B%22/);
    const { PolicyNames } = await iam.send(new ListRolePoliciesCommand({ RoleName: 'partial' }));
    assert.deepEqual(PolicyNames, ['channels']);
    const { PolicyDocument } = await iam.send(
      new GetRolePolicyCommand({ RoleName: 'partial', PolicyName: 'channels' }),
    );
    assert.equal(
      (JSON.parse(decodeURIComponent(PolicyDocument ?? '')) as { Statement: unknown[] }).Statement.length,
      2,
    );
    const bounded = await iam.send(new GetRoleCommand({ RoleName: 'bounded' }));
    assert.equal(bounded.Role?.PermissionsBoundary?.PermissionsBoundaryArn, `${ACCOUNT}:policy/bounded-boundary`);
    // A role that only a task definition names.
    assert.equal((await iam.send(new GetRoleCommand({ RoleName: 'web-task' }))).Role?.Path, '/');
  });

  test('lists managed policies page by page, and reads them', async () => {
    await using simulator = await startSimulator({ scenario });
    const iam = connect(simulator);
    const page = { RoleName: 'partial', MaxItems: 1 };
    const first = await iam.send(new ListAttachedRolePoliciesCommand(page));
    assert.deepEqual(
      [first.IsTruncated, first.AttachedPolicies],
      [true, [{ PolicyName: 'reader', PolicyArn: `${ACCOUNT}:policy/teams/reader` }]],
    );
    const second = await iam.send(new ListAttachedRolePoliciesCommand({ ...page, Marker: first.Marker }));
    assert.equal(second.IsTruncated, false);
    assert.equal(second.AttachedPolicies?.[0]?.PolicyArn, 'arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore');
    const PolicyArn = `${ACCOUNT}:policy/teams/reader`;
    const { Policy } = await iam.send(new GetPolicyCommand({ PolicyArn }));
    assert.deepEqual([Policy?.Path, Policy?.DefaultVersionId, Policy?.AttachmentCount], ['/teams/', 'v1', 1]);
    const { PolicyVersion } = await iam.send(new GetPolicyVersionCommand({ PolicyArn, VersionId: 'v1' }));
    assert.match(decodeURIComponent(PolicyVersion?.Document ?? ''), /s3:Get\*/);
    await assert.rejects(iam.send(new GetPolicyVersionCommand({ PolicyArn, VersionId: 'v2' })), {
      name: 'NoSuchEntityException',
    });
    await assert.rejects(iam.send(new ListAttachedRolePoliciesCommand({ ...page, Marker: 'bm9wZQ==' })), {
      name: 'ValidationError',
    });
    await assert.rejects(iam.send(new ListAttachedRolePoliciesCommand({ ...page, MaxItems: 1001 })), {
      name: 'ValidationError',
    });
  });

  test('knows instance profiles', async () => {
    await using simulator = await startSimulator({ scenario });
    const iam = connect(simulator);
    const { InstanceProfile } = await iam.send(new GetInstanceProfileCommand({ InstanceProfileName: 'builders' }));
    assert.deepEqual(
      InstanceProfile?.Roles?.map(({ RoleName }) => RoleName),
      ['builder'],
    );
    await assert.rejects(iam.send(new GetInstanceProfileCommand({ InstanceProfileName: 'nobody' })), {
      name: 'NoSuchEntityException',
      message: 'Instance Profile nobody cannot be found.',
    });
  });

  test('puts policies and changes who may assume a role, if IAM can read them', async () => {
    await using simulator = await startSimulator({ scenario });
    const iam = connect(simulator);
    const own = { RoleName: 'partial', PolicyName: 'more' };
    const PolicyDocument = JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: 'ssmmessages:OpenDataChannel', Resource: '*' }],
    });
    await iam.send(new PutRolePolicyCommand({ ...own, PolicyDocument }));
    const read = await iam.send(new GetRolePolicyCommand(own));
    assert.equal(decodeURIComponent(read.PolicyDocument ?? ''), PolicyDocument);
    await assert.rejects(iam.send(new PutRolePolicyCommand({ ...own, PolicyDocument: '{' })), {
      name: 'MalformedPolicyDocumentException',
    });
    await assert.rejects(
      iam.send(
        new PutRolePolicyCommand({
          ...own,
          PolicyDocument: `${PolicyDocument.slice(0, -2)},"Sid":"${'a'.repeat(10_240)}"}]}`,
        }),
      ),
      { name: 'MalformedPolicyDocumentException' },
    );
    await assert.rejects(iam.send(new PutRolePolicyCommand({ ...own, RoleName: 'no', PolicyDocument })), {
      name: 'NoSuchEntityException',
      message: 'The role with name no cannot be found.',
    });
    await assert.rejects(
      iam.send(new PutRolePolicyCommand({ ...own, RoleName: 'AWSServiceRoleForECS', PolicyDocument })),
      { name: 'UnmodifiableEntityException' },
    );
    await assert.rejects(iam.send(new UpdateAssumeRolePolicyCommand({ RoleName: 'partial', PolicyDocument })), {
      name: 'MalformedPolicyDocumentException',
      message: 'Has prohibited field Resource',
    });
    const trust = JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' }],
    });
    await iam.send(new UpdateAssumeRolePolicyCommand({ RoleName: 'partial', PolicyDocument: trust }));
    assert.equal(simulator.world.iam.roles.get('partial')?.trust, trust);
  });

  test('refuses names that are none', async () => {
    await using simulator = await startSimulator({ scenario });
    const iam = connect(simulator);
    await assert.rejects(iam.send(new GetRoleCommand({ RoleName: 'a b' })), { name: 'ValidationError' });
    await assert.rejects(iam.send(new GetRoleCommand({ RoleName: 'a'.repeat(65) })), { name: 'ValidationError' });
    const answer = await signedForm(simulator, 'iam', 'Action=GetRole&Version=2010-05-08');
    assert.deepEqual([answer.status, /<Code>(\w+)</.exec(answer.body)?.[1]], [400, 'ValidationError']);
    const unknown = await signedForm(simulator, 'iam', 'Action=DeleteRole&Version=2010-05-08');
    assert.match(unknown.body, /<Code>InvalidAction</);
  });
});

suite('IAM’s policy simulator', () => {
  const simulate = async (
    input: Partial<SimulatePrincipalPolicyCommandInput>,
    own: Scenario = scenario,
  ): Promise<SimulatePrincipalPolicyCommandOutput> => {
    await using simulator = await startSimulator({ scenario: own });
    return await send(simulator, input);
  };
  const send = (
    simulator: Simulator,
    input: Partial<SimulatePrincipalPolicyCommandInput>,
  ): Promise<SimulatePrincipalPolicyCommandOutput> =>
    connect(simulator).send(
      new SimulatePrincipalPolicyCommand({
        PolicySourceArn: `${ACCOUNT}:role/teams/web/partial`,
        ActionNames: CHANNELS,
        ...input,
      }),
    );

  test('answers once for each action, however many resources there are', async () => {
    const ResourceArns = ['shop', 'other'].map((name) => `arn:aws:ecs:eu-central-1:123456789012:cluster/${name}`);
    const tag = {
      ContextKeyName: 'aws:ResourceTag/team',
      ContextKeyType: 'string' as const,
      ContextKeyValues: ['web'],
    };
    const { EvaluationResults: results = [] } = await simulate({
      ActionNames: ['ecs:ExecuteCommand', 'ecs:ListTasks'],
      ResourceArns,
      ContextEntries: [tag],
    });
    assert.deepEqual(
      results.map((each) => [
        each.EvalActionName,
        each.EvalDecision,
        each.ResourceSpecificResults?.map((one) => [one.EvalResourceName, one.EvalResourceDecision]),
      ]),
      [
        [
          'ecs:ExecuteCommand',
          'implicitDeny',
          [
            [ResourceArns[0], 'allowed'],
            [ResourceArns[1], 'implicitDeny'],
          ],
        ],
        ['ecs:ListTasks', 'implicitDeny', ResourceArns.map((arn) => [arn, 'implicitDeny'])],
      ],
    );
    const [exec] = results;
    assert.equal(exec?.EvalResourceName, 'arn:${Partition}:ecs:${Region}:${Account}:cluster/${ClusterName}');
    assert.deepEqual(exec.MatchedStatements, []);
    assert.deepEqual(
      exec.ResourceSpecificResults?.[0]?.MatchedStatements?.map(({ SourcePolicyId }) => SourcePolicyId),
      ['role_partial_channels'],
    );
  });

  test('names context values that it was not given', async () => {
    const exec = { ActionNames: ['ecs:ExecuteCommand'] };
    const arn = 'arn:aws:ecs:eu-central-1:123456789012:cluster/shop';
    const [specific] = (await simulate({ ...exec, ResourceArns: [arn] })).EvaluationResults ?? [];
    assert.deepEqual(specific?.MissingContextValues, ['aws:ResourceTag/team']);
    assert.deepEqual(specific.ResourceSpecificResults?.[0]?.MissingContextValues, ['aws:ResourceTag/team']);
    const [general] = (await simulate(exec)).EvaluationResults ?? [];
    assert.deepEqual([general?.EvalResourceName, general?.ResourceSpecificResults], ['*', []]);
  });

  test('finds managed policies, and names what allows', async () => {
    const { EvaluationResults: results = [] } = await simulate({});
    assert.deepEqual(
      results.map(({ EvalDecision, MatchedStatements }) => [
        EvalDecision,
        MatchedStatements?.map(({ SourcePolicyId }) => SourcePolicyId),
      ]),
      [
        ['allowed', ['role_partial_channels', 'AmazonSSMManagedInstanceCore']],
        ['allowed', ['role_partial_channels', 'AmazonSSMManagedInstanceCore']],
        ['allowed', ['role_partial_channels', 'AmazonSSMManagedInstanceCore']],
        ['allowed', ['AmazonSSMManagedInstanceCore']],
      ],
    );
    assert.equal(results[0]?.OrganizationsDecisionDetail, undefined);
    assert.equal(results[0]?.PermissionsBoundaryDecisionDetail, undefined);
  });

  test('names a boundary, and lets another be tried', async () => {
    const PolicySourceArn = `${ACCOUNT}:role/bounded`;
    const [own] = (await simulate({ PolicySourceArn })).EvaluationResults ?? [];
    assert.equal(own?.EvalDecision, 'implicitDeny');
    assert.deepEqual(own.PermissionsBoundaryDecisionDetail, { AllowedByPermissionsBoundary: false });
    const other = JSON.stringify({ Version: '2012-10-17', Statement: { Effect: 'Allow', Action: '*', Resource: '*' } });
    const [tried] =
      (await simulate({ PolicySourceArn, PermissionsBoundaryPolicyInputList: [other] })).EvaluationResults ?? [];
    assert.equal(tried?.EvalDecision, 'allowed');
    assert.deepEqual(tried.PermissionsBoundaryDecisionDetail, { AllowedByPermissionsBoundary: true });
  });

  test('lets service control policies count, with their conditions, and says nothing of their statements', async () => {
    const serviceControlPolicies: Scenario['serviceControlPolicies'] = {
      regions: {
        Version: '2012-10-17',
        Statement: {
          Effect: 'Deny',
          Action: 'ssmmessages:*',
          Resource: '*',
          Condition: { StringNotEquals: { 'aws:RequestedRegion': 'eu-central-1' } },
        },
      },
    };
    const own = { ...scenario, serviceControlPolicies };
    const region = (value: string) => [
      { ContextKeyName: 'aws:RequestedRegion', ContextKeyType: 'string' as const, ContextKeyValues: [value] },
    ];
    const [bare] = (await simulate({}, own)).EvaluationResults ?? [];
    assert.equal(bare?.EvalDecision, 'explicitDeny');
    assert.deepEqual(bare.OrganizationsDecisionDetail, { AllowedByOrganizations: false });
    assert.deepEqual([bare.MatchedStatements, bare.MissingContextValues], [[], []]);
    const [told] = (await simulate({ ContextEntries: region('eu-central-1') }, own)).EvaluationResults ?? [];
    assert.equal(told?.EvalDecision, 'allowed');
    assert.deepEqual(told.OrganizationsDecisionDetail, { AllowedByOrganizations: true });
  });

  test('has pages', async () => {
    await using simulator = await startSimulator({ scenario });
    const first = await send(simulator, { MaxItems: 3 });
    assert.deepEqual([first.EvaluationResults?.length, first.IsTruncated], [3, true]);
    const second = await send(simulator, { MaxItems: 3, Marker: first.Marker });
    assert.deepEqual(
      [second.EvaluationResults?.map(({ EvalActionName }) => EvalActionName), second.IsTruncated],
      [['ssmmessages:OpenDataChannel'], false],
    );
  });

  test('takes roles and users, not sessions, and reads policies that it is given', async () => {
    await assert.rejects(simulate({ PolicySourceArn: 'arn:aws:sts::123456789012:assumed-role/partial/test' }), {
      name: 'InvalidInputException',
      message: /does not clearly define entity type and name/,
    });
    // The path belongs to the name.
    await assert.rejects(simulate({ PolicySourceArn: `${ACCOUNT}:role/partial` }), { name: 'NoSuchEntityException' });
    await assert.rejects(simulate({ PolicySourceArn: `${ACCOUNT}:user/nobody` }), { name: 'NoSuchEntityException' });
    await assert.rejects(simulate({ ActionNames: ['OpenDataChannel'] }), { name: 'InvalidInputException' });
    await assert.rejects(simulate({ ResourceArns: ['shop'] }), { name: 'InvalidInputException' });
    await assert.rejects(simulate({ PolicyInputList: ['{'] }), { name: 'InvalidInputException' });
    const [caller] = (await simulate({ PolicySourceArn: `${ACCOUNT}:user/test` })).EvaluationResults ?? [];
    assert.equal(caller?.EvalDecision, 'allowed');
  });
});

suite('the permissions of the caller', () => {
  test('decide every call, in the words of each service', async () => {
    await using simulator = await startSimulator({ scenario, permissions: everythingBut('iam:GetRole') });
    await assert.rejects(connect(simulator).send(new GetRoleCommand({ RoleName: 'partial' })), {
      name: 'AccessDenied',
      message:
        `User: ${ACCOUNT}:user/test is not authorized to perform: iam:GetRole on resource: role partial because no ` +
        'identity-based policy allows the iam:GetRole action',
    });
    await connect(simulator).send(new ListRolePoliciesCommand({ RoleName: 'partial' }));
    simulator.world.iam.permissions = undefined;
    await connect(simulator).send(new GetRoleCommand({ RoleName: 'partial' }));
  });

  test('are those of its role, which has a session', async () => {
    const name = 'AWSReservedSSO_Developer_0123456789abcdef';
    const own: Scenario = {
      ...scenario,
      caller: { role: name, session: 'jane@example.com' },
      roles: [
        {
          name,
          path: '/aws-reserved/sso.amazonaws.com/eu-central-1/',
          policies: {
            it: { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: 'iam:Get*', Resource: '*' } },
          },
        },
      ],
    };
    await using simulator = await startSimulator({ scenario: own });
    const { Arn, UserId } = await new STSClient(settings(simulator)).send(new GetCallerIdentityCommand({}));
    assert.equal(Arn, `arn:aws:sts::123456789012:assumed-role/${name}/jane@example.com`);
    assert.match(UserId ?? '', /^AROA[0-9A-F]{17}:jane@example\.com$/);
    const { Role } = await connect(simulator).send(new GetRoleCommand({ RoleName: name }));
    assert.equal(Role?.Arn, `${ACCOUNT}:role/aws-reserved/sso.amazonaws.com/eu-central-1/${name}`);
    await assert.rejects(connect(simulator).send(new ListRolePoliciesCommand({ RoleName: name })), {
      name: 'AccessDenied',
    });
  });
});
