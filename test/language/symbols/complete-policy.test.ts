import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { createLanguageService } from '../../../src/language/index.ts';
import { applyEdits } from '../../../src/language/syntax/edits.ts';
import { english } from '../../../src/text.ts';

const service = createLanguageService();

/** The completions at the bar in a text, and what the text becomes with one of them. */
function at(marked: string): { readonly names: readonly string[]; readonly accept: (name: string) => string } {
  const offset = marked.indexOf('|');
  const text = marked.slice(0, offset) + marked.slice(offset + 1);
  const found = service.open(text).symbols.completions(offset);
  return {
    names: found.map(({ name }) => name),
    accept: (name) => applyEdits(text, [found.find((each) => each.name === name)?.edit ?? assert.fail(name)]),
  };
}

const policy = (statement: string): string =>
  `{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", ${statement}}]}`;

suite('in a policy, what is completed', () => {
  test('actions: those of ECS Exec first, without those that are there', () => {
    const { names, accept } = at(policy('"Action": ["ecs:DescribeTasks", "ecs:Ex|"]'));
    assert.deepEqual(names.slice(0, 2), ['ecs:ExecuteCommand', 'ssmmessages:CreateControlChannel']);
    assert.ok(names.includes('logs:PutLogEvents') && !names.includes('ecs:DescribeTasks'));
    assert.equal(accept('ecs:ExecuteCommand'), policy('"Action": ["ecs:DescribeTasks", "ecs:ExecuteCommand"]'));
    assert.equal(at(policy('"Action": |')).accept('kms:Decrypt'), policy('"Action": "kms:Decrypt"'));
  });

  test('ARNs that the actions act on, in the partition of the policy or in any', () => {
    const { names } = at(policy('"Action": "ecs:ExecuteCommand", "Resource": ["arn:aws-cn:ecs:*:*:task/web/*", "|"]'));
    assert.deepEqual(names, ['*', 'arn:aws-cn:ecs:*:*:cluster/*', 'arn:aws-cn:ecs:*:*:task/*/*']);
    assert.equal(at(policy('"Action": "ecs:ExecuteCommand", "Resource": "|"')).names.length, 7);
    assert.deepEqual(at(policy('"Action": "ssmmessages:*", "Resource": "|"')).names, ['*']);
  });

  test('operators, and the keys of the actions', () => {
    const operators = at(policy('"Action": "ecs:RunTask", "Condition": {"ArnLike": {}, "Str|"}'));
    assert.ok(operators.names.includes('StringEquals') && !operators.names.includes('ArnLike'));
    assert.equal(
      operators.accept('StringEquals'),
      policy('"Action": "ecs:RunTask", "Condition": {"ArnLike": {}, "StringEquals": }'),
    );
    const keys = at(policy('"Action": "ecs:ExecuteCommand", "Condition": {"StringEquals": {"ecs:con|": "app"}}'));
    assert.ok(keys.names.includes('ecs:container-name') && keys.names.includes('aws:ResourceTag/'));
    assert.ok(!keys.names.includes('ecs:enable-execute-command'));
    assert.equal(
      keys.accept('ecs:container-name'),
      policy('"Action": "ecs:ExecuteCommand", "Condition": {"StringEquals": {"ecs:container-name": "app"}}'),
    );
  });

  test('nothing elsewhere, nor in other documents', () => {
    assert.deepEqual(at(policy('"Sid": "|", "Action": "*"')).names, []);
    assert.deepEqual(at('{"Action": ["|"]}').names, []);
    assert.deepEqual(at(policy('"Action": "*", "|"')).names, []);
  });
});

suite('in a policy, what a hover says', () => {
  const hover = (action: string): readonly string[] | undefined => {
    const text = policy(`"Action": ["${action}"], "Resource": "*"`);
    const opened = service.open(text);
    assert.equal(opened.hover(text.indexOf('Resource')), undefined);
    return opened.hover(text.indexOf(action) + 1)?.contents.map(english);
  };

  test('of an action: what it lets one do, what it acts on, and what it can depend on', () => {
    assert.deepEqual(hover('ecs:ExecuteCommand'), [
      'Opens a session in a container: **as root, and with the rights of the task role**.',
      'Resource: ARNs of the types cluster, task.',
      'Condition keys: ecs:ResourceTag/…, ecs:cluster, ecs:container-name, ecs:task.',
    ]);
    assert.deepEqual(hover('ssmmessages:OpenDataChannel')?.slice(1), ['Resource: only `*`.']);
    assert.equal(hover('s3:PutObject')?.length, 1);
  });

  test('of a pattern: the actions', () => {
    assert.deepEqual(hover('ssm:*Session'), ['Actions: ResumeSession, StartSession, TerminateSession.']);
    assert.match(hover('ecs:Describe*')?.[0] ?? '', /^Actions: .* and \d+ more\.$/);
  });

  test('nothing of what it does not know', () => {
    assert.equal(hover('dynamodb:GetItem'), undefined);
    assert.equal(hover('ecs:${action}'), undefined);
  });
});
