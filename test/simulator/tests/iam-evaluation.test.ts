import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { type Authorization, authorize, type Policies } from '../iam/authorize.ts';
import { allow } from '../iam/aws-policies.ts';
import { RequestContext } from '../iam/context.ts';
import { checkPolicy, type PolicyDocument, readPolicy, type StatementDocument } from '../iam/document.ts';
import { evaluate, type Evaluation } from '../iam/evaluate.ts';
import { matchesArn, matchesPattern } from '../iam/pattern.ts';

const CLUSTER = 'arn:aws:ecs:eu-central-1:123456789012:cluster/shop';

function document(...statements: StatementDocument[]): PolicyDocument {
  return { Version: '2012-10-17', Statement: statements };
}

function ask(
  policy: PolicyDocument,
  {
    action = 'ecs:ExecuteCommand',
    resource = CLUSTER,
    context = {},
  }: { action?: string; resource?: string; context?: Record<string, string | string[]> } = {},
): Evaluation {
  const request = { action, resource, context: new RequestContext(context) };
  return evaluate([{ id: 'it', policy: checkPolicy(policy) }], request);
}

const decide = (...argv: Parameters<typeof ask>): string => ask(...argv).decision;

suite('the evaluation of policies', () => {
  test('finds patterns', () => {
    const yes: [string, string][] = [
      ['*', ''],
      ['a*c', 'abbc'],
      ['a?c', 'abc'],
      ['*b*', 'abc'],
      ['**', 'x'],
      ['a*b*c', 'aXbYbc'],
    ];
    const no: [string, string][] = [
      ['a?c', 'ac'],
      ['a*c', 'abcd'],
      ['', 'a'],
      ['A', 'a'],
      ['a.c', 'abc'],
    ];
    assert.deepEqual(
      yes.filter(([pattern, text]) => !matchesPattern(pattern, text)),
      [],
    );
    assert.deepEqual(
      no.filter(([pattern, text]) => matchesPattern(pattern, text)),
      [],
    );
    assert.ok(!matchesPattern(`${'*a'.repeat(2000)}b`, 'a'.repeat(4000)), 'a pattern must not take for ever');
    assert.ok(matchesArn('arn:aws:ecs:*:123456789012:*', 'arn:aws:ecs:eu-central-1:123456789012:task/shop/1:2'));
    assert.ok(!matchesArn('arn:aws:*', CLUSTER), 'a star does not go over a colon');
  });

  test('lets a denial win over a permission, and denies what nobody allows', () => {
    const both = document(
      { Effect: 'Allow', Action: 'ecs:*', Resource: '*' },
      { Effect: 'Deny', Action: 'ecs:ExecuteCommand', Resource: '*' },
    );
    assert.deepEqual(ask(both).matches, [{ id: 'it', index: 1, effect: 'Deny' }]);
    assert.equal(decide(both), 'explicitDeny');
    assert.equal(decide(both, { action: 'ecs:ListTasks' }), 'allowed');
    assert.equal(decide(both, { action: 'ssm:StartSession' }), 'implicitDeny');
  });

  test('takes the case of actions for nothing, and that of resources for something', () => {
    assert.equal(decide(allow('ECS:executecommand')), 'allowed');
    const resources = (resource: string): PolicyDocument =>
      document({ Effect: 'Allow', Action: '*', Resource: resource });
    assert.equal(decide(resources(CLUSTER)), 'allowed');
    assert.equal(decide(resources(CLUSTER.toUpperCase().replace('ARN', 'arn'))), 'implicitDeny');
    assert.equal(decide(resources('arn:aws:ecs:*:*:cluster/sh?p')), 'allowed');
  });

  test('knows NotAction and NotResource', () => {
    const others = document({ Effect: 'Allow', NotAction: ['ecs:Exec*', 'iam:*'], Resource: '*' });
    assert.equal(decide(others), 'implicitDeny');
    assert.equal(decide(others, { action: 'ecs:ListTasks' }), 'allowed');
    const elsewhere = document({ Effect: 'Allow', Action: '*', NotResource: CLUSTER });
    assert.equal(decide(elsewhere), 'implicitDeny');
    assert.equal(decide(elsewhere, { resource: `${CLUSTER}2` }), 'allowed');
  });

  test('fills in variables, and matches nothing where one is unknown', () => {
    const policy = document({ Effect: 'Allow', Action: '*', Resource: 'arn:aws:s3:::${aws:username}/*' });
    const resource = 'arn:aws:s3:::jane/x';
    assert.equal(decide(policy, { resource, context: { 'aws:username': 'jane' } }), 'allowed');
    assert.equal(decide(policy, { resource, context: { 'aws:username': 'joe' } }), 'implicitDeny');
    assert.equal(decide(policy, { resource }), 'implicitDeny');
    assert.equal(
      decide({ ...policy, Version: '2008-10-17' }, { resource: 'arn:aws:s3:::${aws:username}/x' }),
      'allowed',
    );
    const standard = document({
      Effect: 'Allow',
      Action: '*',
      Resource: "arn:aws:s3:::${aws:PrincipalTag/team, 'all'}/x",
    });
    assert.equal(decide(standard, { resource: 'arn:aws:s3:::all/x' }), 'allowed');
  });

  const under = (condition: NonNullable<StatementDocument['Condition']>, context: Record<string, string | string[]>) =>
    decide(document({ Effect: 'Allow', Action: '*', Resource: '*', Condition: condition }), { context }) === 'allowed';

  const cases: [operator: string, wanted: string | string[], actual: string | string[] | undefined, holds: boolean][] =
    [
      ['StringEquals', 'a', 'a', true],
      ['StringEquals', ['a', 'b'], 'b', true],
      ['StringEquals', 'a', 'A', false],
      ['StringEquals', 'a', undefined, false],
      ['StringEqualsIfExists', 'a', undefined, true],
      ['StringEqualsIfExists', 'a', 'b', false],
      ['StringEqualsIgnoreCase', 'a', 'A', true],
      ['StringNotEquals', 'a', 'b', true],
      ['StringNotEquals', ['a', 'b'], 'b', false],
      ['StringNotEquals', 'a', undefined, true],
      ['StringLike', 'a*', 'abc', true],
      ['StringNotLike', 'a*', 'abc', false],
      ['StringEquals', 'a*', 'abc', false],
      ['ArnLike', 'arn:aws:ecs:*:123456789012:cluster/*', CLUSTER, true],
      ['ArnEquals', 'arn:aws:ecs:*:123456789012:cluster/*', CLUSTER, true],
      ['ArnNotLike', 'arn:aws:ecs:*:*:task/*', CLUSTER, true],
      ['ArnLike', 'arn:aws:ecs:*', CLUSTER, false],
      ['Bool', 'true', 'true', true],
      ['Bool', 'false', 'true', false],
      ['Bool', 'true', undefined, false],
      ['BoolIfExists', 'true', undefined, true],
      ['Null', 'true', undefined, true],
      ['Null', 'false', undefined, false],
      ['Null', 'false', 'x', true],
      ['NumericLessThanEquals', '2', '2', true],
      ['NumericGreaterThan', '2', '2', false],
      ['NumericEquals', '2', 'two', false],
      ['DateLessThan', '2026-01-01T00:00:00Z', '2025-12-31T00:00:00Z', true],
      ['IpAddress', '10.0.0.0/8', '10.1.2.3', true],
      ['NotIpAddress', '10.0.0.0/8', '10.1.2.3', false],
      ['IpAddress', '10.0.0.0/8', 'fd00::1', false],
      ['ForAnyValue:StringEquals', 'a', ['b', 'a'], true],
      ['ForAnyValue:StringEquals', 'a', ['b'], false],
      ['ForAnyValue:StringEquals', 'a', undefined, false],
      ['ForAllValues:StringEquals', ['a', 'b'], ['b', 'a'], true],
      ['ForAllValues:StringEquals', 'a', ['b', 'a'], false],
      ['ForAllValues:StringEquals', 'a', undefined, true],
      ['ForAllValues:StringNotEquals', 'a', ['b', 'c'], true],
      ['ForAnyValue:StringNotEquals', 'a', ['a', 'c'], true],
      ['ForAnyValue:StringLike', 'a*', ['xyz', 'abc'], true],
      ['ForAllValues:ArnLike', 'arn:aws:ecs:*:*:*', [CLUSTER], true],
      ['forallvalues:stringequalsifexists', 'a', ['a'], true],
    ];
  for (const [operator, wanted, actual, holds] of cases) {
    test(`says that ${operator} ${JSON.stringify(wanted)} ${holds ? 'holds' : 'does not hold'} for ${JSON.stringify(actual)}`, () => {
      const context: Record<string, string | string[]> = actual === undefined ? {} : { 'test:Key': actual };
      assert.equal(under({ [operator]: { 'Test:key': wanted } }, context), holds);
    });
  }

  test('needs all conditions of a statement', () => {
    const condition = { StringEquals: { 'a:a': '1', 'a:b': '2' }, Bool: { 'a:c': true } };
    assert.equal(under(condition, { 'a:a': '1', 'a:b': '2', 'a:c': 'true' }), true);
    assert.equal(under(condition, { 'a:a': '1', 'a:b': '2', 'a:c': 'false' }), false);
  });

  test('says which condition keys it missed, of statements about the action and the resource alone', () => {
    const policy = document(
      {
        Effect: 'Allow',
        Action: 'ecs:ExecuteCommand',
        Resource: '*',
        Condition: { StringEquals: { 'aws:ResourceTag/team': 'shop', 'ecs:container-name': 'web' } },
      },
      {
        Effect: 'Deny',
        Action: 'iam:*',
        Resource: '*',
        Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'false' } },
      },
    );
    assert.deepEqual([...ask(policy, { context: { 'ecs:container-name': 'web' } }).missing], ['aws:ResourceTag/team']);
  });

  const mistakes: [policy: unknown, message: string][] = [
    [{ Version: '2012-10-17' }, 'Syntax errors in policy.'],
    [{ Version: '2020-01-01', Statement: [] }, 'Syntax errors in policy.'],
    [document({ Effect: 'Allow', Resource: '*' }), 'Policy statement must contain actions.'],
    [document({ Effect: 'Allow', Action: 'ecs:*' }), 'Policy statement must contain resources.'],
    [
      document({ Effect: 'Allow', Action: 'ecs', Resource: '*' }),
      'Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.',
    ],
    [document({ Effect: 'Allow', Action: '*', Resource: 'shop' }), 'Resource shop must be in ARN format or "*".'],
    [document({ Effect: 'Allow', Action: '*', NotAction: 'a:b', Resource: '*' }), 'Syntax errors in policy.'],
    [
      document({ Effect: 'Allow', Action: '*', Resource: '*', Principal: '*' }),
      'Policy document should not specify a principal.',
    ],
    [
      document({ Effect: 'Allow', Action: '*', Resource: '*', Condition: { StringEqual: { a: 'b' } } }),
      'Invalid Condition type : StringEqual.',
    ],
    [
      document(
        { Sid: 'A', Effect: 'Allow', Action: '*', Resource: '*' },
        { Sid: 'A', Effect: 'Deny', Action: '*', Resource: '*' },
      ),
      'Statement IDs (SID) in a single policy must be unique.',
    ],
  ];
  for (const [policy, message] of mistakes) {
    test(`refuses a policy: ${message} ${JSON.stringify(policy).slice(0, 60)}`, () => {
      assert.throws(() => checkPolicy(policy), { name: 'PolicyError', message });
    });
  }

  test('refuses what is not JSON, and a trust policy that names resources or nobody', () => {
    assert.throws(() => readPolicy('{'), { message: 'This policy contains invalid Json' });
    assert.throws(() => checkPolicy(allow('sts:AssumeRole'), 'trust'), { message: 'Has prohibited field Resource' });
    assert.throws(() => checkPolicy(document({ Effect: 'Allow', Action: 'sts:AssumeRole' }), 'trust'), {
      message: 'Missing required field Principal',
    });
  });
});

suite('the authorization by several kinds of policies', () => {
  const named = (id: string, policy: PolicyDocument) => ({ id, policy: checkPolicy(policy) });
  const deny = (action: string): PolicyDocument => document({ Effect: 'Deny', Action: action, Resource: '*' });
  const may = (policies: Policies): Authorization =>
    authorize(policies, { action: 'ecs:ExecuteCommand', resource: '*', context: new RequestContext() });
  const everything = named('admin', allow('*'));

  test('needs the permission of each kind', () => {
    assert.equal(may({ identity: [everything] }).decision, 'allowed');
    assert.deepEqual(
      [may({ identity: [] }), may({ identity: [everything], boundary: named('b', allow('s3:*')) })].map(
        ({ decision, culprit, allowedByBoundary }) => [decision, culprit, allowedByBoundary],
      ),
      [
        ['implicitDeny', 'identity', undefined],
        ['implicitDeny', 'boundary', false],
      ],
    );
    const narrow = may({ identity: [everything], organization: [named('scp', allow('s3:*'))] });
    assert.deepEqual(
      [narrow.decision, narrow.culprit, narrow.allowedByOrganization],
      ['implicitDeny', 'organization', false],
    );
  });

  test('lets a denial of any kind win, and names the kind', () => {
    const organization = [named('full', allow('*')), named('scp', deny('ecs:Execute*'))];
    const refused = may({ identity: [everything], organization });
    assert.deepEqual([refused.decision, refused.culprit], ['explicitDeny', 'organization']);
    const bounded = may({ identity: [everything], boundary: named('b', deny('ecs:*')) });
    assert.deepEqual(
      [bounded.decision, bounded.culprit, bounded.allowedByBoundary],
      ['explicitDeny', 'boundary', false],
    );
  });

  test('does not say which keys an organization’s policies missed', () => {
    const policy = document({
      Effect: 'Deny',
      Action: '*',
      Resource: '*',
      Condition: { StringNotEquals: { 'aws:RequestedRegion': 'eu-central-1' } },
    });
    const refused = may({ identity: [everything], organization: [named('full', allow('*')), named('scp', policy)] });
    assert.equal(refused.decision, 'explicitDeny');
    assert.deepEqual([...refused.missing], []);
  });

  test('takes the permission of a resource’s own policy, too', () => {
    const resource = named('key', document({ Effect: 'Allow', Action: '*', Resource: '*' }));
    assert.equal(may({ identity: [], resource }).decision, 'allowed');
    assert.equal(may({ identity: [everything], resource: named('key', deny('*')) }).culprit, 'resource');
  });
});
