import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { suite, test } from 'node:test';
import type { Connection } from '../../src/aws/api/connection.ts';
import { cliCommand, type CliSubject } from '../../src/live/cli-command.ts';
import { cluster, container, webTask } from '../support/live-tasks.ts';

const CONNECTION: Connection = {
  profile: 'team shop',
  credentials: 'sso',
  region: 'eu-central-1',
  endpoint: undefined,
};
const { arn: clusterArn } = cluster('shop');

function execute(command: string): CliSubject {
  return { kind: 'container', target: { task: webTask(), container: container() }, command };
}

suite('AWS CLI commands', () => {
  test('name what they are about, and who asks', () => {
    const subjects: readonly (readonly [subject: CliSubject, operation: string])[] = [
      [{ kind: 'cluster', arn: clusterArn }, 'describe-clusters --clusters shop'],
      [
        { kind: 'service', clusterArn, arn: 'arn:aws:ecs:eu-central-1:111122223333:service/shop/web' },
        'describe-services --cluster shop --services web',
      ],
      [{ kind: 'tasks', clusterArn }, 'list-tasks --cluster shop'],
      [
        { kind: 'task', clusterArn, arn: webTask().arn },
        'describe-tasks --cluster shop --tasks 0123456789abcdef0123456789abcdef',
      ],
      [
        execute('/bin/sh'),
        'execute-command --cluster shop --task 0123456789abcdef0123456789abcdef --container web ' +
          '--interactive --command /bin/sh',
      ],
    ];
    for (const [subject, operation] of subjects) {
      assert.equal(
        cliCommand(subject, CONNECTION, 'posix'),
        `aws ecs ${operation} --region eu-central-1 --profile 'team shop'`,
      );
    }
  });

  test('name no profile where the credentials come from elsewhere, and the endpoint where there is one', () => {
    for (const credentials of ['environment', 'container', 'instance', undefined] as const) {
      assert.equal(
        cliCommand(
          { kind: 'cluster', arn: clusterArn },
          { ...CONNECTION, credentials, endpoint: 'http://127.0.0.1:4566' },
          'posix',
        ),
        'aws ecs describe-clusters --clusters shop --region eu-central-1 --endpoint-url http://127.0.0.1:4566',
      );
    }
  });

  const COMMANDS = [
    '/bin/sh',
    `sh -c 'echo "$HOME" \`id\`; exit'`,
    'a\\b $(x) !! *',
    "it's ''",
    'ünïcode\ttab',
    '-x',
    '',
  ];
  for (const command of COMMANDS) {
    test(`a POSIX shell hands on ${JSON.stringify(command)} unchanged`, () => {
      const line = cliCommand(execute(command), CONNECTION, 'posix').replace(/^aws /, 'node_main ');
      const script = `node_main() { for word in "$@"; do printf '%s\\0' "$word"; done; }; ${line}`;
      const words = execFileSync('/bin/sh', ['-c', script], { encoding: 'utf8' }).split('\0');
      assert.equal(words[words.indexOf('--command') + 1], command);
      assert.equal(words.at(-2), 'team shop');
    });
  }

  test('PowerShell gets doubled quotes', () => {
    const line = cliCommand(execute("it's ‘x’ $HOME"), CONNECTION, 'powershell');
    assert.ok(line.includes("--command 'it''s ‘‘x’’ $HOME' --region"), line);
  });
});
