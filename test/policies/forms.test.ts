import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { runInThisContext } from 'node:vm';
import ts from 'typescript';
import { parse, type ScalarTag } from 'yaml';
import { createLanguageService } from '../../src/language/index.ts';
import { FORMS, writePolicies } from '../../src/policies/index.ts';
import { POLICY_IDS, type PolicyId } from '../../src/policies/policy.ts';
import { type Scope, UNKNOWN_SCOPE } from '../../src/policies/scope.ts';
import { english } from '../../src/text.ts';
import { readTerraform } from './terraform.ts';

const known: Scope = {
  partition: 'aws-cn',
  region: 'cn-north-1',
  account: '123456789012',
  cluster: 'shop',
  task: undefined,
  containers: ['web', "it's ${a} `b` %{c} \\d"],
  sessions: {
    keyArn: 'arn:aws-cn:kms:cn-north-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab',
    logGroup: '/ecs/exec',
    bucket: { name: 'sessions', prefix: 'exec/', isEncrypted: true },
  },
};
const unknown: Scope = { ...UNKNOWN_SCOPE, sessions: { ...known.sessions, keyArn: '' } };
const scopes = { 'all is known': known, 'nothing is known': unknown };

suite('policies in each form', () => {
  for (const [name, scope] of Object.entries(scopes)) {
    test(`JSON where ${name}: our rules find nothing in it`, () => {
      for (const { text } of texts(scope, 'json')) {
        const { subjects, findings } = open(text);
        assert.deepEqual(subjects, ['policy']);
        assert.deepEqual(findings, []);
      }
    });

    test(`CloudFormation where ${name}: the same documents`, () => {
      const [{ text } = { text: '' }] = texts(scope, 'cloudformation');
      const template = parse(text, { customTags: [sub] }) as Template;
      const parameters = Object.keys(template.Parameters ?? {});
      assert.deepEqual(parameters, scope === known ? [] : ['ClusterName', 'KeyId']);
      assert.deepEqual(
        Object.values(template.Resources).map(({ Properties }) => Properties.PolicyDocument),
        documents(scope),
      );
    });

    test(`Terraform where ${name}: the same documents`, () => {
      const [{ text } = { text: '' }] = texts(scope, 'terraform');
      assert.deepEqual(readTerraform(text, TERRAFORM), documents(scope));
    });

    test(`CDK where ${name}: the same documents`, () => {
      const [{ text } = { text: '' }] = texts(scope, 'cdk');
      assert.deepEqual(runCdk(text), documents(scope));
    });
  }

  test('only what is wanted is written, and only what it needs', () => {
    const wanted = new Set<PolicyId>(['guard-sessions']);
    for (const form of FORMS) {
      const [{ text } = { text: '' }, ...others] = writePolicies(UNKNOWN_SCOPE, wanted, form, english);
      assert.deepEqual(others, []);
      assert.match(text, /ssm:StartSession/);
      assert.doesNotMatch(text, /ExecuteCommand|key_?id/i);
    }
  });

  test('a remark stays a comment, whatever is in its translation', () => {
    for (const form of FORMS.filter(({ id }) => id !== 'json')) {
      const [{ text } = { text: '' }] = writePolicies(known, new Set(['exec']), form, () => 'a\nb\r\nc\u2028d');
      assert.match(text, /(#|\/\/) a b c d\n/);
    }
  });
});

interface Template {
  readonly Parameters?: object;
  readonly Resources: Readonly<Record<string, { readonly Properties: { readonly PolicyDocument: unknown } }>>;
}

function texts(scope: Scope, id: string): readonly { readonly text: string }[] {
  const form = FORMS.find((each) => each.id === id);
  assert.ok(form !== undefined);
  return writePolicies(scope, new Set(POLICY_IDS), form, english);
}

function documents(scope: Scope): readonly unknown[] {
  return texts(scope, 'json').map(({ text }): unknown => JSON.parse(text));
}

function open(text: string): { readonly subjects: readonly string[]; readonly findings: readonly string[] } {
  const read = createLanguageService().open(text);
  return {
    subjects: read.subjects.map(({ kind }) => kind),
    findings: read.findings().map(({ rule, message }) => `${rule}: ${english(message)}`),
  };
}

/** What CloudFormation fills in, as our placeholders. */
const CLOUDFORMATION: Readonly<Record<string, string>> = {
  'AWS::Partition': '<PARTITION>',
  'AWS::Region': '<REGION>',
  'AWS::AccountId': '<ACCOUNT_ID>',
  ClusterName: '<CLUSTER_NAME>',
  KeyId: '<KEY_ID>',
};
const sub: ScalarTag = {
  tag: '!Sub',
  resolve: (text) =>
    text.replace(/\$\{(!?)([^}]+)\}/g, (_all, literal: string, name: string) =>
      literal === '!' ? `\${${name}}` : (CLOUDFORMATION[name] ?? assert.fail(name)),
    ),
};

const TERRAFORM: Readonly<Record<string, string>> = {
  'data.aws_partition.current.partition': '<PARTITION>',
  'data.aws_region.current.name': '<REGION>',
  'data.aws_caller_identity.current.account_id': '<ACCOUNT_ID>',
  'var.cluster_name': '<CLUSTER_NAME>',
  'var.key_id': '<KEY_ID>',
};

interface CdkStatement {
  readonly sid: string;
  readonly effect: string;
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly conditions?: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
}

/** Runs a module for AWS CDK with a CDK in which documents are what they are made of. */
function runCdk(text: string): readonly unknown[] {
  const options = { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 };
  const made: unknown[] = [];
  const cdk = {
    Aws: { PARTITION: '<PARTITION>', REGION: '<REGION>', ACCOUNT_ID: '<ACCOUNT_ID>' },
    aws_iam: {
      Effect: { ALLOW: 'Allow', DENY: 'Deny' },
      PolicyStatement: function PolicyStatement({ sid, effect, actions, resources, conditions }: CdkStatement) {
        const statement = { Sid: sid, Effect: effect, Action: one(actions), Resource: one(resources) };
        return conditions === undefined ? statement : { ...statement, Condition: mapValues(conditions, oneEach) };
      },
      PolicyDocument: function PolicyDocument({ statements }: { readonly statements: readonly object[] }) {
        made.push({ Version: '2012-10-17', Statement: statements });
      },
    },
  };
  const script = `(function (require, exports) { ${ts.transpile(text, options)} })`;
  const run = runInThisContext(script) as (require: () => unknown, exports: object) => void;
  run(() => cdk, {});
  return made;
}

function one<T>(list: readonly T[]): T | readonly T[] {
  return list.length === 1 && list[0] !== undefined ? list[0] : list;
}

function oneEach(values: Readonly<Record<string, readonly string[]>>): unknown {
  return mapValues(values, one);
}

function mapValues<T>(record: Readonly<Record<string, T>>, make: (value: T) => unknown): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, make(value)]));
}
