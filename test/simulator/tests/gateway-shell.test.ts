import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { test } from 'node:test';
import { createGateway } from '../gateway/index.ts';
import { startGateway } from './bare-client.ts';

test('a shell shows its prompt, echoes what is typed and runs it', async () => {
  await using simulator = await startGateway();
  const client = await simulator.join();
  await client.sees('# ');
  client.type('echo $((6*7))\r');
  await client.sees('# echo $((6*7))\r\n42\r\n# ');
  assert.deepEqual(simulator.gateway.violations, []);
});

test('the first output carries SYN, the rest no flags', async () => {
  await using simulator = await startGateway();
  const client = await simulator.join();
  await client.sees('# ');
  client.type('echo again\r');
  await client.sees('\r\nagain');
  const output = client.frames.filter(({ type }) => type === 'output_stream_data');
  assert.deepEqual(
    [...new Set(output.map(({ sequence, flags }) => (sequence === 0 ? `first ${flags}` : `later ${flags}`)))],
    ['first 1', 'later 0'],
  );
});

test('the terminal is 0 by 0 until the first size arrives', async () => {
  await using simulator = await startGateway();
  const client = await simulator.join();
  await client.sees('# ');
  client.type('stty size\r');
  await client.sees('0 0\r\n');
  client.resize(123, 45);
  client.type('stty size\r');
  await client.sees('45 123\r\n');
  assert.deepEqual(simulator.gateway.violations, []);
});

test('Ctrl-C interrupts what runs', async () => {
  await using simulator = await startGateway();
  const client = await simulator.join();
  await client.sees('# ');
  client.type("sh -c 'echo sleeping; exec sleep 1000'\r");
  await client.sees('\r\nsleeping\r\n');
  client.type('\x03');
  await client.sees('^C\r\n# ');
  client.type('echo still here\r');
  await client.sees('\r\nstill here\r\n');
});

test('leaving the shell closes the channel, without a word and whatever its exit status is', async () => {
  await using simulator = await startGateway();
  const client = await simulator.join();
  await client.sees('# ');
  client.type('exit 5\r');
  await client.seesEnd();
  assert.equal(client.ending, '');
  assert.equal(client.closed?.code, 1000);
  assert.equal(simulator.gateway.sessions.get(client.sessionId)?.state, 'ended');
  await simulator.gateway.sessions.get(client.sessionId)?.ended;
});

for (const pace of ['fast', 'real'] as const) {
  test(`all output of a command that ends at once arrives from a ${pace} agent`, async () => {
    await using simulator = await startGateway({ agent: { pace } });
    const client = await simulator.join(`sh -c 'head -c 300000 /dev/zero | tr "\\0" x; echo done'`);
    await client.seesEnd();
    assert.equal(client.text, `${'x'.repeat(300_000)}done\r\n`);
  });
}

test('the command is split into words and run without a shell', async () => {
  await using simulator = await startGateway();
  const client = await simulator.join('echo $HOME "two  words" && pwd');
  await client.seesEnd();
  assert.equal(client.text, '$HOME two  words && pwd\r\n');
});

test('a command that does not exist closes the channel with the agent’s error', async () => {
  await using simulator = await startGateway();
  const cases: [command: string, reason: string][] = [
    ['/bin/no-such-shell', 'Failed to start pty: fork/exec /bin/no-such-shell: no such file or directory'],
    ['no-such-shell -l', 'Failed to start pty: exec: "no-such-shell": executable file not found in $PATH'],
    ['/tmp', 'Failed to start pty: fork/exec /tmp: permission denied'],
    ['sh -c "echo', 'Failed to parse commands input: EOF found when expecting closing quote'],
  ];
  for (const [command, reason] of cases) {
    const client = await simulator.join(command);
    await client.seesEnd();
    assert.equal(client.ending, `\n----------ERROR-------\nUnable to start command: ${reason}\n\n`);
    assert.equal(client.closed?.code, 1000);
  }
});

test('a blank command closes it without a heading', async () => {
  await using simulator = await startGateway();
  const client = await simulator.join('   ');
  await client.seesEnd();
  assert.equal(client.ending, 'Commands cannot be empty for session type InteractiveCommands\n\n');
});

test('unless told otherwise an agent is as slow as the real one', () => {
  const { agent } = createGateway({ region: 'eu-central-1', verifySignature: () => true });
  assert.equal(agent.outputDelay, 1000);
  assert.equal(agent.startErrorDelay, 2000);
});

test('what keeps a command from starting is told late', async () => {
  await using simulator = await startGateway({ agent: { startErrorDelay: 600_000 } });
  const waiting = await simulator.join('no-such-shell');
  const other = await simulator.join('echo hello');
  await other.seesEnd();
  assert.equal(waiting.ending, undefined);
});

test('the shell sees a container’s environment and nothing of this machine’s', async () => {
  process.env['SIMULATOR_TEST_SECRET'] = 'leaked';
  await using simulator = await startGateway();
  const client = await simulator.join('env');
  await client.seesEnd();
  delete process.env['SIMULATOR_TEST_SECRET'];
  const environment = new Map(
    client.text
      .trim()
      .split('\r\n')
      .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  );
  assert.equal(environment.get('GREETING'), 'hello from the task definition');
  assert.equal(environment.get('TERM'), 'xterm-256color');
  assert.equal(environment.get('LANG'), 'C.UTF-8');
  assert.equal(environment.get('AWS_REGION'), 'eu-central-1');
  assert.match(environment.get('HOSTNAME') ?? '', /^ip-10-0-\d+-\d+\.eu-central-1\.compute\.internal$/);
  assert.match(environment.get('ECS_CONTAINER_METADATA_URI_V4') ?? '', /^http:\/\/169\.254\.170\.2\/v4\//);
  assert.equal(environment.has('SIMULATOR_TEST_SECRET'), false);
  assert.deepEqual(
    [...environment.values()].filter((value) => value !== '' && value === process.env['HOME']),
    [],
  );
});

test('a character that the agent’s reads split arrives whole, and stray bytes wait for more output', async () => {
  await using simulator = await startGateway();
  const client = await simulator.join(
    `sh -c "stty -echo; printf 'ready \\\\342\\\\202'; read rest; printf '\\\\254 \\\\377'; read rest"`,
  );
  await client.sees('ready ');
  assert.equal(client.text, 'ready ');
  client.type('\r');
  await client.sees('ready € ');
  client.type('\r');
  await client.seesEnd();
  // The last byte is no UTF-8 and nothing came after it: the agent loses it.
  assert.deepEqual(client.output, Buffer.from('ready € '));
});

test('input waits, unacknowledged, until the pty exists', async () => {
  await using simulator = await startGateway({ agent: { ptyDelay: 300, outputDelay: 0 } });
  const client = await simulator.join('cat');
  client.resize(80, 24, 0);
  client.type('second\r', 1);
  await client.until('the acknowledgement of the early message', () => client.isAcknowledged(1));
  assert.equal(client.isAcknowledged(0), false);
  const again = setInterval(() => client.resize(80, 24, 0), 50);
  await client.sees('second\r\n');
  clearInterval(again);
  assert.equal(client.isAcknowledged(0), true);
});

test('a pty that takes no input holds up everything behind it', async () => {
  await using simulator = await startGateway();
  const client = await simulator.join(`sh -c "stty raw -echo; echo ready; read go; head -c 200000 | wc -c"`);
  await client.sees('ready');
  const sent = Array.from({ length: 200 }, () => client.type('x'.repeat(1000)));
  await client.settled();
  assert.equal(client.isAcknowledged(sent[0]!), true);
  assert.equal(client.isAcknowledged(sent.at(-1)!), false);
  assert.deepEqual(simulator.gateway.violations, []);
});

test('a session without input is closed after the idle time', async () => {
  await using simulator = await startGateway({ agent: { idleTimeout: 200 } });
  const client = await simulator.join();
  await client.seesEnd();
  assert.equal(client.ending, 'Your session timed out due to inactivity and has been terminated.');
});

test('a container has two sessions at most', async () => {
  await using simulator = await startGateway();
  const [first, , third] = [await simulator.join(), await simulator.join(), await simulator.join()];
  await third.seesEnd();
  assert.match(String(third.ending), /ERROR-------\nMaximum number of sessions \(2\)/);
  await first.sees('# ');
  first.type('exit\r');
  await first.seesEnd();
  const fourth = await simulator.join();
  await fourth.sees('# ');
});

test('terminating a session closes the channel', async () => {
  await using simulator = await startGateway();
  const client = await simulator.join();
  await client.sees('# ');
  simulator.gateway.sessions.get(client.sessionId)?.terminate();
  await client.seesEnd();
  assert.equal(client.ending, '');
});

test('no process and no directory outlives the gateway', async () => {
  const simulator = await startGateway();
  const pids: string[] = [];
  const directories: string[] = [];
  try {
    for (const client of [await simulator.join(), await simulator.join()]) {
      await client.sees('# ');
      // A job in the background, one that ignores the hang-up, and one that leaves the shell's session.
      for (const wrapper of ['sh', 'nohup sh', 'setsid sh']) {
        client.type(`${wrapper} -c 'echo $$ >>pids; exec sleep 1000' &\r`);
      }
      client.type('until [ "$(wc -l <pids)" = 3 ]; do sleep .05; done; echo "<in $PWD:" $(cat pids) ">"\r');
      await client.sees(/<in \S+: [\d ]+>/);
      const [, directory = '', numbers = ''] = /<in (\S+): ([\d ]+) >/.exec(client.text) ?? [];
      directories.push(directory);
      pids.push(...numbers.split(' '));
    }
    assert.equal(running(pids), 6);
    assert.ok(directories.every((directory) => existsSync(directory)));
    await simulator.gateway.close();
    assert.equal(running(pids), 0);
    assert.ok(!directories.some((directory) => existsSync(directory)));
  } finally {
    await simulator[Symbol.asyncDispose]();
  }
});

/** How many of the processes run; a zombie does not. */
function running(pids: readonly string[]): number {
  const states = spawnSync('ps', ['-o', 'state=', '-p', pids.join()], { encoding: 'utf8' }).stdout.split('\n');
  return states.filter((state) => /^[^Z]/.test(state)).length;
}
