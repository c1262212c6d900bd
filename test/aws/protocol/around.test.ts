import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { Gateway } from '../../../src/aws/api/gateway.ts';
import { isProblem } from '../../../src/problem.ts';
import { connect, enterHome, problemOf } from '../support/connected.ts';
import { answering, type Peer, type Saying } from '../support/servers.ts';

/** What AWS answers, by the name of the call; S3's calls are named by their query. */
type Answers = Readonly<Record<string, string | Saying | ((body: URLSearchParams) => string | Saying)>>;

const KEYS = { credentials: '[default]\naws_access_key_id = test\naws_secret_access_key = secret\n' };

/** Asks a server that answers like this in place of AWS. */
async function asking(answers: Answers, ask: (gateway: Gateway, peer: Peer) => Promise<void>): Promise<void> {
  await using _home = await enterHome(KEYS);
  await using peer = await answering((request, body) => {
    const form = new URLSearchParams(body);
    const name = form.get('Action') ?? new URL(request.url ?? '', 'http://peer').search.slice(1).split('=')[0] ?? '';
    const answer = answers[name] ?? {
      status: 400,
      body: `<ErrorResponse><Error><Code>No${name}</Code></Error></ErrorResponse>`,
    };
    const saying = typeof answer === 'function' ? answer(form) : answer;
    const common = { type: 'text/xml', requestId: 'request-1' };
    return typeof saying === 'string' ? { ...common, body: saying } : { ...common, ...saying };
  });
  const gateway = await connect({ endpoint: peer.address, log: () => undefined });
  try {
    await ask(gateway, peer);
  } finally {
    gateway.dispose();
  }
}

const denied = (code: string, message: string): Saying => ({
  status: 403,
  body: `<ErrorResponse><Error><Code>${code}</Code><Message>${message}</Message></Error></ErrorResponse>`,
});

suite('who asks, and what roles are and may', () => {
  test('is told by STS and IAM, whose documents are decoded', () =>
    asking(
      {
        GetCallerIdentity: `<GetCallerIdentityResponse><GetCallerIdentityResult>
          <Arn>arn:aws:sts::111122223333:assumed-role/dev/me</Arn><UserId>AROA1:me</UserId>
          <Account>111122223333</Account></GetCallerIdentityResult></GetCallerIdentityResponse>`,
        GetRole: `<GetRoleResponse><GetRoleResult><Role><Arn>arn:aws:iam::111122223333:role/path/dev</Arn>
          <RoleName>dev</RoleName><AssumeRolePolicyDocument>%7B%22Statement%22%3A%5B%5D%7D</AssumeRolePolicyDocument>
          </Role></GetRoleResult></GetRoleResponse>`,
      },
      async ({ identity }) => {
        assert.deepEqual(await identity.caller(), {
          account: '111122223333',
          arn: 'arn:aws:sts::111122223333:assumed-role/dev/me',
          userId: 'AROA1:me',
        });
        assert.deepEqual(await identity.role('dev'), {
          arn: 'arn:aws:iam::111122223333:role/path/dev',
          name: 'dev',
          trustPolicy: '{"Statement":[]}',
          permissionsBoundaryArn: undefined,
        });
      },
    ));

  test('is simulated in pages, each action on each resource', () =>
    asking(
      {
        SimulatePrincipalPolicy: (form) => {
          const isFirst = form.get('Marker') === null;
          const action = isFirst ? 'ecs:ExecuteCommand' : 'ssmmessages:OpenDataChannel';
          return `<SimulatePrincipalPolicyResponse><SimulatePrincipalPolicyResult><IsTruncated>${isFirst}</IsTruncated>
            ${isFirst ? '<Marker>more</Marker>' : ''}<EvaluationResults><member><EvalActionName>${action}</EvalActionName>
            <EvalDecision>implicitDeny</EvalDecision><EvalResourceName>*</EvalResourceName>
            <MissingContextValues><member>aws:SourceIp</member></MissingContextValues>
            <OrganizationsDecisionDetail><AllowedByOrganizations>false</AllowedByOrganizations></OrganizationsDecisionDetail>
            <ResourceSpecificResults><member><EvalResourceName>${form.get('ResourceArns.member.1')}</EvalResourceName>
            <EvalResourceDecision>allowed</EvalResourceDecision></member></ResourceSpecificResults>
            </member></EvaluationResults></SimulatePrincipalPolicyResult></SimulatePrincipalPolicyResponse>`;
        },
      },
      async ({ identity }) => {
        const decisions = await identity.simulate({
          principalArn: 'arn:aws:iam::111122223333:role/dev',
          actions: ['ecs:ExecuteCommand', 'ssmmessages:OpenDataChannel'],
          resources: ['arn:aws:ecs:eu-central-1:111122223333:cluster/shop'],
          context: [{ key: 'aws:SecureTransport', type: 'boolean', values: ['true'] }],
        });
        assert.deepEqual(
          decisions.map(({ action }) => action),
          ['ecs:ExecuteCommand', 'ssmmessages:OpenDataChannel'],
        );
        const [decision] = decisions;
        assert.deepEqual(decision, {
          action: 'ecs:ExecuteCommand',
          decision: 'implicitDeny',
          resources: [
            {
              resource: 'arn:aws:ecs:eu-central-1:111122223333:cluster/shop',
              decision: 'allowed',
              policies: [],
              missing: [],
              allowedByBoundary: undefined,
            },
          ],
          policies: [],
          missing: ['aws:SourceIp'],
          allowedByOrganization: false,
          allowedByBoundary: undefined,
        });
      },
    ));

  test('is nothing where IAM knows no such role', () =>
    asking({ GetRole: denied('NoSuchEntity', 'The role with name gone cannot be found.') }, async ({ identity }) =>
      assert.equal(await identity.role('gone'), undefined),
    ));
});

suite('what is refused', () => {
  const cases: readonly [
    name: string,
    answers: Answers,
    permission: string,
    ask: (gateway: Gateway) => Promise<unknown>,
  ][] = [
    [
      'by IAM',
      { GetRole: denied('AccessDenied', 'User: me is not authorized to perform: iam:GetRole on resource: role dev') },
      'iam:GetRole',
      ({ identity }) => identity.role('dev'),
    ],
    [
      'by EC2, whose action is the call',
      {
        DescribeSubnets: {
          status: 403,
          body:
            '<Response><Errors><Error><Code>UnauthorizedOperation</Code>' +
            '<Message>You are not authorized to perform this operation.</Message></Error></Errors></Response>',
        },
      },
      'ec2:DescribeSubnets',
      ({ vpc }) => vpc.subnet('subnet-1'),
    ],
    [
      'by S3, whose action is not the call',
      {
        location: '<LocationConstraint xmlns="http://s3.amazonaws.com/doc/2006-03-01/">EU</LocationConstraint>',
        encryption: { status: 403, body: '<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>' },
      },
      's3:GetEncryptionConfiguration',
      ({ buckets }) => buckets.bucket('logs', 'encryption'),
    ],
  ];
  for (const [name, answers, permission, ask] of cases) {
    test(`names the permission: ${name}`, () =>
      asking(answers, async (gateway) => {
        const { code } = await problemOf(ask(gateway));
        assert.equal(code, 'access-denied');
        const error: unknown = await ask(gateway).catch((reason: unknown) => reason);
        assert.ok(isProblem(error));
        assert.equal(error.permission, permission);
      }));
  }
});

suite('buckets', () => {
  test('of the first region have no name for it, and some are not encrypted', () =>
    asking(
      {
        location: '<LocationConstraint xmlns="http://s3.amazonaws.com/doc/2006-03-01/"/>',
        encryption: {
          status: 404,
          body: '<Error><Code>ServerSideEncryptionConfigurationNotFoundError</Code><Message>None</Message></Error>',
        },
      },
      async ({ buckets }) => {
        const found = { name: 'logs', region: undefined, encryption: undefined };
        assert.deepEqual(await buckets.bucket('logs', 'region'), { ...found, region: 'us-east-1' });
        assert.deepEqual(await buckets.bucket('logs', 'encryption'), found);
      },
    ));

  test('that are gone are none', () =>
    asking(
      {
        location: { status: 404, body: '<Error><Code>NoSuchBucket</Code><Message>None</Message></Error>' },
        encryption: { status: 404, body: '<Error><Code>NoSuchBucket</Code><Message>None</Message></Error>' },
      },
      async ({ buckets }) => {
        assert.equal(await buckets.bucket('gone', 'region'), undefined);
        assert.equal(await buckets.bucket('gone', 'encryption'), undefined);
      },
    ));
});

suite('the route table of a subnet', () => {
  const tables = `<DescribeRouteTablesResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"><routeTableSet>
    <item><routeTableId>rtb-main</routeTableId><associationSet><item><main>true</main></item></associationSet></item>
    <item><routeTableId>rtb-own</routeTableId><associationSet><item><subnetId>subnet-1</subnetId><main>false</main></item>
    </associationSet><routeSet><item><destinationCidrBlock>0.0.0.0/0</destinationCidrBlock>
    <natGatewayId>nat-1</natGatewayId><state>active</state></item></routeSet></item></routeTableSet>
    </DescribeRouteTablesResponse>`;

  test("is its own, else the VPC's main one", () =>
    asking({ DescribeRouteTables: tables }, async ({ vpc }) => {
      assert.deepEqual(await vpc.routeTable('subnet-1', 'vpc-1'), {
        id: 'rtb-own',
        isMain: false,
        routes: [{ destination: '0.0.0.0/0', target: 'nat-1', state: 'active' }],
      });
      assert.deepEqual(await vpc.routeTable('subnet-2', 'vpc-1'), { id: 'rtb-main', isMain: true, routes: [] });
    }));
});
