import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { judgeKeyPolicy, type KeyAccess, type KeyUser } from '../../../src/readiness/policy/key-policy.ts';

const ACCOUNT = '111122223333';
const KEY = `arn:aws:kms:eu-central-1:${ACCOUNT}:key/1`;
const ROLE: KeyUser = {
  account: ACCOUNT,
  kind: 'role',
  name: 'web',
  arn: `arn:aws:iam::${ACCOUNT}:role/apps/web`,
  session: undefined,
};
const SESSION: KeyUser = { ...ROLE, arn: undefined, session: `arn:aws:sts::${ACCOUNT}:assumed-role/web/anna` };

interface Case {
  readonly of: string;
  readonly statement: object;
  readonly says: Partial<KeyAccess>;
  readonly user?: KeyUser;
}

const named = (AWS: unknown, more: object = {}) => ({
  ...{ Effect: 'Allow', Principal: { AWS }, Action: 'kms:Decrypt', Resource: '*' },
  ...more,
});
const when = (Condition: unknown, Effect = 'Allow') => named(ROLE.arn, { Condition, Effect });

const CASES: readonly Case[] = [
  { of: 'the role', statement: named([ROLE.arn]), says: { allows: 'yes' } },
  { of: 'the role without its path', statement: named(`arn:aws:iam::${ACCOUNT}:role/web`), says: { allows: 'yes' } },
  { of: 'another role', statement: named(`arn:aws:iam::${ACCOUNT}:role/apps/other`), says: {} },
  { of: 'a role of another account', statement: named('arn:aws:iam::999988887777:role/apps/web'), says: {} },
  { of: 'a user of the same name', statement: named(`arn:aws:iam::${ACCOUNT}:user/web`), says: {} },
  { of: 'a role that is gone', statement: named('AROAIOSFODNN7EXAMPLE'), says: {} },
  { of: 'anybody', statement: named('*'), says: { allows: 'yes' } },
  { of: 'anybody, in short', statement: { ...named(''), Principal: '*' }, says: { allows: 'yes' } },
  { of: 'the account', statement: named(`arn:aws:iam::${ACCOUNT}:root`), says: { delegates: 'yes' } },
  { of: 'the account, by its number', statement: named([ACCOUNT]), says: { delegates: 'yes' } },
  { of: 'another account', statement: named('999988887777'), says: {} },
  { of: 'a service', statement: { ...named(''), Principal: { Service: 'logs.amazonaws.com' } }, says: {} },
  { of: 'all but somebody', statement: { ...named(''), Principal: undefined, NotPrincipal: '*' }, says: possibly() },
  { of: 'something that is no name', statement: named([7]), says: possibly() },
  { of: 'a session of the role', statement: named(SESSION.session), says: { allows: 'maybe' } },
  { of: 'their session', statement: named(SESSION.session), says: { allows: 'yes' }, user: SESSION },
  { of: 'another session', statement: named(`${SESSION.session ?? ''}s`), says: {}, user: SESSION },
  { of: 'another action', statement: named(ROLE.arn, { Action: ['kms:Encrypt', 'kms:Describe*'] }), says: {} },
  { of: 'a pattern of actions', statement: named(ROLE.arn, { Action: 'KMS:d*' }), says: { allows: 'yes' } },
  {
    of: 'all but some actions',
    statement: named(ROLE.arn, { Action: undefined, NotAction: 'kms:Encrypt' }),
    says: { allows: 'yes' },
  },
  { of: 'another key', statement: named(ROLE.arn, { Resource: `${KEY}0` }), says: {} },
  { of: 'all but some keys', statement: named(ROLE.arn, { Resource: undefined }), says: { allows: 'maybe' } },
  { of: 'a denial', statement: named(ROLE.arn, { Effect: 'Deny' }), says: { denies: 'yes' } },
  { of: 'a denial of the account', statement: named(ACCOUNT, { Effect: 'Deny' }), says: { denies: 'maybe' } },
  { of: 'no condition', statement: when({}), says: { allows: 'yes' } },
  {
    of: 'requests without TLS',
    statement: when({ Bool: { 'aws:SecureTransport': 'false' } }, 'Deny'),
    says: {},
  },
  { of: 'requests with TLS', statement: when({ Bool: { 'aws:SecureTransport': true } }), says: { allows: 'yes' } },
  {
    of: 'their account',
    statement: when({ StringEquals: { 'kms:CallerAccount': [ACCOUNT] } }),
    says: { allows: 'yes' },
  },
  {
    of: 'all but another account',
    statement: when({ StringNotEquals: { 'aws:PrincipalAccount': '999988887777' } }),
    says: { allows: 'yes' },
  },
  {
    of: 'requests through a service',
    statement: when({ StringLike: { 'kms:ViaService': 's3.*' } }),
    says: {},
  },
  {
    of: 'requests through a service, if through any',
    statement: when({ StringEqualsIfExists: { 'kms:ViaService': 's3.eu-central-1.amazonaws.com' } }),
    says: { allows: 'yes' },
  },
  {
    of: 'roles below a path',
    statement: when({ ArnLike: { 'aws:PrincipalArn': `arn:aws:iam::${ACCOUNT}:role/apps/*` } }),
    says: { allows: 'yes' },
  },
  {
    of: 'roles below a path, of somebody whose path is not known',
    statement: when({ ArnLike: { 'aws:PrincipalArn': `arn:aws:iam::${ACCOUNT}:role/apps/*` } }),
    says: { allows: 'maybe' },
    user: SESSION,
  },
  {
    of: 'what is not known',
    statement: when({ StringEquals: { 'aws:PrincipalOrgID': 'o-1' } }),
    says: { allows: 'maybe' },
  },
  {
    of: 'what is not known, beside what does not hold',
    statement: when({ StringEquals: { 'aws:PrincipalOrgID': 'o-1', 'kms:CallerAccount': '999988887777' } }),
    says: {},
  },
  {
    of: 'a variable',
    statement: when({ StringEquals: { 'kms:CallerAccount': '${aws:PrincipalAccount}' } }),
    says: { allows: 'maybe' },
  },
  {
    of: 'a condition of another kind',
    statement: when({ NumericLessThan: { 'aws:x': 1 } }),
    says: { allows: 'maybe' },
  },
  { of: 'no kind of condition', statement: when('none'), says: { allows: 'maybe' } },
];

function possibly(): Partial<KeyAccess> {
  return { allows: 'maybe', delegates: 'maybe' };
}

suite('the policy of a key', () => {
  for (const { of, statement, says, user = ROLE } of CASES) {
    test(`about ${of}`, () => {
      const policy = JSON.stringify({ Version: '2012-10-17', Statement: statement });
      assert.deepEqual(judgeKeyPolicy(policy, KEY, user, 'kms:Decrypt'), {
        ...{ denies: 'no', allows: 'no', delegates: 'no' },
        ...says,
      });
    });
  }

  test('that is none is said to be none', () => {
    for (const text of ['', '{', '[]', 'null', '{"Statement":[1]}', '{"Statement":null}']) {
      const found = judgeKeyPolicy(text, KEY, ROLE, 'kms:Decrypt');
      assert.ok(found === undefined || found.allows === 'no', text);
    }
  });
});
