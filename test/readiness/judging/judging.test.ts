import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import fc from 'fast-check';
import { policyFor, policyName, rolePolicyTexts } from '../../../src/readiness/judging/policy-text.ts';
import { isAtLeast } from '../../../src/readiness/judging/version.ts';
import { matches } from '../../../src/readiness/judging/wildcard.ts';
import { runs } from '../../support/properties.ts';

suite('what checks are made of', () => {
  test('versions are compared as numbers', () => {
    assert.equal(isAtLeast('1.50.2', '1.50.2'), true);
    assert.equal(isAtLeast('1.102.0', '1.50.2'), true);
    assert.equal(isAtLeast('v1.50.2-dirty', '1.50.2'), true);
    assert.equal(isAtLeast('1.56', '1.56.0'), true);
    assert.equal(isAtLeast('1.9.0', '1.50.2'), false);
    assert.equal(isAtLeast('LATEST', '1.4.0'), undefined);
    assert.equal(isAtLeast(undefined, '1.4.0'), undefined);
  });

  test('wildcards match as regular expressions would', () => {
    const letters = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?'), maxLength: 8 });
    fc.assert(
      fc.property(letters, fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 8 }), (pattern, text) => {
        const expression = new RegExp(`^${pattern.replaceAll('*', '.*').replaceAll('?', '.')}$`);
        assert.equal(matches(pattern, text), expression.test(text));
      }),
      runs(),
    );
  });

  test('an inline policy has the name of its content, so that it replaces no other', () => {
    const policy = policyFor([{ actions: ['kms:Decrypt'], resource: 'arn:aws:kms:eu-central-1:1:key/1' }]);
    assert.equal(policyName(policy), policyName(policy));
    assert.notEqual(policyName(policy), policyName(policy.replace('key/1', 'key/2')));
    assert.match(policyName(policy), /^ecs-exec-[\da-f]{8}$/);
  });

  test('the same policy is in all forms, under the name of the role without its path', () => {
    const policy = policyFor([{ actions: ['ssmmessages:OpenDataChannel'], resource: '*' }]);
    const texts = rolePolicyTexts('arn:aws:iam::111122223333:role/team/web-task', policy);
    assert.deepEqual(
      texts.map(({ form }) => form),
      ['json', 'cli', 'terraform', 'cloudformation'],
    );
    for (const { text } of texts) {
      assert.match(text, /ssmmessages:OpenDataChannel/);
      assert.doesNotMatch(text, /team\/web-task/);
    }
  });

  test('texts keep what is in a name from the shell and from Terraform', () => {
    const policy = policyFor([{ actions: ['s3:PutObject'], resource: "arn:aws:s3:::logs/it's-${x}*" }]);
    const texts = new Map(rolePolicyTexts('arn:aws:iam::1:role/web', policy).map(({ form, text }) => [form, text]));
    assert.match(texts.get('cli') ?? '', /it'\\''s-\$\{x\}/);
    assert.match(texts.get('terraform') ?? '', /it's-\$\$\{x\}/);
    const evil = rolePolicyTexts('arn:aws:iam::1:role/x"\n}${y}', policy).find(({ form }) => form === 'terraform');
    assert.match(evil?.text ?? '', /^ {2}role {3}= "x\\"\\n\}\$\$\{y\}"$/m);
  });
});
