import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { npm, root } from '../../../scripts/command.ts';
import { packageLinter } from '../../../scripts/package.ts';
import { temporaryFolder } from '../../../scripts/temporary-folder.ts';

test('the packaged linter installs and runs as a user would have it', async () => {
  await using folder = await temporaryFolder('linter');
  const project = join(folder.path, 'project');
  await mkdir(project);
  await writeFile(join(project, 'package.json'), '{"name": "project", "private": true}');
  await cp(join(root, 'test', 'e2e', 'workspace'), join(project, 'ecs'), { recursive: true });
  await npm(['install', '--offline', '--no-audit', '--no-fund', '--silent', await packageLinter(folder.path)], project);

  const run = (program: string, args: readonly string[], environment: NodeJS.ProcessEnv) =>
    spawnSync(join(project, 'node_modules', '.bin', program), args, {
      cwd: project,
      encoding: 'utf8',
      env: { ...environment, FORCE_COLOR: '', NO_COLOR: '1' },
    });
  const lint = (...args: readonly string[]) => run('ecs-exec-lint', args, process.env);
  const { status, stdout, stderr } = lint('.', '--fail-on', 'warning');
  assert.equal(stderr, '');
  assert.match(stdout, /^ecs\/task-definition\.json:\d+:\d+ warning .* exec\/readonly-root-filesystem$/m);
  assert.equal(status, 1);
  assert.match(lint('--version').stdout, /^\d+\.\d+\.\d+\n$/);

  // Its code for AWS is loaded only once it is needed: it must be in the package, too.
  const alone = { PATH: process.env.PATH, HOME: project, USERPROFILE: project, AWS_EC2_METADATA_DISABLED: 'true' };
  const check = (...args: readonly string[]) => run('ecs-exec-check', args, alone);
  assert.match(check('--help').stdout, /^Usage: ecs-exec-check --cluster/m);
  assert.match(check('--version').stdout, /^\d+\.\d+\.\d+\n$/);
  const withoutCredentials = check('--cluster', 'shop', '--service', 'web', '--region', 'eu-central-1');
  assert.match(withoutCredentials.stderr, /^No AWS credentials were found\./);
  assert.equal(withoutCredentials.stdout, '');
  assert.equal(withoutCredentials.status, 2);

  const notices = await readFile(join(project, 'node_modules', 'ecs-exec-lint', 'third-party-notices.txt'), 'utf8');
  assert.match(notices, /^jsonc-parser \d/m);
  assert.match(notices, /^@aws-sdk\/client-ecs \d/m);
});
