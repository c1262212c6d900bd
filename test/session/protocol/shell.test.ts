import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { openTerminal } from '../support/scene.ts';

suite('a session with a real shell', { timeout: 60_000 }, () => {
  test('shows the prompt, runs what is typed, and ends with exit', async () => {
    await using scene = await openTerminal();
    const { terminal } = scene;
    await terminal.sees('# ');
    terminal.enter('echo $((6*7))');
    await terminal.sees('# echo $((6*7))\r\n42\r\n# ');
    terminal.enter('exit 5');
    assert.deepEqual(await terminal.end(), { reason: 'closed', message: '' });
    assert.deepEqual(terminal.states, ['ready', 'ended']);
    assert.ok(!terminal.log.join('\n').includes(scene.opened.tokenValue));
  });

  test("has the terminal's size from the first prompt on, and every later one", async () => {
    await using scene = await openTerminal({ options: () => ({ size: { columns: 101, rows: 31 } }) });
    const { terminal } = scene;
    await terminal.sees('# ');
    terminal.enter('stty size');
    await terminal.sees('31 101\r\n');
    for (let columns = 60; columns <= 99; columns++) {
      terminal.session.resize({ columns, rows: 20 });
    }
    terminal.enter('until [ "$(stty size)" = "20 99" ]; do sleep .05; done; stty size');
    await terminal.sees('20 99\r\n');
    terminal.session.close();
  });

  test('takes what is typed before the prompt, once there is a terminal for it', async () => {
    await using scene = await openTerminal({ agent: { ptyDelay: 150, outputDelay: 100 } });
    const { terminal } = scene;
    terminal.enter('echo early; stty size');
    await terminal.sees('early\r\n24 80\r\n');
    terminal.session.close();
  });

  test('is interrupted by Ctrl-C', async () => {
    await using scene = await openTerminal();
    const { terminal } = scene;
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
    const sent = 30 * 1024;
    const lastByteRead = `head -c ${sent + 1} | tail -c 1 | od -An -c`;
    // Without another size, and after the first, which would be in flight too.
    const sized = `until [ \\"$(stty size)\\" != \\"0 0\\" ]; do sleep .05; done`;
    await using scene = await openTerminal({
      command: `sh -c "stty raw -echo; ${sized}; echo ready; sleep .3; ${lastByteRead}"`,
      options: () => ({ size: undefined }),
    });
    const { terminal } = scene;
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
    await using scene = await openTerminal({ command: 'sh -c "yes 😀€ä | head -n 20000"' });
    const { terminal } = scene;
    await terminal.end();
    assert.ok(terminal.text === '😀€ä\r\n'.repeat(20_000));
  });

  test('says that output is missing where the agent has left before it arrived', async () => {
    let gaps = 0;
    await using scene = await openTerminal({
      command: 'seq 1 60000',
      agent: { pace: 'real', resendInterval: 20, linger: 200 },
      faults: { toClient: { drop: Array.from({ length: 60 }, (_, index) => 270 + index) } },
      options: () => ({ onGap: () => gaps++ }),
    });
    const { terminal } = scene;
    assert.deepEqual(await terminal.end(), { reason: 'closed', message: '', missing: true });
    assert.ok(gaps > 0);
    assert.ok(terminal.text.endsWith('59999\r\n60000\r\n'), 'what has come is shown');
  });

  test('says why a command cannot be started', async () => {
    await using scene = await openTerminal({ command: '/bin/no-such-shell' });
    const { terminal } = scene;
    const end = await terminal.end();
    assert.ok(end.reason === 'closed');
    assert.match(end.message, /no-such-shell: no such file or directory/);
    assert.deepEqual(terminal.states, ['ended']);
  });

  test('is told when it was idle too long', async () => {
    await using scene = await openTerminal({ agent: { idleTimeout: 200 } });
    const end = await scene.terminal.end();
    assert.ok(end.reason === 'closed');
    assert.match(end.message, /inactivity/);
  });

  test('goes on after the publication was paused', async () => {
    await using scene = await openTerminal();
    const { remote, terminal } = scene;
    await terminal.sees('# ');
    remote.pausePublication();
    terminal.enter('echo after the pause');
    remote.startPublication();
    await terminal.sees('\r\nafter the pause\r\n');
    terminal.session.close();
  });

  test('leaves no socket when it is closed here', async () => {
    await using scene = await openTerminal();
    const { terminal } = scene;
    await terminal.sees('# ');
    terminal.session.close();
    assert.deepEqual(await terminal.end(), { reason: 'left' });
    const { remote } = scene;
    while (remote.state === 'connected') {
      await new Promise(setImmediate);
    }
    assert.equal(remote.state, 'disconnected');
  });
});
