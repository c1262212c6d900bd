import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { consoleLink, consolePage } from '../../src/live/console-link.ts';

const ID = '0123456789abcdef0123456789abcdef';
const PAGES: readonly (readonly [arn: string, link: string | undefined])[] = [
  [
    'arn:aws:ecs:eu-central-1:123456789012:cluster/shop',
    'https://eu-central-1.console.aws.amazon.com/ecs/v2/clusters/shop?region=eu-central-1',
  ],
  [
    'arn:aws-us-gov:ecs:us-gov-west-1:123456789012:service/shop/web',
    'https://us-gov-west-1.console.amazonaws-us-gov.com/ecs/v2/clusters/shop/services/web?region=us-gov-west-1',
  ],
  [
    `arn:aws-cn:ecs:cn-north-1:123456789012:task/shop/${ID}`,
    `https://cn-north-1.console.amazonaws.cn/ecs/v2/clusters/shop/tasks/${ID}?region=cn-north-1`,
  ],
  [
    `arn:aws-eusc:ecs:eusc-de-east-1:123456789012:container/shop/${ID}/abc`,
    `https://eusc-de-east-1.console.amazonaws-eusc.eu/ecs/v2/clusters/shop/tasks/${ID}?region=eusc-de-east-1`,
  ],
  [
    'arn:aws:ecs:us-east-1:123456789012:task-definition/web:12',
    'https://us-east-1.console.aws.amazon.com/ecs/v2/task-definitions/web/12/containers?region=us-east-1',
  ],
  [
    'arn:aws:ecs:us-east-1:123456789012:service-deployment/shop/web/d1',
    'https://us-east-1.console.aws.amazon.com/ecs/v2/clusters/shop/services/web/service-deployments/d1?region=us-east-1',
  ],
  // A partition that is not known, an ARN without the cluster, and what is none.
  ['arn:aws-iso:ecs:us-iso-east-1:123456789012:cluster/shop', undefined],
  ['arn:constructor:ecs:us-east-1:123456789012:cluster/shop', undefined],
  ['arn:aws:ecs:us-east-1:123456789012:service/web', undefined],
  [`arn:aws:ecs:us-east-1:123456789012:task/${ID}`, undefined],
  ['arn:aws:ecs:us-east-1:123456789012:task-definition/web', undefined],
  ['arn:aws:ecs:us-east-1:123456789012:cluster/', undefined],
  ['arn:aws:ecs:evil.example/:123456789012:cluster/shop', undefined],
  ['arn:aws:iam::123456789012:role/web', undefined],
  ['', undefined],
];

suite('links to the AWS console', () => {
  for (const [arn, link] of PAGES) {
    test(arn, () => assert.equal(consoleLink(arn), link));
  }

  test('what a name holds cannot lead elsewhere', () => {
    const link = consoleLink('arn:aws:ecs:us-east-1:123456789012:cluster/a?b#c@d');
    assert.equal(link, 'https://us-east-1.console.aws.amazon.com/ecs/v2/clusters/a%3Fb%23c%40d?region=us-east-1');
  });
});

suite('links to what is beside ECS in the AWS console', () => {
  const beside = 'arn:aws:ecs:eu-central-1:123456789012:task/shop/0123456789abcdef0123456789abcdef';
  const china = beside.replace('arn:aws:', 'arn:aws-cn:').replace('eu-central-1', 'cn-north-1');
  for (const [what, name, link] of [
    ['role', 'arn:aws:iam::123456789012:role/service/web', 'https://console.aws.amazon.com/iam/home#/roles/web'],
    ['role', 'web', 'https://console.aws.amazon.com/iam/home#/roles/web'],
    [
      'log-group',
      '/ecs/exec',
      'https://eu-central-1.console.aws.amazon.com/cloudwatch/home?region=eu-central-1' +
        '#logsV2:log-groups/log-group/$252Fecs$252Fexec',
    ],
    [
      'log-group',
      'arn:aws:logs:eu-central-1:123456789012:log-group:/ecs/exec:*',
      'https://eu-central-1.console.aws.amazon.com/cloudwatch/home?region=eu-central-1' +
        '#logsV2:log-groups/log-group/$252Fecs$252Fexec',
    ],
    [
      'key',
      'arn:aws:kms:eu-central-1:123456789012:key/0ab1',
      'https://eu-central-1.console.aws.amazon.com/kms/home?region=eu-central-1#/kms/keys/0ab1',
    ],
    ['key', 'alias/exec', 'https://eu-central-1.console.aws.amazon.com/kms/home?region=eu-central-1#/kms/keys'],
    ['bucket', 'a#b/c', 'https://eu-central-1.console.aws.amazon.com/s3/buckets/a%23b%2Fc?region=eu-central-1'],
  ] as const) {
    test(`${what} ${name}`, () => assert.equal(consolePage(what, name, beside), link));
  }

  test('lead to the console of the partition, and nowhere where that is not known', () => {
    assert.equal(consolePage('role', 'web', china), 'https://console.amazonaws.cn/iam/home#/roles/web');
    assert.equal(consolePage('role', 'web', beside.replace('arn:aws:', 'arn:aws-iso:')), undefined);
    assert.equal(consolePage('role', 'web', 'arn:aws:iam::123456789012:role/web'), undefined);
  });
});
