import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { startGateway } from '../../simulator/tests/bare-client.ts';
import { Terminal } from '../support/terminal.ts';

suite('a session with a real shell', { timeout: 60_000 }, () => {
  test('shows the prompt, runs what is typed, and ends with exit', async () => {
    await using simulator = await startGateway();
    const opened = simulator.open();
    const terminal = new Terminal(opened);
    await terminal.sees('# ');
    terminal.enter('echo $((6*7))');
    await terminal.sees('# echo $((6*7))\r\n42\r\n# ');
    terminal.enter('exit 5');
    assert.deepEqual(await terminal.end(), { reason: 'closed', message: '' });
    assert.deepEqual(terminal.states, ['ready', 'ended']);
    assert.ok(!terminal.log.join('\n').includes(opened.tokenValue));
    assert.deepEqual(simulator.gateway.violations, []);
  });

  test("has the terminal's size from the first prompt on, and every later one", async () => {
    await using simulator = await startGateway();
    const terminal = new Terminal(simulator.open(), { size: { columns: 101, rows: 31 } });
    await terminal.sees('# ');
    terminal.enter('stty size');
    await terminal.sees('31 101\r\n');
    for (let columns = 60; columns <= 99; columns++) {
      terminal.session.resize({ columns, rows: 20 });
    }
    terminal.enter('until [ "$(stty size)" = "20 99" ]; do sleep .05; done; stty size');
    await terminal.sees('20 99\r\n');
    assert.deepEqual(simulator.gateway.violations, []);
    terminal.session.close();
  });

  test('takes what is typed before the prompt, once there is a terminal for it', async () => {
    await using simulator = await startGateway({ agent: { ptyDelay: 150, outputDelay: 100 } });
    const terminal = new Terminal(simulator.open());
    terminal.enter('echo early; stty size');
    await terminal.sees('early\r\n24 80\r\n');
    terminal.session.close();
    assert.deepEqual(simulator.gateway.violations, []);
  });

  test('is interrupted by Ctrl-C', async () => {
    await using simulator = await startGateway();
    const terminal = new Terminal(simulator.open());
    await terminal.sees('# ');
    terminal.enter("sh -c 'echo sleeping; exec sleep 1000'");
    await terminal.sees('\r\nsleeping\r\n');
    terminal.session.interrupt();
    await terminal.sees('^C\r\n# ');
    terminal.enter('echo still here');
    await terminal.sees('\r\nstill here\r\n');
    terminal.session.close();
  });

  test('takes back the unsent rest of a paste with Ctrl-C', async () => {
    await using simulator = await startGateway();
    const sent = 30 * 1024;
    const lastByteRead = `head -c ${sent + 1} | tail -c 1 | od -An -c`;
    // Without another size, and after the first, which would be in flight too.
    const sized = `until [ \\"$(stty size)\\" != \\"0 0\\" ]; do sleep .05; done`;
    const terminal = new Terminal(
      simulator.open(`sh -c "stty raw -echo; ${sized}; echo ready; sleep .3; ${lastByteRead}"`),
      { size: undefined },
    );
    await terminal.sees('ready');
    terminal.session.write('x'.repeat(500_000));
    terminal.session.interrupt();
    await terminal.sees(' 003\n');
    assert.deepEqual(
      terminal.log.filter((line) => line.includes('are dropped')),
      [`${500_000 - sent} bytes of input that had not been sent are dropped`],
    );
    terminal.session.close();
  });

  test('shows characters that are split over frames', async () => {
    await using simulator = await startGateway();
    const terminal = new Terminal(simulator.open('sh -c "yes 😀€ä | head -n 20000"'));
    await terminal.end();
    assert.ok(terminal.text === '😀€ä\r\n'.repeat(20_000));
    assert.deepEqual(simulator.gateway.violations, []);
  });

  test('says that output is missing where the agent has left before it arrived', async () => {
    await using simulator = await startGateway({ agent: { pace: 'real', resendInterval: 20, linger: 200 } });
    simulator.gateway.faults = { toClient: { drop: Array.from({ length: 60 }, (_, index) => 270 + index) } };
    let gaps = 0;
    const terminal = new Terminal(simulator.open('seq 1 60000'), { onGap: () => gaps++ });
    assert.deepEqual(await terminal.end(), { reason: 'closed', message: '', missing: true });
    assert.ok(gaps > 0);
    assert.ok(terminal.text.endsWith('59999\r\n60000\r\n'), 'what has come is shown');
    assert.deepEqual(simulator.gateway.violations, []);
  });

  test('says why a command cannot be started', async () => {
    await using simulator = await startGateway();
    const terminal = new Terminal(simulator.open('/bin/no-such-shell'));
    const end = await terminal.end();
    assert.ok(end.reason === 'closed');
    assert.match(end.message, /no-such-shell: no such file or directory/);
    assert.deepEqual(terminal.states, ['ended']);
  });

  test('is told when it was idle too long', async () => {
    await using simulator = await startGateway({ agent: { idleTimeout: 200 } });
    const end = await new Terminal(simulator.open()).end();
    assert.ok(end.reason === 'closed');
    assert.match(end.message, /inactivity/);
  });

  test('goes on after the publication was paused', async () => {
    await using simulator = await startGateway();
    const opened = simulator.open();
    const terminal = new Terminal(opened);
    await terminal.sees('# ');
    const remote = simulator.gateway.sessions.get(opened.sessionId)!;
    remote.pausePublication();
    terminal.enter('echo after the pause');
    remote.startPublication();
    await terminal.sees('\r\nafter the pause\r\n');
    terminal.session.close();
    assert.deepEqual(simulator.gateway.violations, []);
  });

  test('leaves no socket when it is closed here', async () => {
    await using simulator = await startGateway();
    const opened = simulator.open();
    const terminal = new Terminal(opened);
    await terminal.sees('# ');
    terminal.session.close();
    assert.deepEqual(await terminal.end(), { reason: 'left' });
    const remote = simulator.gateway.sessions.get(opened.sessionId)!;
    while (remote.state === 'connected') {
      await new Promise(setImmediate);
    }
    assert.equal(remote.state, 'disconnected');
  });
});
