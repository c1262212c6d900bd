import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import fc from 'fast-check';
import { judgeTrust, type Trust, trustPolicyFor } from '../../../src/readiness/judging/trust.ts';
import { runs } from '../../support/properties.ts';

const CLUSTER = 'arn:aws-cn:ecs:cn-north-1:111122223333:cluster/shop';

const ecs = { Effect: 'Allow', Principal: { Service: 'ecs-tasks.amazonaws.com' }, Action: 'sts:AssumeRole' };

function judge(...statements: readonly unknown[]): Trust {
  return judgeTrust(JSON.stringify({ Version: '2012-10-17', Statement: statements }), CLUSTER);
}

const when = (operator: string, key: string, value: unknown): Trust =>
  judge({ ...ecs, Condition: { [operator]: { [key]: value } } });

suite('the trust policy of a role', () => {
  test('trusts ECS tasks, however it is written', () => {
    for (const statement of [
      ecs,
      { ...ecs, Principal: { Service: ['ec2.amazonaws.com', 'ecs-tasks.amazonaws.com'] } },
      { ...ecs, Action: ['sts:TagSession', 'STS:assumerole'] },
      { ...ecs, Action: 'sts:Assume*' },
    ]) {
      assert.equal(judge(statement).state, 'trusts', JSON.stringify(statement));
    }
    assert.equal(judgeTrust(JSON.stringify({ Statement: ecs }), CLUSTER).state, 'trusts');
  });

  test('trusts by conditions that include the account and the region', () => {
    for (const [operator, key, value] of [
      ['StringEquals', 'aws:SourceAccount', '111122223333'],
      ['StringLike', 'AWS:sourceaccount', ['9*', '1111*']],
      ['ArnLike', 'aws:SourceArn', 'arn:aws-cn:ecs:cn-north-1:111122223333:*'],
      ['ArnLike', 'aws:SourceArn', 'arn:*:ecs:*:111122223333:*'],
      ['StringLike', 'aws:SourceArn', '*'],
    ] as const) {
      assert.equal(when(operator, key, value).state, 'trusts', `${operator} ${key}`);
    }
  });

  test('refuses by conditions that exclude them, and the corrected policy trusts', () => {
    for (const [operator, key, value] of [
      ['StringEquals', 'aws:SourceAccount', '999999999999'],
      ['ArnLike', 'aws:SourceArn', 'arn:aws-cn:ecs:cn-north-1:999999999999:*'],
      ['ArnEquals', 'aws:SourceArn', ['arn:aws-cn:ecs:cn-northwest-1:111122223333:*']],
      ['ArnLike', 'aws:SourceArn', 'arn:aws:ecs:cn-north-1:111122223333:*'],
    ] as const) {
      assertMended(when(operator, key, value), 'condition');
    }
  });

  test('refuses where nothing names ECS tasks, and the corrected policy trusts', () => {
    assertMended(judge({ ...ecs, Principal: { Service: 'ecs-task.amazonaws.com' } }), 'principal');
    assertMended(judge({ ...ecs, Principal: { AWS: 'arn:aws-cn:iam::111122223333:root' } }), 'principal');
    assertMended(judge({ ...ecs, Action: 'sts:TagSession' }), 'principal');
    assertMended(judge(), 'principal');
  });

  test('a denial counts more than what allows, and is not for us to mend', () => {
    const trust = judge(ecs, { ...ecs, Effect: 'Deny' });
    assert.deepEqual(trust.state === 'refuses' && [trust.because, trust.after], ['deny', undefined]);
  });

  test('what cannot be judged is unclear', () => {
    for (const trust of [
      when('StringNotEquals', 'aws:SourceAccount', '999999999999'),
      when('StringEquals', 'aws:PrincipalTag/team', 'shop'),
      when('ArnLike', 'aws:SourceArn', 'arn:aws-cn:ecs:cn-north-1:111122223333:cluster/shop'),
      when('ForAnyValue:StringEquals', 'aws:SourceAccount', '999999999999'),
      judge({ ...ecs, Principal: '*' }),
      judge({ Effect: 'Allow', NotPrincipal: { Service: 'x' }, Action: 'sts:AssumeRole' }),
      judge({ Effect: 'Allow', Principal: ecs.Principal, NotAction: 'sts:TagSession' }),
      judge(ecs, { ...ecs, Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
      judge(ecs, 7),
      judgeTrust('not JSON', CLUSTER),
      judgeTrust('[]', CLUSTER),
    ]) {
      assert.equal(trust.state, 'unclear');
    }
  });

  test('what is proposed for a new role trusts', () => {
    assert.equal(judgeTrust(trustPolicyFor(CLUSTER), CLUSTER).state, 'trusts');
  });

  test('any JSON is judged without a throw', () => {
    const word = fc.constantFrom('Allow', 'Deny', 'sts:AssumeRole', 'ecs-tasks.amazonaws.com', '*', '111122223333');
    const part = fc.letrec((tie) => ({
      value: fc.oneof(
        word,
        fc.string(),
        fc.integer(),
        fc.constant(null),
        fc.array(tie('value'), { maxLength: 3 }),
        tie('object'),
      ),
      object: fc.dictionary(
        fc.constantFrom('Service', 'AWS', 'StringEquals', 'ArnLike', 'aws:SourceAccount', 'aws:SourceArn', '__proto__'),
        tie('value'),
        { maxKeys: 3 },
      ),
    }));
    const statement = fc.record(
      { Effect: word, Principal: part.value, Action: part.value, Condition: part.value },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fc.array(statement, { maxLength: 4 }), (statements) => {
        const trust = judge(...statements);
        if (trust.state === 'refuses' && trust.after !== undefined) {
          assert.equal(judgeTrust(trust.after, CLUSTER).state, 'trusts', trust.after);
        }
      }),
      runs(),
    );
  });
});

function assertMended(trust: Trust, because: string): void {
  assert.ok(trust.state === 'refuses', trust.state);
  assert.equal(trust.because, because);
  assert.equal(judgeTrust(trust.after ?? '', CLUSTER).state, 'trusts', trust.after);
  assert.equal(trust.before, JSON.stringify(JSON.parse(trust.before), null, 2));
}
