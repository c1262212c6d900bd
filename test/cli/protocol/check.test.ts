import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { after, before, suite, test } from 'node:test';
import { root } from '../../../scripts/command.ts';
import { aws } from '../../../src/aws/index.ts';
import { runCheck } from '../../../src/cli/check/run.ts';
import { enterHome } from '../../aws/support/connected.ts';
import { type Simulator, startSimulator } from '../../simulator/index.ts';
import { CAUSES } from '../../simulator/scenarios/causes.ts';

interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly error: string;
}

/** Runs the program as a process of its own. */
async function run(simulator: Simulator, ...args: readonly string[]): Promise<Ran> {
  await using home = await enterHome();
  const child = spawn(process.execPath, [join(root, 'src', 'cli', 'check', 'main.ts'), ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env.PATH, NO_COLOR: '1', ...home.environment, ...simulator.environment },
  });
  const closed = new Promise<number | null>((resolve) => child.once('close', resolve));
  const [out, error] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { code: await closed, out, error };
}

/** The same in this process, which is quicker. */
async function check(simulator: Simulator | undefined, ...args: readonly string[]): Promise<Ran> {
  await using _home = await enterHome();
  Object.assign(process.env, simulator?.environment);
  const said = { out: '', error: '' };
  const code = await runCheck(args, {
    version: '1.2.3',
    color: false,
    aws: () => Promise.resolve(aws),
    out: (words) => (said.out += words),
    error: (words) => (said.error += words),
  });
  return { code, ...said };
}

suite('ecs-exec-check', () => {
  let simulator: Simulator;
  before(async () => {
    simulator = await startSimulator();
  });
  after(() => simulator[Symbol.asyncDispose]());

  test('says that a container is ready, as JSON', async () => {
    const { code, out, error } = await run(
      simulator,
      '--cluster',
      'shop',
      '--service',
      'storefront',
      '--container',
      'web',
      '--format',
      'json',
    );
    assert.equal(error, '');
    const report = JSON.parse(out) as { verdict: string; container: string; checks: readonly { state: string }[] };
    assert.equal(report.verdict, 'ready', out);
    assert.equal(report.container, 'web');
    assert.ok(report.checks.every(({ state }) => state !== 'fail'));
    assert.equal(code, 0);
  });

  test('says what is wrong, and what to do', async () => {
    const { code, out, error } = await check(
      simulator,
      '--cluster',
      'back-office',
      '--service',
      'reports',
      '--container',
      'reports',
    );
    assert.equal(error, '');
    assert.match(out, /^✗ Exec was off when service "reports" started task \w+\.\n/);
    assert.match(out, /→ Enable ECS Exec for service "reports" and deploy it\./);
    assert.equal(code, 1);
    const markdown = await check(
      simulator,
      '--cluster',
      'back-office',
      '--service',
      'reports',
      '--container',
      'reports',
      '--format',
      'markdown',
    );
    assert.match(markdown.out, /^# Exec was off when service "reports"[^]*\n## What is wrong\n/);
    assert.equal(markdown.code, 1);
  });

  test('does not call ready what exec may fail in', async () => {
    await using doubtful = await startSimulator({ scenario: CAUSES['credentials-in-definition']?.scenario });
    const { code, out } = await check(doubtful, '--cluster', 'shop', '--service', 'web', '--container', 'app');
    assert.match(out, /^\? Exec may fail\. Task definition /);
    assert.equal(code, 2);
  });

  test('says who is meant where there is no such thing, or several', async () => {
    const cases: readonly (readonly [args: readonly string[], words: RegExp])[] = [
      [['--cluster', 'nowhere', '--service', 'web'], /There is no cluster "nowhere" in eu-central-1\./],
      [['--cluster', 'shop', '--service', 'nothing'], /There is no service "nothing" in cluster "shop"\./],
      [['--cluster', 'shop', '--task', '0123456789abcdef0123456789abcdef'], /ECS does not know the task 0123/],
      [
        ['--cluster', 'shop', '--service', 'storefront', '--container', 'nobody'],
        /does not have the container "nobody"/,
      ],
      [['--cluster', 'shop'], /Name a cluster, and a service or a task/],
      [['--cluster', 'shop', '--service', 'web', '--format', 'xml'], /--format must be one of text, json, markdown/],
      [['--whatever'], /Unknown option '--whatever'/],
    ];
    for (const [args, words] of cases) {
      const { code, out, error } = await check(simulator, ...args);
      assert.match(error, words);
      assert.equal(out, '');
      assert.equal(code, 2);
    }
  });

  test('needs credentials, and says so', async () => {
    const { code, error } = await check(undefined, '--cluster', 'shop', '--service', 'web', '--region', 'eu-central-1');
    assert.match(error, /No AWS credentials were found\./);
    assert.equal(code, 2);
  });

  test('helps', async () => {
    const { code, out } = await check(undefined, '--help');
    assert.match(out, /^Usage: ecs-exec-check --cluster/m);
    assert.equal(code, 0);
    assert.match((await check(undefined, '--version')).out, /^1\.2\.3\n$/);
  });
});
