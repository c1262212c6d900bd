import assert from 'node:assert/strict';
import { spawnSync, type SpawnSyncReturns } from 'node:child_process';
import { closeSync, existsSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { root } from '../../../scripts/command.ts';

const TASK_DEFINITION =
  '{"family": "web", "networkMode": "none", "containerDefinitions": [{"name": "web", "image": "web", "memory": 64}]}';

function lint(stdout: 'pipe' | number, env: NodeJS.ProcessEnv = {}): SpawnSyncReturns<string> {
  return spawnSync(process.execPath, [join(root, 'src', 'cli', 'main.ts'), '-'], {
    input: TASK_DEFINITION,
    encoding: 'utf8',
    stdio: ['pipe', stdout, 'pipe'],
    env: { ...process.env, NO_COLOR: '', FORCE_COLOR: '', ...env },
  });
}

test('output that could not be written is no success', { skip: !existsSync('/dev/full') }, () => {
  const full = openSync('/dev/full', 'w');
  const { status, stderr } = lint(full);
  closeSync(full);
  assert.equal(status, 2);
  assert.match(stderr, /The output could not be written: ENOSPC/);
});

test('colours as the environment wants them', () => {
  const isColored = (env: NodeJS.ProcessEnv): boolean => lint('pipe', env).stdout.includes('\u001b[');
  assert.equal(isColored({}), false);
  assert.equal(isColored({ FORCE_COLOR: '1' }), true);
  assert.equal(isColored({ FORCE_COLOR: '0' }), false);
  assert.equal(isColored({ FORCE_COLOR: '1', NO_COLOR: '1' }), false);
});
