import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { isProblem } from '../../../src/problem.ts';
import { english } from '../../../src/text.ts';
import { readExecLink } from '../../../src/vscode/links/exec-link.ts';

const ARN = 'arn:aws-us-gov:ecs:us-gov-west-1:111122223333:cluster/shop';

suite('a link', () => {
  for (const [query, expected] of [
    ['cluster=shop&service=web', { cluster: 'shop', service: 'web' }],
    [
      'region=eu-central-1&container=app_1&task=web-app:41&cluster=shop',
      { cluster: 'shop', task: 'web-app:41', container: 'app_1', region: 'eu-central-1' },
    ],
    [`cluster=${ARN}&service=web`, { cluster: ARN, service: 'web', region: 'us-gov-west-1' }],
    [`cluster=${ARN}&service=web&region=us-gov-west-1`, { cluster: ARN, service: 'web', region: 'us-gov-west-1' }],
    [
      'cluster=shop&task=1dc5c17a422b4dc4b493371970c6c4d6',
      { cluster: 'shop', task: '1dc5c17a422b4dc4b493371970c6c4d6' },
    ],
  ] as const) {
    test(`says ${query}`, () => {
      const nothing = { service: undefined, task: undefined, container: undefined, region: undefined };
      assert.deepEqual(readExecLink('/exec', query), { ...nothing, ...expected });
    });
  }

  for (const [what, path, query, why] of [
    ['to somewhere else', '/run', 'cluster=shop&service=web', 'it does not say what to open'],
    ['below', '/exec/', 'cluster=shop&service=web', 'it does not say what to open'],
    ['without end', '/exec', `cluster=shop&service=web${'&'.repeat(1_000)}`, 'it does not say what to open'],
    ['with nothing', '/exec', '', 'it must contain "cluster"'],
    ['without a task', '/exec', 'cluster=shop', 'it must contain either "service" or "task"'],
    ['with too much', '/exec', 'cluster=shop&service=web&task=web', 'it must contain either "service" or "task"'],
    ['with a profile', '/exec', 'cluster=shop&service=web&profile=prod', 'it must not contain "profile"'],
    ['with an endpoint', '/exec', 'cluster=shop&service=web&endpoint=http://x', 'it must not contain "endpoint"'],
    ['with a command', '/exec', 'cluster=shop&service=web&command=sh', 'it must not contain "command"'],
    ['with what objects have', '/exec', 'cluster=shop&service=web&__proto__=x', 'it must not contain "__proto__"'],
    ['that names one twice', '/exec', 'cluster=shop&cluster=shop&service=web', 'it has "cluster" twice'],
    ['with an empty name', '/exec', 'cluster=&service=web', '"" is not valid for "cluster"'],
    ['with spaces', '/exec', 'cluster=shop&service=we+b', '"we b" is not valid for "service"'],
    ['with a path', '/exec', 'cluster=shop&service=web&container=../x', '"../x" is not valid for "container"'],
    [
      'with a host',
      '/exec',
      'cluster=shop&service=web&region=x.example.org',
      '"x.example.org" is not valid for "region"',
    ],
    ['with another ARN', '/exec', `cluster=${ARN}/x&service=web`, `"${ARN}/x" is not valid for "cluster"`],
    [
      'that contradicts itself',
      '/exec',
      `cluster=${ARN}&service=web&region=eu-central-1`,
      'its cluster is in us-gov-west-1, not in eu-central-1',
    ],
    ['with a name without end', '/exec', `cluster=shop&service=${'x'.repeat(256)}`, undefined],
  ] as const) {
    test(`${what} is refused`, () => {
      assert.throws(
        () => readExecLink(path, query),
        (error) =>
          isProblem(error) &&
          error.code === 'bad-link' &&
          (why === undefined || english(error.sentence) === `The link was not opened: ${why}.`),
      );
    });
  }
});
