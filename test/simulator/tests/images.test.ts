import assert from 'node:assert/strict';
import { realpathSync } from 'node:fs';
import { after, before, suite, test } from 'node:test';
import { ExecuteCommandCommand } from '@aws-sdk/client-ecs';
import { QUICK_AGENT, type Scenario, type Simulator, startSimulator } from '../index.ts';
import { findShells, SHELL_NAMES } from '../world/shells.ts';
import { BareClient, CREDENTIALS } from './bare-client.ts';
import { connect } from './client.ts';

const ID = (digit: number): string => String(digit).repeat(32);
const FEW = 6;
const DISTROLESS = 7;
const ENV_ONLY = 8;

const scenario: Scenario = {
  clusters: [
    {
      name: 'default',
      tasks: [
        ...SHELL_NAMES.map((shell, index) => ({ id: ID(index), containers: { app: { shell } } })),
        ...SHELL_NAMES.map((shell, index) => ({
          id: ID(3 + index),
          containers: { app: { shell, programs: ['cat', 'readlink'] } },
        })).slice(0, 2),
        { id: ID(FEW), containers: { app: { programs: ['sh', 'env', 'none'] } } },
        { id: ID(DISTROLESS), containers: { app: { shell: false } } },
        { id: ID(ENV_ONLY), containers: { app: { shell: false, programs: ['env'] } } },
      ],
    },
  ],
};

suite('a container', () => {
  const shells = findShells();
  let simulator: Simulator;

  before(async () => {
    simulator = await startSimulator({ scenario, credentials: CREDENTIALS, agent: QUICK_AGENT });
  });
  after(() => simulator.close());

  const open = async (digit: number, command: string): Promise<BareClient> => {
    const { session } = await connect(simulator).send(
      new ExecuteCommandCommand({ task: ID(digit), command, interactive: true }),
    );
    const { sessionId = '', streamUrl = '', tokenValue = '' } = session ?? {};
    return BareClient.join({ sessionId, streamUrl, tokenValue });
  };
  const run = async (digit: number, command: string): Promise<string> => {
    const client = await open(digit, command);
    await client.seesEnd();
    return client.ending === '' ? client.text.trim() : String(client.ending);
  };

  for (const [digit, shell] of SHELL_NAMES.entries()) {
    const program = shells.get(shell);
    const skip =
      program === undefined &&
      `There is no ${shell} here${shell === 'ash' ? '; apt-get install busybox brings it' : ''}.`;

    test(`has ${shell} as its sh`, { skip }, async () => {
      const actual = realpathSync(program ?? '');
      for (const command of ['sh', '/bin/sh', '/usr/bin/env sh']) {
        if (shell === 'ash' && command.includes('env')) {
          continue;
        }
        assert.equal(
          await run(digit, `${command} -c "readlink -f /proc/$$/exe; true"`.replace('$$', '\\$\\$')),
          actual,
        );
      }
      const client = await open(digit, '/bin/sh');
      await client.sees('# ');
      client.type('echo $((6*7))\r');
      await client.sees('42\r\n');
      client.type('exit\r');
      await client.seesEnd();
    });
  }

  test(
    'of Alpine has busybox’s tools and no others',
    { skip: !shells.has('ash') && 'There is no busybox here.' },
    async () => {
      assert.match(await run(2, 'sh -c "ls --help 2>&1"'), /BusyBox/);
      assert.match(await run(2, 'bash'), /exec: "bash": executable file not found in \$PATH/);
      assert.match(await run(2, '/bin/bash'), /fork\/exec \/bin\/bash: no such file or directory/);
    },
  );

  test('with few programs has no others', async () => {
    assert.equal(await run(3, 'sh -c "echo a | cat"'), 'a');
    assert.match(await run(3, 'sh -c "base64 </dev/null"'), /base64: not found/);
    assert.match(await run(FEW, 'env'), /^PATH=\S+\/bin\r$/m);
    assert.match(await run(FEW, 'none'), /executable file not found/);
  });

  test('without a shell says so in the agent’s words', async () => {
    const error = (reason: string) =>
      `\n----------ERROR-------\nUnable to start command: Failed to start pty: ${reason}\n\n`;
    assert.equal(await run(DISTROLESS, '/bin/sh'), error('fork/exec /bin/sh: no such file or directory'));
    assert.equal(await run(DISTROLESS, 'sh'), error('exec: "sh": executable file not found in $PATH'));
    assert.equal(await run(DISTROLESS, '/usr/bin/env'), error('fork/exec /usr/bin/env: no such file or directory'));
    assert.equal(await run(ENV_ONLY, '/bin/sh'), error('fork/exec /bin/sh: no such file or directory'));
    assert.match(await run(ENV_ONLY, '/usr/bin/env'), /^AWS_EXECUTION_ENV=/m);
  });

  test('whose shell this machine lacks cannot be had', async () => {
    await using own = await startSimulator({ scenario, credentials: CREDENTIALS });
    own.world.shells.clear();
    await assert.rejects(
      connect(own).send(new ExecuteCommandCommand({ task: ID(0), command: 'sh', interactive: true })),
      {
        name: 'ServerException',
        message: 'The simulator has no dash on this machine.',
      },
    );
  });
});
